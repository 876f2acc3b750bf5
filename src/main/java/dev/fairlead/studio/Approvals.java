package dev.fairlead.studio;

import dev.fairlead.engine.contract.Finding;
import dev.fairlead.engine.contract.ProcessContract;
import dev.fairlead.shared.Sentences;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The tasks of a diagram that nobody completes for what they submitted themselves. */
final class Approvals {
  private Approvals() {}

  /** Tasks that are approvals in the live diagram and no more in the changed one. */
  static List<Finding> check(String live, String changed) {
    Drawing now = Drawing.read(changed);
    Set<String> kept = in(now);
    return in(Drawing.read(live)).stream()
        .filter(id -> !kept.contains(id) && now.elements().containsKey(id))
        .map(
            id ->
                new Finding(
                    id, Sentences.say("studio.draft.guardLost", now.title(now.elements().get(id)))))
        .toList();
  }

  private static Set<String> in(Drawing drawing) {
    return drawing.all("property").stream()
        .filter(
            property ->
                ProcessContract.APPROVAL.equals(property.getAttribute("name"))
                    && "true".equals(property.getAttribute("value")))
        .map(Approvals::owner)
        .collect(Collectors.toSet());
  }

  private static String owner(Element property) {
    Node around = property;
    while (around instanceof Element element && !ElementFacts.isElementOfItsOwn(element)) {
      around = element.getParentNode();
    }
    return around instanceof Element element ? element.getAttribute("id") : "";
  }
}
