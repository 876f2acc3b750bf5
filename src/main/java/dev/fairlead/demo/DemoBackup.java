package dev.fairlead.demo;

import static dev.fairlead.demo.DemoParts.cost;
import static dev.fairlead.demo.DemoParts.goal;
import static dev.fairlead.demo.DemoParts.line;
import static dev.fairlead.demo.DemoParts.link;
import static dev.fairlead.demo.DemoParts.member;
import static dev.fairlead.demo.DemoParts.milestone;
import static dev.fairlead.demo.DemoParts.system;
import static dev.fairlead.demo.DemoParts.task;

import dev.fairlead.communication.ContractorReport;
import dev.fairlead.communication.ContractorStatus;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.tracking.Issue;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The project on track: a backup system in place of three. */
@Component
@Order(3)
class DemoBackup implements DemoProject {
  private static final String KEY = "BACKUP-26";

  /** The number of the task in which systems move. */
  private static final int MOVE = 3;

  private final DemoActions actions;
  private final DemoCommunication communication;
  private final Registers registers;

  DemoBackup(DemoActions actions, DemoCommunication communication, Registers registers) {
    this.actions = actions;
    this.communication = communication;
    this.registers = registers;
  }

  @Override
  public void write(DemoScript script) {
    script.at(
        8,
        1,
        9,
        () -> {
          script.create(
              KEY,
              "Backup consolidation",
              "One backup system instead of three, restored and proven.",
              "colin",
              8,
              14,
              "66000",
              List.of(
                  goal(
                      1,
                      "Every system is restored in a test once",
                      "Systems restored",
                      "All 38",
                      100)),
              List.of(
                  member("tina", "Test lead", 75),
                  member("tarek", "Storage engineer", 90),
                  member("tom", "Network engineer", 85)));
          script.register(
              KEY,
              "colin",
              system("Backup vault", SystemAction.IMPLEMENT, "tina", Criticality.MEDIUM),
              system("Tape library", SystemAction.RETIRE, "tarek", Criticality.LOW));
          registers.saveBudgetLine(KEY, line("Labour", "Work", "42000"), "colin");
          registers.saveBudgetLine(KEY, line("Storage", "Expense", "18000"), "colin");
          registers.saveRisk(
              KEY,
              script.risk(
                  "Restore takes longer than a night",
                  "Network to the vault is shared",
                  2,
                  3,
                  "tina"),
              "colin");
          script.plan(
              KEY,
              "colin",
              task(-1, null, "Choose vault", 10, "tarek", 1, 1),
              task(-2, null, "Install vault", 10, "tarek", 1, 1),
              task(-3, null, "Move systems", 20, "tarek", 1, 1),
              task(-4, null, "Restore test", 10, "tina", 1, 1),
              milestone(-5, "Tape library switched off", "tina"),
              task(-6, null, "Restore handbook", 5, "tom", 1, 1),
              cost(-2, "17200"),
              link(-2, -1),
              link(-3, -2),
              link(-4, -3),
              link(-6, -3),
              link(-5, -4),
              link(-5, -6));
        });
    script.approve(KEY, "colin", 8, List.of("tina", "tarek", "tom"), List.of("maria", "sofia"));
    script.work(KEY, 7, 1, "tarek", 50, 36, "tarek");
    script.work(KEY, 6, 1, "tarek", 100, 30, "tarek");
    script.work(KEY, 5, 2, "tarek", 50, 36, "tarek");
    script.at(5, 3, 11, () -> script.expense(KEY, "17200", 2, "Vault storage", "colin"));
    script.riskReviews(KEY, 2, 2);
    script.work(KEY, 4, 2, "tarek", 100, 36, "tarek");
    script.at(
        4,
        4,
        14,
        () -> script.report(KEY, "colin", "The vault is installed. Systems move from next week."));
    script.work(KEY, 3, 3, "tarek", 25, 38, "tarek");
    script.work(KEY, 2, 3, "tarek", 50, 38, "tarek");
    script.at(
        2,
        1,
        9,
        () -> {
          communication.meet(KEY, "colin", "Nora Falk", "Vaultworks", "nora.falk@vault.example");
          communication.asksContractor(KEY, "colin", MOVE);
        });
    script.at(
        2,
        3,
        11,
        () ->
            communication.contractorReports(
                KEY,
                status(
                    ContractorReport.Rating.GREEN,
                    "Nineteen systems moved, all restored once.",
                    "The database servers, in two nights.",
                    null,
                    50)));
    script.at(
        2,
        3,
        16,
        () -> communication.acceptsContractorReport(KEY, "colin", "Well done, and on time."));
    script.at(
        2,
        4,
        15,
        () ->
            script.report(
                KEY,
                "colin",
                "Nineteen of thirty-eight systems have moved, as planned. Tarek is asked for by the ERP roll-out in the same weeks."));
    script.at(
        2,
        4,
        16,
        () -> {
          communication.share(KEY, "colin");
          communication.plan(KEY, "colin", script.monday().minusWeeks(1));
        });
    script.at(1, 0, 10, () -> communication.send(KEY, "colin", "Half of the systems have moved."));
    script.at(
        1,
        1,
        11,
        () -> communication.saysFeedback(KEY, "Shall we keep the second technician in March?"));
    script.at(
        1,
        1,
        14,
        () -> communication.answer(KEY, "colin", "Yes please, until the last system has moved."));
    script.at(
        1,
        2,
        10,
        () -> {
          actions.decide(
              KEY,
              "colin",
              "The tape library is given to the archive",
              "It is not sold; the archive takes it over with its maintenance contract.",
              "Its resale value is below the cost of deleting the tapes.",
              null,
              null);
          actions.ask(
              KEY,
              "colin",
              "Move the maintenance contract to the archive",
              "Legal has the form.",
              "D1",
              "tom",
              16,
              Issue.Level.LOW);
        });
    script.work(KEY, 1, 3, "tarek", 75, 38, "tarek");
    script.at(1, 2, 15, () -> communication.asksContractor(KEY, "colin", MOVE));
    script.at(
        1,
        4,
        14,
        () ->
            communication.contractorReports(
                KEY,
                status(
                    ContractorReport.Rating.AMBER,
                    "Thirty systems moved; the mail server had to go back once.",
                    "The mail server again, then the last seven.",
                    "We need a night in which mail may stand still.",
                    80)));
  }

  /** What Nora says of her work, most of all of moving the systems. */
  private static ContractorStatus status(
      ContractorReport.Rating rating, String done, String next, String problems, int percent) {
    return new ContractorStatus(
        rating,
        done,
        next,
        problems,
        Map.of(MOVE, new ContractorStatus.TaskStatus(percent, null, null)));
  }
}
