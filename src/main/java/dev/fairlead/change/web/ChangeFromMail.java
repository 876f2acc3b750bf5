package dev.fairlead.change.web;

import dev.fairlead.change.Changes;
import dev.fairlead.change.process.HandleChangeProcess;
import dev.fairlead.engine.MailDecision;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The decision on a change for whoever decides from the mail: the same as in its form. */
@Component
class ChangeFromMail implements MailDecision {
  private final Changes changes;
  private final ChangePages pages;

  ChangeFromMail(Changes changes, ChangePages pages) {
    this.changes = changes;
    this.pages = pages;
  }

  @Override
  public String process() {
    return HandleChangeProcess.ID;
  }

  @Override
  public Facts facts(String id) {
    return new Facts(changes.money(id), changes.fingerprint(id));
  }

  @Override
  public String show(String id, String username, Model model) {
    pages.detail(id, model);
    return "change/decide";
  }
}
