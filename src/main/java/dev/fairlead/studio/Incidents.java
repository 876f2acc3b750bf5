package dev.fairlead.studio;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.engine.ProjectNames;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.Sentences;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Steps that failed: what, why in plain words, whom it holds up, and the way to try them again. */
@Service
public class Incidents {
  /** More than a person reads; the oldest come first. */
  public static final int MOST = 200;

  private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);

  private final ManagementService management;
  private final RuntimeService runtime;
  private final RepositoryService repository;
  private final EngineGateway engine;
  private final ProjectNames projects;

  Incidents(
      ManagementService management,
      RuntimeService runtime,
      RepositoryService repository,
      EngineGateway engine,
      ProjectNames projects) {
    this.management = management;
    this.runtime = runtime;
    this.repository = repository;
    this.engine = engine;
    this.projects = projects;
  }

  /** Those that wait for a person first, then those that Fairlead tries again by itself. */
  public List<Incident> all() {
    return engine.asSystem(
        () -> {
          Map<String, Drawing> drawings = new HashMap<>();
          return management.createJobQuery().withException().listPage(0, MOST).stream()
              .filter(job -> job.getProcessInstanceId() != null)
              .flatMap(job -> incident(job, drawings))
              .sorted(
                  Comparator.comparing(Incident::isStuck)
                      .reversed()
                      .thenComparing(
                          Incident::since, Comparator.nullsFirst(Comparator.naturalOrder())))
              .toList();
        });
  }

  /** Lets the engine try it again at once. */
  public void retry(String job, String by) {
    engine.asSystem(
        () -> {
          Job found = management.createJobQuery().jobId(job).withException().singleResult();
          if (found == null) {
            throw NotFoundException.because("studio.incident.gone");
          }
          management.setJobRetries(job, Math.max(1, found.getRetries()));
          management.setJobDuedate(job, null);
          LOG.info(
              "{} lets the step {} of {} be tried again", by, job, found.getProcessInstanceId());
          return null;
        });
  }

  private Stream<Incident> incident(Job job, Map<String, Drawing> drawings) {
    ProcessInstance instance =
        runtime
            .createProcessInstanceQuery()
            .processInstanceId(job.getProcessInstanceId())
            .singleResult();
    if (instance == null) {
      return Stream.empty();
    }
    ProcessDefinition process = repository.getProcessDefinition(job.getProcessDefinitionId());
    String element =
        management
            .createJobDefinitionQuery()
            .jobDefinitionId(job.getJobDefinitionId())
            .singleResult()
            .getActivityId();
    Drawing drawing = drawings.computeIfAbsent(process.getId(), id -> Drawing.read(model(process)));
    String title =
        drawing.elements().containsKey(element)
            ? drawing.title(drawing.elements().get(element))
            : element;
    String key = instance.getBusinessKey();
    return Stream.of(
        new Incident(
            job.getId(),
            process.getKey(),
            process.getName() == null ? process.getKey() : process.getName(),
            title,
            key,
            key == null ? null : projects.nameOf(key),
            moment(job.getCreateTime()),
            reason(job.getExceptionMessage()),
            job.getRetries(),
            job.getRetries() == 0 ? null : moment(job.getDuedate())));
  }

  private String model(ProcessDefinition process) {
    try (var file = repository.getProcessModel(process.getId())) {
      return new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** What people can make something of: the sentence, not the names of classes before it. */
  private static String reason(String message) {
    if (message == null || message.isBlank()) {
      return Sentences.say("studio.incident.noReason");
    }
    String line = message.lines().findFirst().orElse("").strip();
    String plain = line.replaceFirst("^(?:[\\w.$]+(?:Exception|Error): )+", "");
    return plain.length() > 400 ? plain.substring(0, 399) + "…" : plain;
  }

  private static LocalDateTime moment(Date date) {
    return date == null ? null : LocalDateTime.ofInstant(date.toInstant(), ZoneId.systemDefault());
  }
}
