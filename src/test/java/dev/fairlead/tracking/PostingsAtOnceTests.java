package dev.fairlead.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.AtOnce;
import dev.fairlead.FairleadTest;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.PlanFixture;
import dev.fairlead.plan.Registers;
import dev.fairlead.shared.FairleadClock;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** While one posts another closes, and the other way round: nothing slips in. */
@FairleadTest
class PostingsAtOnceTests {
  private static final LocalDate DAY = LocalDate.of(2027, 3, 2);

  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;
  @Autowired Registers registers;
  @Autowired Postings postings;
  @Autowired PostingImports imports;
  @Autowired Commitments commitments;
  @Autowired ClosedLines closedLines;
  @Autowired ClosedPeriods closedPeriods;
  @Autowired FairleadClock clock;

  private String key;

  @BeforeEach
  void aTrackedProject() {
    clock.stopAt(LocalDateTime.of(2027, 3, 10, 10, 0).atZone(ZoneId.systemDefault()).toInstant());
    key = PlanFixture.project(jdbc);
    registers.saveBudgetLine(
        key, new BudgetLine(0, "Licences", "Software", new BigDecimal("1000")), "clara");
    PlanFixture.phase(jdbc, key, "TRACKING");
  }

  @AfterEach
  void time() {
    clock.resume();
  }

  @Test
  void aPeriodIsNotClosedOverAPostingThatIsBeingMade() throws Exception {
    assertThat(refusal(() -> post("tom"), () -> closedPeriods.close(key, DAY, "clara")))
        .contains("A posting up to 2 Mar 2027 waits for approval");
    assertThat(closedPeriods.of(key)).isEmpty();
  }

  @Test
  void nothingIsPostedInAPeriodThatIsBeingClosed() throws Exception {
    assertThat(refusal(() -> closedPeriods.close(key, DAY, "clara"), () -> post("tom")))
        .contains("Postings up to 2 Mar 2027 are closed");
    assertThat(postings.page(key, null, 10)).isEmpty();
  }

  @Test
  void norIsAFileTaken() throws Exception {
    byte[] file =
        "Date,Kind,Amount,Text\n2027-03-02,Expense,10,Tickets".getBytes(StandardCharsets.UTF_8);
    assertThat(
            refusal(
                () -> closedPeriods.close(key, DAY, "clara"),
                () -> imports.takeWhole(key, "tickets.csv", file, "clara")))
        .contains("Postings up to 2 Mar 2027 are closed");
    assertThat(postings.page(key, null, 10)).isEmpty();
  }

  @Test
  void whatIsTakenBackMeanwhileCountsOnADayThatIsStillOpen() throws Exception {
    long invoice = post("clara");
    assertThat(
            refusal(
                () -> closedPeriods.close(key, DAY, "clara"),
                () -> postings.takeBack(key, invoice, "Wrong", "clara")))
        .isNull();
    assertThat(postings.page(key, null, 1))
        .singleElement()
        .extracting(Posting::postingDay)
        .isEqualTo(clock.today());
  }

  @Test
  void aBudgetLineThatIsBeingClosedTakesNeitherPostingsNorOrders() throws Exception {
    assertThat(refusal(() -> closedLines.close(key, 1, "All bought", "clara"), () -> post("clara")))
        .contains("is closed and takes no more postings: All bought");
    closedLines.reopen(key, 1, "clara");
    assertThat(
            refusal(
                () -> closedLines.close(key, 1, "All bought", "clara"),
                () ->
                    commitments.enter(
                        key,
                        new NewCommitment(
                            1, "Acme", "Licences", new BigDecimal("10"), DAY, DAY.plusDays(30)),
                        "clara")))
        .contains("is closed and takes no more postings: All bought");
    assertThat(postings.page(key, null, 10)).isEmpty();
    assertThat(commitments.of(key)).isEmpty();
  }

  private long post(String by) {
    return postings.post(
        key,
        new NewPosting(
            DAY, Posting.Kind.EXPENSE, new BigDecimal("10"), null, null, null, 1, "Invoice"),
        by);
  }

  private String refusal(Runnable first, Runnable second) throws Exception {
    return new AtOnce(jdbc, transactions).refusal(first, second);
  }
}
