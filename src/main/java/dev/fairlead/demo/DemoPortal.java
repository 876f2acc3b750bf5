package dev.fairlead.demo;

import static dev.fairlead.demo.DemoParts.cost;
import static dev.fairlead.demo.DemoParts.goal;
import static dev.fairlead.demo.DemoParts.line;
import static dev.fairlead.demo.DemoParts.link;
import static dev.fairlead.demo.DemoParts.member;
import static dev.fairlead.demo.DemoParts.milestone;
import static dev.fairlead.demo.DemoParts.summary;
import static dev.fairlead.demo.DemoParts.system;
import static dev.fairlead.demo.DemoParts.task;

import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.plan.TeamFeedback;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The project whose plan waits for the approval of its sponsor. */
@Component
@Order(4)
class DemoPortal implements DemoProject {
  private static final String KEY = "PORTAL-27";

  private final ProcessDriver driver;
  private final Registers registers;
  private final DemoStakeholders stakeholders;
  private final TeamFeedback feedback;

  DemoPortal(
      ProcessDriver driver,
      Registers registers,
      DemoStakeholders stakeholders,
      TeamFeedback feedback) {
    this.driver = driver;
    this.registers = registers;
    this.stakeholders = stakeholders;
    this.feedback = feedback;
  }

  @Override
  public void write(DemoScript script) {
    script.at(
        2,
        0,
        11,
        () -> {
          script.create(
              KEY,
              "Customer self-service portal",
              "Customers see orders, invoices and tickets in one place.",
              "clara",
              -2,
              20,
              "240000",
              List.of(
                  goal(
                      1,
                      "Half of the calls about orders go away",
                      "Calls about orders per week",
                      "Less than 300",
                      60),
                  goal(2, "Customers like the portal", "Average rating after login", "4 of 5", 40)),
              List.of(member("tom", "Lead developer", 85), member("tina", "Test lead", 75)));
          script.register(
              KEY,
              "clara",
              system("Customer portal", SystemAction.IMPLEMENT, "tom", Criticality.HIGH),
              system("ERP", SystemAction.USE, "tarek", Criticality.HIGH));
          registers.saveBudgetLine(KEY, line("Labour", "Work", "190000"), "clara");
          registers.saveBudgetLine(KEY, line("Hosting", "Expense", "50000"), "clara");
          registers.saveRisk(
              KEY,
              script.risk("The ERP interface is not ready", "ERP roll-out is late", 4, 3, "tom"),
              "clara");
          stakeholders.ofPortal(KEY, "clara");
          script.plan(
              KEY,
              "clara",
              summary(-1, "Concept"),
              task(-2, -1, "Interviews with customers", 8, "tina", 1, 1),
              task(-3, -1, "Design", 10, "tom", 1, 1),
              summary(-4, "Build"),
              task(-5, -4, "Order pages", 20, "tom", 1, 1),
              task(-6, -4, "Ticket pages", 15, "tom", 1, 1),
              summary(-7, "Introduction"),
              task(-8, -7, "Test with 50 customers", 10, "tina", 1, 1),
              milestone(-9, "Portal open", "tina", -7),
              cost(-5, "48000"),
              link(-3, -2),
              link(-5, -3),
              link(-6, -5),
              link(-8, -6),
              link(-9, -8));
        });
    script.at(2, 0, 12, () -> driver.act("clara", KEY, "userTask_draftPlan", Map.of()));
    script.at(
        2,
        2,
        10,
        () ->
            driver.act(
                "tom",
                KEY,
                "userTask_giveFeedback",
                Map.of(
                    "feedback",
                    "The order of the pages is right.",
                    "objection",
                    "Ticket pages need the ERP interface, which is not mine.")));
    script.at(
        2,
        2,
        15,
        () ->
            driver.act(
                "tina",
                KEY,
                "userTask_giveFeedback",
                Map.of("feedback", "Fifty customers are enough.")));
    script.at(
        2,
        3,
        9,
        () -> {
          feedback
              .objections(KEY)
              .forEach(
                  o ->
                      feedback.answer(
                          KEY,
                          o.id(),
                          "The ERP project delivers the interface; the risk is in the register and"
                              + " reviewed monthly.",
                          "clara"));
          driver.act("clara", KEY, "userTask_submitPlan", Map.of("nextStep", "submit"));
        });
    script.at(
        1,
        1,
        16,
        () ->
            driver.act(
                "maria",
                KEY,
                "userTask_approvePlan",
                Map.of(
                    "decision",
                    "approve",
                    "comment",
                    "Sound plan. Keep an eye on the ERP interface.")));
  }
}
