package dev.fairlead.plan.web;

import dev.fairlead.engine.MailDecision;
import dev.fairlead.plan.Planning;
import dev.fairlead.plan.process.ApprovePlanProcess;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The approval of a plan for whoever decides from the mail: the same as in its form. */
@Component
class ApprovalFromMail implements MailDecision {
  private final Planning planning;
  private final PlanView view;

  ApprovalFromMail(Planning planning, PlanView view) {
    this.planning = planning;
    this.view = view;
  }

  @Override
  public String process() {
    return ApprovePlanProcess.ID;
  }

  @Override
  public Facts facts(String projectKey) {
    Planning.Submitted submitted = planning.submitted(projectKey);
    return new Facts(submitted.amount(), submitted.fingerprint());
  }

  @Override
  public String show(String projectKey, String username, Model model) {
    view.approval(view.project(projectKey, username, model), model);
    model.addAttribute("format", new PlanPages.Format());
    return "plan/approval";
  }
}
