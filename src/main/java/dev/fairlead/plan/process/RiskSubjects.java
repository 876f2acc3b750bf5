package dev.fairlead.plan.process;

import dev.fairlead.engine.TaskSubject;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which risk is looked at again. */
@Configuration(proxyBeanMethods = false)
class RiskSubjects {
  @Bean
  TaskSubject riskSubject(Registers registers) {
    return new TaskSubject(
        ReviewRiskProcess.ID,
        execution -> {
          Object number = execution.getVariable(ReviewRiskProcess.RISK_NUMBER);
          return registers.risks(execution.getProcessBusinessKey()).stream()
              .filter(risk -> Integer.valueOf(risk.number()).equals(number))
              .map(Risk::title)
              .findFirst()
              .orElse(null);
        });
  }
}
