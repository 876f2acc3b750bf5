package dev.fairlead.tracking;

import dev.fairlead.project.Link;
import dev.fairlead.project.Linked;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Issues, for the decisions and actions that are about them. */
@Component
class LinkedIssues implements Linked {
  private final Issues issues;

  LinkedIssues(Issues issues) {
    this.issues = issues;
  }

  @Override
  public Link.Kind kind() {
    return Link.Kind.ISSUE;
  }

  @Override
  public List<Link> of(String projectKey, Collection<Integer> numbers) {
    return issues.withNumbers(projectKey, numbers).stream().map(LinkedIssues::link).toList();
  }

  @Override
  public List<Link> offered(String projectKey, int most) {
    return issues.open(projectKey, most).stream().map(LinkedIssues::link).toList();
  }

  private static Link link(Issue issue) {
    return new Link(Link.Kind.ISSUE, issue.number(), issue.title(), "/issues/" + issue.id());
  }
}
