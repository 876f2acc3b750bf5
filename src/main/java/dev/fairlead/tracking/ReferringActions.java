package dev.fairlead.tracking;

import dev.fairlead.project.Reference;
import dev.fairlead.project.Referring;
import dev.fairlead.shared.Sentences;
import java.util.Collection;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Actions, for what they are about. */
@Component
@Order(3)
class ReferringActions implements Referring {
  private final Actions actions;

  ReferringActions(Actions actions) {
    this.actions = actions;
  }

  @Override
  public List<Reference> to(String projectKey, Collection<String> refs) {
    return actions.about(projectKey, refs).stream()
        .map(
            action ->
                new Reference(
                    action.about(),
                    Sentences.say(
                        "tracking.screen.actions.one",
                        String.valueOf(action.number()),
                        action.title()),
                    action.path(),
                    action.isOpen()
                        ? Sentences.say(
                            "tracking.screen.actions.openUntil", Sentences.day(action.due()))
                        : Sentences.say("tracking.screen.actions.state." + action.status()),
                    action.isOpen()))
        .toList();
  }
}
