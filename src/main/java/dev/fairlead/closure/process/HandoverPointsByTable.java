package dev.fairlead.closure.process;

import dev.fairlead.closure.HandoverRules;
import dev.fairlead.engine.EngineGateway;
import dev.fairlead.plan.PlanSystem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks the latest version of the table, once for each kind of system: the engine keeps a history of
 * every evaluation, which pages need not write.
 */
@Component
class HandoverPointsByTable implements HandoverRules {
  private static final String TABLE = "handoverPoints";

  /** Environments are typed freely; nobody needs more answers kept than these. */
  private static final int MOST_KNOWN = 500;

  /** The answers of one version of the table. */
  private record Known(String version, Map<List<String>, List<Rule>> rules) {}

  private final RepositoryService repository;
  private final DecisionService decisions;
  private final EngineGateway engine;
  private final TransactionTemplate ownTransaction;
  private volatile Known known = new Known("", Map.of());

  HandoverPointsByTable(
      @Lazy RepositoryService repository,
      @Lazy DecisionService decisions,
      @Lazy EngineGateway engine,
      PlatformTransactionManager transactions) {
    this.repository = repository;
    this.decisions = decisions;
    this.engine = engine;
    this.ownTransaction = new TransactionTemplate(transactions);
    ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  @Override
  public List<Rule> pointsFor(PlanSystem system) {
    List<String> asked =
        List.of(
            system.action().name(),
            system.criticality() == null ? "" : system.criticality().name(),
            system.environment() == null
                ? ""
                : system.environment().strip().toLowerCase(Locale.ROOT));
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
          if (!now.version().equals(version) || now.rules().size() >= MOST_KNOWN) {
            now = new Known(version, new ConcurrentHashMap<>());
            known = now;
          }
          return now.rules().computeIfAbsent(asked, facts -> ask(version, facts));
        });
  }

  private List<Rule> ask(String version, List<String> facts) {
    // the engine notes each evaluation, which the transaction of somebody who only reads cannot
    DmnDecisionTableResult result =
        ownTransaction.execute(
            status ->
                decisions.evaluateDecisionTableById(
                    version,
                    Variables.putValue("action", facts.get(0))
                        .putValue("criticality", facts.get(1))
                        .putValue("environment", facts.get(2))));
    return result.stream()
        .map(
            row ->
                new Rule(
                    text(row.getEntry("point"), 40),
                    text(row.getEntry("label"), 200),
                    text(row.getEntry("known"), 20)))
        .filter(rule -> !rule.id().isEmpty() && !rule.label().isEmpty())
        .toList();
  }

  private static String text(Object entry, int longest) {
    String text = entry == null ? "" : entry.toString().strip();
    return text.length() > longest ? text.substring(0, longest) : text;
  }
}
