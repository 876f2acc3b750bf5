package dev.fairlead.report.process;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.plan.RiskColours;
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
  private final RiskColours colours;

  DecisionTables(@Lazy DecisionService decisions, @Lazy EngineGateway engine, RiskColours colours) {
    this.decisions = decisions;
    this.engine = engine;
    this.colours = colours;
  }

  @Override
  public Rating rate(String dimension, Double value) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("dimension", dimension);
    facts.put("value", value);
    DmnDecisionTableResult result =
        engine.asSystem(() -> decisions.evaluateDecisionTableByKey("projectHealth", facts));
    if (result.isEmpty()) {
      return new Rating(Light.NONE, null);
    }
    DmnDecisionRuleResult row = result.getFirstResult();
    return new Rating(light(row.getEntry("colour")), row.getEntry("reason"));
  }

  @Override
  public Light risk(int level) {
    String colour = colours.of(level);
    return colour.isEmpty() ? Light.NONE : light(colour);
  }

  private static Light light(String colour) {
    return Light.valueOf(colour.toUpperCase(Locale.ROOT));
  }
}
