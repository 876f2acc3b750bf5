package dev.fairlead.plan;

import dev.fairlead.project.Link;
import dev.fairlead.project.Linked;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Risks, for the decisions and actions that are about them. */
@Component
class LinkedRisks implements Linked {
  private final Registers registers;

  LinkedRisks(Registers registers) {
    this.registers = registers;
  }

  @Override
  public Link.Kind kind() {
    return Link.Kind.RISK;
  }

  @Override
  public List<Link> of(String projectKey, Collection<Integer> numbers) {
    return registers.risks(projectKey).stream()
        .filter(risk -> numbers.contains(risk.number()))
        .map(risk -> link(projectKey, risk))
        .toList();
  }

  @Override
  public List<Link> offered(String projectKey, int most) {
    return registers.risks(projectKey).stream()
        .filter(Risk::isOpen)
        .sorted(Comparator.comparingInt(Risk::number).reversed())
        .limit(most)
        .map(risk -> link(projectKey, risk))
        .toList();
  }

  private static Link link(String projectKey, Risk risk) {
    return new Link(
        Link.Kind.RISK,
        risk.number(),
        risk.title(),
        "/projects/" + projectKey + "/risks#r" + risk.number());
  }
}
