package dev.fairlead.tracking;

import dev.fairlead.plan.Registers;
import java.util.List;
import org.springframework.stereotype.Component;

/** Risks that are neither closed nor occurred: somebody must say what becomes of them. */
@Component
class OpenRisks implements OpenPoints {
  private final Registers registers;

  OpenRisks(Registers registers) {
    this.registers = registers;
  }

  @Override
  public List<OpenPoint> of(String projectKey) {
    return registers.risks(projectKey).stream()
        .filter(risk -> risk.isOpen())
        .map(
            risk ->
                new OpenPoint(
                    "risk",
                    risk.number() + " " + risk.title(),
                    "/projects/" + projectKey + "/risks"))
        .toList();
  }
}
