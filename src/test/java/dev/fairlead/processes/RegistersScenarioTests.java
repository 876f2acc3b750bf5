package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.FairleadTest;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.RiskMeasure;
import dev.fairlead.plan.RiskReviews;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A transaction reads a register once, but never what it has changed itself since. */
@FairleadTest
class RegistersScenarioTests extends WholeLife {
  @Autowired PlatformTransactionManager transactions;
  @Autowired RiskReviews reviews;

  @Test
  void systemsThatAreWrittenAreReadAnew() {
    SampleProject.begin(projects, "RG-1", "20000");
    inOneTransaction(
        () -> {
          assertThat(registers.systems("RG-1")).isEmpty();
          int number = system("RG-1");
          assertThat(registers.systems("RG-1")).hasSize(1);
          PlanSystem known = registers.systems("RG-1").get(0);
          registers.saveSystem(
              "RG-1",
              new PlanSystem(
                  number,
                  "Till RG-1",
                  known.action(),
                  known.owner(),
                  known.environment(),
                  known.criticality(),
                  known.maintenanceWindow(),
                  null,
                  null),
              "clara");
          assertThat(registers.systems("RG-1"))
              .extracting(PlanSystem::name)
              .containsExactly("Till RG-1");
          registers.removeSystem("RG-1", number, "clara");
          assertThat(registers.systems("RG-1")).isEmpty();
        });
  }

  @Test
  void risksThatAreWrittenAreReadAnew() {
    SampleProject.begin(projects, "RG-2", "20000");
    inOneTransaction(
        () -> {
          assertThat(registers.risks("RG-2")).isEmpty();
          int reviewed = registers.saveRisk("RG-2", risk("Vendor late"), "clara");
          int occurring = registers.saveRisk("RG-2", risk("Server fails"), "clara");
          int mistaken = registers.saveRisk("RG-2", risk("Rain"), "clara");
          assertThat(registers.risks("RG-2")).hasSize(3);
          RiskMeasure measure = registers.risks("RG-2").get(0).measures().get(0);
          registers.measureDone("RG-2", reviewed, measure.id(), "clara");
          assertThat(registers.risks("RG-2").get(0).measures().get(0).isDone()).isTrue();
          reviews.record(
              "RG-2", reviewed, RiskReviews.Result.CLOSED, null, null, null, "Delivered", "clara");
          assertThat(statuses()).contains(Risk.RiskStatus.CLOSED);
          registers.riskOccurred("RG-2", occurring, "clara");
          assertThat(statuses()).contains(Risk.RiskStatus.OCCURRED);
          registers.removeRisk("RG-2", mistaken, "clara");
          assertThat(registers.risks("RG-2")).hasSize(2);
        });
  }

  @Test
  void budgetLinesThatAreWrittenAreReadAnew() {
    SampleProject.begin(projects, "RG-3", "20000");
    inOneTransaction(
        () -> {
          assertThat(registers.budgetLines("RG-3")).isEmpty();
          int number = registers.saveBudgetLine("RG-3", line(0, "1000"), "clara");
          assertThat(registers.budgetLines("RG-3")).hasSize(1);
          registers.saveBudgetLine("RG-3", line(number, "1500"), "clara");
          assertThat(registers.budgetLines("RG-3").get(0).amount()).isEqualByComparingTo("1500");
          registers.removeBudgetLine("RG-3", number, "clara");
          assertThat(registers.budgetLines("RG-3")).isEmpty();
        });
  }

  private void inOneTransaction(Runnable work) {
    new TransactionTemplate(transactions).executeWithoutResult(status -> work.run());
  }

  private List<Risk.RiskStatus> statuses() {
    return registers.risks("RG-2").stream().map(Risk::status).toList();
  }

  private static BudgetLine line(int number, String amount) {
    return new BudgetLine(number, "Licences", "Software", new BigDecimal(amount));
  }

  private static Risk risk(String title) {
    return new Risk(
        0,
        false,
        title,
        "",
        "",
        "",
        "",
        2,
        3,
        "",
        null,
        Risk.Response.REDUCE,
        List.of(new RiskMeasure("Ask weekly", null, null)),
        null,
        null,
        new BigDecimal("500"),
        null,
        Risk.RiskStatus.ACTIVE,
        null);
  }
}
