package dev.fairlead.engine.contract;

import dev.fairlead.shared.Sentences;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * After an upgrade, what runs goes on by the diagrams of its own time. A step that this release has
 * no more would be found missing only when its turn comes; so it is said at the start.
 */
@Component
@Order(3)
public class OlderVersions implements ApplicationRunner {
  private static final Logger LOG = LoggerFactory.getLogger(OlderVersions.class);
  private static final Pattern STEP = Pattern.compile("delegateExpression=\"[#$]\\{(\\w+)}\"");

  private final RepositoryService repository;
  private final ContractCheck contract;
  private final JdbcClient jdbc;

  OlderVersions(RepositoryService repository, ContractCheck contract, JdbcClient jdbc) {
    this.repository = repository;
    this.contract = contract;
    this.jdbc = jdbc;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    findings().forEach(LOG::warn);
  }

  /** A sentence for each older version that still runs and calls steps that are gone. */
  public List<String> findings() {
    // the newest ones were checked when they were deployed
    Set<String> newest =
        repository.createProcessDefinitionQuery().latestVersion().list().stream()
            .map(ProcessDefinition::getId)
            .collect(Collectors.toSet());
    List<String> findings = new ArrayList<>();
    jdbc.sql(
            "select PROC_DEF_ID_, count(*) from ACT_RU_EXECUTION where PARENT_ID_ is null"
                + " group by PROC_DEF_ID_ order by PROC_DEF_ID_")
        .query(
            row -> {
              String id = row.getString(1);
              Set<String> gone = newest.contains(id) ? Set.of() : stepsThatAreGone(id);
              if (!gone.isEmpty()) {
                ProcessDefinition version = repository.getProcessDefinition(id);
                findings.add(
                    Sentences.say(
                        "engine.olderVersion",
                        version.getVersion(),
                        version.getName(),
                        row.getLong(2),
                        String.join(", ", gone)));
              }
            });
    return findings;
  }

  private Set<String> stepsThatAreGone(String definition) {
    try (InputStream diagram = repository.getProcessModel(definition)) {
      return STEP.matcher(new String(diagram.readAllBytes(), StandardCharsets.UTF_8))
          .results()
          .map(step -> step.group(1))
          .filter(step -> !contract.isStep(step))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
