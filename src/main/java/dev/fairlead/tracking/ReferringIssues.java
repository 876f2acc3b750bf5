package dev.fairlead.tracking;

import dev.fairlead.project.Link;
import dev.fairlead.project.Reference;
import dev.fairlead.project.Referring;
import dev.fairlead.shared.Sentences;
import java.util.Collection;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Issues, for the risks that became them. */
@Component
@Order(1)
class ReferringIssues implements Referring {
  private final Issues issues;

  ReferringIssues(Issues issues) {
    this.issues = issues;
  }

  @Override
  public List<Reference> to(String projectKey, Collection<String> refs) {
    String letter = Link.Kind.RISK.ref(0).substring(0, 1);
    List<Integer> risks =
        refs.stream()
            .filter(ref -> ref.startsWith(letter))
            .map(ref -> Integer.valueOf(ref.substring(1)))
            .toList();
    return risks.isEmpty()
        ? List.of()
        : issues.ofRisks(projectKey, risks).stream()
            .map(
                issue ->
                    new Reference(
                        Link.Kind.RISK.ref(issue.risk()),
                        Sentences.say(
                            "project.link.ISSUE", String.valueOf(issue.number()), issue.title()),
                        "/issues/" + issue.id(),
                        Sentences.say("tracking.screen.status." + issue.status()),
                        issue.isOpen()))
            .toList();
  }
}
