package dev.fairlead.report.process;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.report.HealthRules;
import dev.fairlead.report.Light;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.engine.DecisionService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks the latest versions of the process owners' tables. */
@Component
class DecisionTables implements HealthRules {
  private final DecisionService decisions;
  private final EngineGateway engine;

  DecisionTables(@Lazy DecisionService decisions, @Lazy EngineGateway engine) {
    this.decisions = decisions;
    this.engine = engine;
  }

  @Override
  public Rating rate(String dimension, Double value) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("dimension", dimension);
    facts.put("value", value);
    return evaluate("projectHealth", facts);
  }

  @Override
  public Light risk(int level) {
    return evaluate("riskLevel", Map.of("level", level)).light();
  }

  private Rating evaluate(String table, Map<String, Object> facts) {
    DmnDecisionTableResult result =
        engine.asSystem(() -> decisions.evaluateDecisionTableByKey(table, facts));
    if (result.isEmpty()) {
      return new Rating(Light.NONE, null);
    }
    DmnDecisionRuleResult row = result.getFirstResult();
    String colour = row.getEntry("colour");
    return new Rating(Light.valueOf(colour.toUpperCase(Locale.ROOT)), row.getEntry("reason"));
  }
}
