package dev.fairlead.studio;

import dev.fairlead.engine.contract.Finding;
import dev.fairlead.engine.contract.ProcessContract;
import dev.fairlead.shared.Sentences;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The tasks of a diagram that nobody completes for what they submitted themselves. */
final class Approvals {
  private Approvals() {}

  /**
   * Tasks that are approvals in the live diagram and no more in the changed one. One that is gone
   * may have another approval in its place, since editors give what is redrawn another id.
   */
  static List<Finding> check(String live, String changed) {
    Drawing before = Drawing.read(live);
    Drawing now = Drawing.read(changed);
    Set<String> old = in(before);
    Set<String> kept = in(now);
    long others = kept.stream().filter(id -> !old.contains(id)).count();
    List<Finding> findings = new ArrayList<>();
    for (String id : old) {
      Element task = now.elements().get(id);
      if (task == null && others > 0) {
        others--;
      } else if (task == null) {
        String title = before.title(before.elements().get(id));
        findings.add(new Finding("", Sentences.say("studio.draft.approvalGone", title)));
      } else if (!kept.contains(id)) {
        findings.add(new Finding(id, Sentences.say("studio.draft.guardLost", now.title(task))));
      }
    }
    return findings;
  }

  /** Their ids. A user task alone has somebody who could be kept from it. */
  private static Set<String> in(Drawing drawing) {
    return drawing.all("property").stream()
        .filter(
            property ->
                ProcessContract.APPROVAL.equals(property.getAttribute("name"))
                    && "true".equals(property.getAttribute("value")))
        .map(Approvals::owner)
        .map(drawing.elements()::get)
        .filter(task -> task != null && task.getLocalName().equals("userTask"))
        .map(task -> task.getAttribute("id"))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String owner(Element property) {
    Node around = property;
    while (around instanceof Element element && !ElementFacts.isElementOfItsOwn(element)) {
      around = element.getParentNode();
    }
    return around instanceof Element element ? element.getAttribute("id") : "";
  }
}
