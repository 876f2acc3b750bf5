package dev.fairlead.plan.process;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.plan.FindingRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Asks the latest version of the table. It is evaluated outside the process engine, which would
 * write a history of every finding on every page; the contract at deployment has seen to it that a
 * table holds nothing but FEEL.
 */
@Component
class FindingRulesByTable implements FindingRules {
  private static final String TABLE = "planFindings";

  /** One version of the table, read once. */
  private record Known(String version, DmnDecision table) {}

  private final RepositoryService repository;
  private final EngineGateway engine;
  private final DmnEngine rules =
      DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
  private volatile Known known = new Known("", null);

  FindingRulesByTable(@Lazy RepositoryService repository, @Lazy EngineGateway engine) {
    this.repository = repository;
    this.engine = engine;
  }

  @Override
  public List<Verdict> rate(List<Question> questions) {
    if (questions.isEmpty()) {
      return List.of();
    }
    DmnDecision table = latest();
    Map<Question, Verdict> asked = new HashMap<>();
    return questions.stream()
        .map(question -> asked.computeIfAbsent(question, wanted -> ask(table, wanted)))
        .toList();
  }

  private DmnDecision latest() {
    return engine.asSystem(
        () -> {
          String version =
              repository
                  .createDecisionDefinitionQuery()
                  .decisionDefinitionKey(TABLE)
                  .latestVersion()
                  .singleResult()
                  .getId();
          Known now = known;
          if (!now.version().equals(version)) {
            try (InputStream model = repository.getDecisionModel(version)) {
              now = new Known(version, rules.parseDecision(TABLE, model));
            } catch (IOException impossible) {
              throw new UncheckedIOException(impossible);
            }
            known = now;
          }
          return now.table();
        });
  }

  private Verdict ask(DmnDecision table, Question question) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("finding", question.finding());
    facts.put("amount", question.amount());
    facts.put("criticality", question.criticality() == null ? null : question.criticality().name());
    DmnDecisionTableResult result = rules.evaluateDecisionTable(table, facts);
    if (result.isEmpty()) {
      return new Verdict(Effect.WARNS, null);
    }
    DmnDecisionRuleResult row = result.getFirstResult();
    String effect = row.getEntry("effect");
    return new Verdict(Effect.valueOf(effect.toUpperCase(Locale.ROOT)), row.getEntry("reason"));
  }
}
