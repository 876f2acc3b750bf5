package dev.fairlead.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import dev.fairlead.FairleadTest;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.PlanFixture;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.project.History;
import dev.fairlead.project.MemberRate;
import dev.fairlead.project.MemberRates;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** Postings from submission to approval, corrections, rates, commitments and budget lines. */
@FairleadTest
class PostingApprovalTests {
  private static final LocalDate DAY = LocalDate.of(2027, 3, 2);

  @Autowired MockMvc web;
  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired Registers registers;
  @Autowired Baselines baselines;
  @Autowired Projects projects;
  @Autowired MemberRates rates;
  @Autowired Postings postings;
  @Autowired Commitments commitments;
  @Autowired ClosedLines closedLines;
  @Autowired ClosedPeriods closedPeriods;
  @Autowired OpenCosts openCosts;
  @Autowired Costs costs;
  @Autowired Users users;
  @Autowired History history;
  @Autowired FairleadClock clock;

  private String key;

  @BeforeEach
  void aTrackedProject() {
    clock.stopAt(LocalDateTime.of(2027, 3, 10, 10, 0).atZone(ZoneId.systemDefault()).toInstant());
    forgetTheHours();
    key = PlanFixture.project(jdbc);
    registers.saveBudgetLine(
        key, new BudgetLine(0, "Labour", "Work", new BigDecimal("5000")), "clara");
    registers.saveBudgetLine(
        key, new BudgetLine(0, "Licences", "Software", new BigDecimal("1000")), "clara");
    plans.edit(
        key,
        0,
        List.of(
            PlanEdit.of(
                Kind.ADD_TASK,
                -1,
                Map.of("name", "Analysis", "durationDays", "5", "owner", "tom"))),
        "clara");
    baselines.freeze(key, "mia", "Approved");
    PlanFixture.phase(jdbc, key, "TRACKING");
  }

  @AfterEach
  void time() {
    clock.resume();
    forgetTheHours();
  }

  /** Hours of a day count over all projects, so each test has its days for itself. */
  private void forgetTheHours() {
    jdbc.sql("update posting set state = 'WITHDRAWN' where posting_day between ? and ?")
        .params(LocalDate.of(2027, 3, 1), LocalDate.of(2027, 3, 10))
        .update();
  }

  private static NewPosting time(String hours, String person, LocalDate day) {
    return new NewPosting(
        day, Posting.Kind.TIME, null, new BigDecimal(hours), person, 1, 1, "Interviews");
  }

  private static NewPosting expense(String amount, Integer line, Long commitment) {
    return new NewPosting(
        DAY,
        Posting.Kind.EXPENSE,
        new BigDecimal(amount),
        null,
        null,
        null,
        line,
        "Invoice",
        commitment);
  }

  private BigDecimal actual() {
    return costs.figures(key, DAY).ac();
  }

  private String told() {
    return history.page(key, 0, 200).stream()
        .map(History.Entry::sentence)
        .collect(Collectors.joining("\n"));
  }

  private Costs.LineSpent line(int number) {
    return costs.byLine(key, DAY).stream()
        .filter(one -> one.number() == number)
        .findFirst()
        .orElseThrow();
  }

  // ---- approval

  @Test
  void onlyWhatIsApprovedCounts() {
    long hours = postings.post(key, time("8", "tom", DAY), "tom");
    long taxi = postings.post(key, expense("30", null, null), "tom");
    assertThat(postings.get(key, taxi).person()).as("an expense of one's own").isEqualTo("tom");
    assertThat(actual()).isEqualByComparingTo("0");
    assertThat(costs.waiting(key, DAY)).isEqualByComparingTo("670");
    assertThat(line(1).spent()).isEqualByComparingTo("0");
    assertThat(line(1).waiting()).isEqualByComparingTo("640");
    assertThat(costs.curve(key, DAY))
        .filteredOn(point -> point.actual() != null)
        .allSatisfy(point -> assertThat(point.actual()).isEqualByComparingTo("0"));

    assertThat(postings.approve(key, List.of(hours, taxi), "clara")).isEqualTo(2);
    assertThat(actual()).isEqualByComparingTo("670");
    assertThat(costs.waiting(key, DAY)).isEqualByComparingTo("0");
    assertThat(line(1).spent()).isEqualByComparingTo("640");
    assertThat(told())
        .contains("Submitted a posting of 640", "Approved the posting \"Interviews\" of 640");
    assertThatThrownBy(() -> postings.approve(key, List.of(hours), "clara"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("does not wait for approval any more");
  }

  @Test
  void whatTheCoordinatorPostsCountsAtOnce() {
    postings.post(key, time("8", "tom", DAY), "clara");
    assertThat(actual()).isEqualByComparingTo("640");
  }

  @Test
  void whoStandsInForTheCoordinatorApprovesButNotTheirOwn() {
    long ofTom = postings.post(key, time("8", "tom", DAY), "tom");
    users.substitute("clara", "tina", LocalDate.of(2027, 3, 8), LocalDate.of(2027, 3, 12));
    long ofTina = postings.post(key, time("8", "tina", DAY), "tina");
    assertThat(postings.get(key, ofTina).state()).isEqualTo(Posting.State.SUBMITTED);
    assertThatThrownBy(() -> postings.approve(key, List.of(ofTina), "tina"))
        .hasMessageContaining("You posted \"Interviews\" yourself. Clara Lindgren decides on it.");
    postings.approve(key, List.of(ofTom), "tina");
    assertThat(actual()).isEqualByComparingTo("640");
    users
        .substitutions("clara")
        .forEach(substitution -> users.endSubstitution("clara", substitution.id()));
  }

  @Test
  void teamMembersDoNotApprove() {
    long id = postings.post(key, time("8", "tom", DAY), "tom");
    for (String stranger : List.of("tom", "tina", "colin", "maria")) {
      assertThatThrownBy(() -> postings.approve(key, List.of(id), stranger))
          .isInstanceOfSatisfying(
              RefusedException.class, refused -> assertThat(refused.isForbidden()).isTrue());
    }
  }

  @Test
  void manyAreApprovedTogetherOrNotAtAll() {
    long first = postings.post(key, time("4", "tom", DAY), "tom");
    long second = postings.post(key, time("3", "tom", DAY), "tom");
    postings.withdraw(key, second, "tom");
    assertThatThrownBy(() -> postings.approve(key, List.of(first, second), "clara"))
        .isInstanceOf(ConflictException.class);
    assertThat(postings.get(key, first).state()).isEqualTo(Posting.State.SUBMITTED);
    assertThat(told()).contains("Withdrew the posting");
    assertThatThrownBy(() -> postings.approve(key, List.of(), "clara"))
        .hasMessageContaining("choose at least one");
    assertThatThrownBy(() -> postings.approve(key, List.of(987654321L), "clara"))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void aReturnedPostingIsCorrectedByItsAuthorAndWaitsAgain() throws Exception {
    long id = postings.post(key, time("8", "tom", DAY), "tom");
    assertThatThrownBy(() -> postings.sendBack(key, List.of(id), " ", "clara"))
        .hasMessageContaining("the reason");
    postings.sendBack(key, List.of(id), "Half a day only", "clara");
    assertThat(postings.waitingFor("tom"))
        .filteredOn(returned -> returned.projectKey().equals(key))
        .singleElement()
        .returns("Half a day only", Postings.Waiting::reason)
        .returns("Clara Lindgren", Postings.Waiting::returnedBy)
        .returns(1, Postings.Waiting::postings);
    assertThat(
            web.perform(get("/work").with(user("tom")))
                .andReturn()
                .getResponse()
                .getContentAsString())
        .contains(
            "Postings returned to you",
            "Returned by Clara Lindgren: Half a day only",
            "/projects/" + key + "/costs#returned");
    assertThat(postings.waitingFor("tina")).noneMatch(back -> back.projectKey().equals(key));
    assertThat(postings.waitingFor("clara")).noneMatch(back -> back.projectKey().equals(key));
    assertThat(postings.get(key, id).reason()).isEqualTo("Half a day only");
    assertThat(postings.returnedTo(key, "tom")).extracting(Posting::id).containsExactly(id);
    assertThat(postings.returnedTo(key, "tina")).isEmpty();
    assertThatThrownBy(() -> postings.correct(key, id, time("4", "tina", DAY), null, "tina"))
        .hasMessageContaining("Only Tom Eriksen");

    long again = postings.correct(key, id, time("4", "tom", DAY), null, "tom");
    assertThat(postings.get(key, again))
        .satisfies(
            posting -> {
              assertThat(posting.state()).isEqualTo(Posting.State.SUBMITTED);
              assertThat(posting.replaces()).isEqualTo(id);
              assertThat(posting.amount()).isEqualByComparingTo("320");
            });
    assertThat(postings.get(key, id).amount()).as("never edited").isEqualByComparingTo("640");
    assertThat(postings.returnedTo(key, "tom")).isEmpty();
    assertThatThrownBy(() -> postings.correct(key, id, time("2", "tom", DAY), null, "tom"))
        .isInstanceOf(ConflictException.class);
    postings.approve(key, List.of(again), "clara");
    assertThat(actual()).isEqualByComparingTo("320");
    assertThat(told())
        .contains(
            "Returned the posting \"Interviews\" of 640.00 to Tom Eriksen: Half a day only",
            "Corrected the returned posting");
  }

  @Test
  void anApprovedPostingIsCorrectedByACounterPostingAndANewOne() {
    long id = postings.post(key, time("20", "tom", DAY), "clara");
    long made =
        postings.correct(key, id, time("22", "tom", DAY), "Two hours were missing", "clara");
    assertThat(actual()).isEqualByComparingTo("1760");
    assertThat(postings.get(key, id).correctedBy()).isNotNull();
    assertThat(postings.get(key, id).replacedBy()).isEqualTo(made);
    assertThatThrownBy(() -> postings.correct(key, id, time("1", "tom", DAY), "Once more", "clara"))
        .isInstanceOf(ConflictException.class);
    long waits = postings.post(key, time("1", "tom", DAY), "tom");
    assertThatThrownBy(
            () -> postings.correct(key, waits, time("1", "tom", DAY), "Why not", "clara"))
        .hasMessageContaining("does not count, so there is nothing to take back");
    assertThat(told()).contains("Took back the posting", "Posted anew in place of");
  }

  // ---- bad input

  @Test
  void aDayHas24HoursOverAllProjects() {
    postings.post(key, time("16", "tom", DAY), "tom");
    assertThatThrownBy(() -> postings.post(key, time("8.5", "tom", DAY), "tom"))
        .hasMessage(
            "Tom Eriksen would work more than 24 hours on 2 Mar 2027: 16 hours are posted already,"
                + " over all projects, and 8.5 are added. Check the day and the hours.");
    String other = PlanFixture.project(jdbc);
    PlanFixture.phase(jdbc, other, "TRACKING");
    NewPosting elsewhere =
        new NewPosting(
            DAY, Posting.Kind.TIME, null, new BigDecimal("9"), "tom", null, null, "Elsewhere");
    assertThatThrownBy(() -> postings.post(other, elsewhere, "tom"))
        .hasMessageContaining("more than 24 hours");
    postings.post(key, time("8", "tom", DAY), "tom");
    postings.post(key, time("24", "tina", DAY), "tina");
  }

  @Test
  void whatCannotBeIsRefusedWithItsField() {
    assertField("hours", time("-1", "tom", DAY));
    assertField("hours", time("25", "tom", DAY));
    assertField("hours", time("1.125", "tom", DAY));
    assertField("day", time("1", "tom", LocalDate.of(2027, 3, 11)));
    assertField("day", time("1", "tom", LocalDate.of(2027, 2, 28)));
    assertField("amount", expense("10.005", 1, null));
    assertField("amount", expense("1000000001", 1, null));
    assertField("budgetLine", expense("10", 9, null));
    assertField("commitment", expense("10", 1, 987654321L));
    PlanFixture.phase(jdbc, key, "CLOSED");
    assertThatThrownBy(() -> postings.post(key, expense("10", 1, null), "clara"))
        .hasMessageContaining("Costs can be posted on " + key);
    assertThat(postings.page(key, null, 10)).isEmpty();
  }

  private void assertField(String field, NewPosting wanted) {
    assertThatThrownBy(() -> postings.post(key, wanted, "clara"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.field()).as(refused.getMessage()).isEqualTo(field));
  }

  @Test
  void aClosedPeriodKeepsItsFiguresAndCorrectionsCountOnTheirOwnDay() {
    LocalDate day = LocalDate.of(2027, 3, 4);
    long waits = postings.post(key, time("6", "tom", day), "tom");
    assertThatThrownBy(() -> closedPeriods.close(key, day, "clara"))
        .hasMessageContaining("A posting up to 4 Mar 2027 waits for approval");
    postings.approve(key, List.of(waits), "clara");
    assertThatThrownBy(() -> closedPeriods.close(key, LocalDate.of(2027, 3, 11), "clara"))
        .hasMessageContaining("lies in the future");
    assertThatThrownBy(() -> closedPeriods.close(key, day, "tom"))
        .isInstanceOf(RefusedException.class);
    BigDecimal reported = costs.figures(key, day).ac();
    closedPeriods.close(key, day, "clara");

    assertField("day", time("1", "tom", day));
    assertThatThrownBy(() -> postings.post(key, time("1", "tom", day), "tom"))
        .hasMessageContaining("Postings up to 4 Mar 2027 are closed")
        .hasMessageContaining("ask Clara Lindgren");
    assertThatThrownBy(() -> closedPeriods.close(key, day, "clara"))
        .hasMessageContaining("are closed already");
    long counter = postings.takeBack(key, waits, "Another project", "clara");
    assertThat(postings.get(key, counter).postingDay()).isEqualTo(clock.today());
    assertThat(costs.figures(key, day).ac()).isEqualByComparingTo(reported);
    assertThat(costs.figures(key, clock.today()).ac()).isZero();
    postings.post(key, time("20", "tom", clock.today()), "clara");
    assertField("hours", time("5", "tom", clock.today()));

    assertThatThrownBy(() -> closedPeriods.reopen(key, " ", "clara"))
        .isInstanceOf(RefusedException.class);
    closedPeriods.reopen(key, "An invoice came late", "clara");
    postings.post(key, time("1", "tom", day), "clara");
    assertThatThrownBy(() -> closedPeriods.reopen(key, "Again", "clara"))
        .isInstanceOf(ConflictException.class);
    assertThat(told())
        .contains("Closed postings up to 4 Mar 2027")
        .contains("Opened postings up to 4 Mar 2027 again: An invoice came late");
  }

  @Test
  void aClosedBudgetLineTakesNothingUntilItIsOpenedAgain() {
    long waits = postings.post(key, expense("10", 2, null), "tom");
    assertThatThrownBy(() -> closedLines.close(key, 2, "All bought", "clara"))
        .hasMessageContaining("A posting waits for approval on the budget line \"Licences\"");
    postings.approve(key, List.of(waits), "clara");
    closedLines.close(key, 2, "All bought", "clara");
    assertThat(line(2).closed()).isEqualTo("All bought");
    assertThatThrownBy(() -> postings.post(key, expense("10", 2, null), "clara"))
        .hasMessageContaining("\"Licences\" is closed and takes no more postings: All bought");
    assertThatThrownBy(() -> closedLines.close(key, 2, "Again", "clara"))
        .isInstanceOf(ConflictException.class);
    closedLines.reopen(key, 2, "clara");
    postings.post(key, expense("10", 2, null), "clara");
    assertThatThrownBy(() -> closedLines.close(key, 2, "Mine", "tom"))
        .isInstanceOf(RefusedException.class);
    assertThat(told()).contains("Closed the budget line", "Opened the budget line");
  }

  // ---- rates

  @Test
  void timeTakesTheRateOfItsDay() {
    rates.set(key, new MemberRate("tom", LocalDate.of(2027, 3, 3), new BigDecimal("100")), "clara");
    rates.set(key, new MemberRate("tom", LocalDate.of(2027, 3, 8), new BigDecimal("110")), "clara");
    assertThat(amount(2)).isEqualByComparingTo("80");
    assertThat(amount(3)).isEqualByComparingTo("100");
    assertThat(amount(7)).isEqualByComparingTo("100");
    assertThat(amount(8)).isEqualByComparingTo("110");
    rates.remove(key, "tom", LocalDate.of(2027, 3, 8), "clara");
    assertThat(amount(8)).isEqualByComparingTo("100");
    assertThat(told())
        .contains(
            "Set the rate of Tom Eriksen to 110.00 an hour from 8 Mar 2027 on",
            "Removed the rate of Tom Eriksen from 8 Mar 2027 on");
  }

  @Test
  void theWorkOfEachDayIsPlannedByTheRateOfThatDay() {
    int task =
        plans.current(key).tasks().stream()
            .filter(t -> t.durationMinutes() > 0)
            .findFirst()
            .orElseThrow()
            .number();
    plans.applyApproved(
        key,
        plans.current(key).version(),
        List.of(PlanEdit.of(PlanEdit.Kind.SET, task, Map.of("durationDays", "5", "owner", "tom"))),
        "clara",
        null);
    clock.stopAt(LocalDateTime.of(2027, 3, 1, 8, 0).atZone(ZoneId.systemDefault()).toInstant());
    assertThat(planned(task)).isEqualByComparingTo("3200");
    rates.set(key, new MemberRate("tom", LocalDate.of(2027, 3, 3), new BigDecimal("100")), "clara");
    assertThat(planned(task)).as("two days at 80, three at 100").isEqualByComparingTo("3680");
    rates.set(key, new MemberRate("tom", LocalDate.of(2027, 3, 8), new BigDecimal("500")), "clara");
    assertThat(planned(task)).as("after the task").isEqualByComparingTo("3680");
    rates.set(
        key, new MemberRate("tina", LocalDate.of(2027, 3, 3), new BigDecimal("500")), "clara");
    assertThat(planned(task)).as("another's rate").isEqualByComparingTo("3680");
  }

  private BigDecimal planned(int task) {
    return plans.plannedCosts(plans.current(key), projects.get(key)).get(task);
  }

  private BigDecimal amount(int day) {
    long id = postings.post(key, time("1", "tom", LocalDate.of(2027, 3, day)), "clara");
    return postings.get(key, id).amount();
  }

  @Test
  void whoHasNoRateOnThatDayIsNamed() {
    jdbc.sql("update team_member set hourly_rate = 0 where project_key = ? and username = 'tom'")
        .param(key)
        .update();
    rates.set(key, new MemberRate("tom", LocalDate.of(2027, 3, 8), new BigDecimal("90")), "clara");
    assertThatThrownBy(() -> amount(2))
        .hasMessageContaining("Tom Eriksen has no hourly rate on 2 Mar 2027.");
    assertThat(amount(9)).isEqualByComparingTo("90");
    assertThatThrownBy(() -> postings.post(key, time("1", "tarek", DAY), "clara"))
        .hasMessageContaining("Tarek Haddad has no hourly rate");
  }

  @Test
  void ratesThatCannotBeAreRefused() {
    assertRate("member", "tarek", "2027-03-03", "90");
    assertRate("validFrom", "tom", "2027-03-01", "90");
    assertRate("validFrom", "tom", "2099-03-01", "90");
    assertRate("rate", "tom", "2027-03-03", "-1");
    assertRate("rate", "tom", "2027-03-03", "100001");
    assertRate("rate", "tom", "2027-03-03", "90.005");
    assertThatThrownBy(() -> rates.set(key, new MemberRate("tom", DAY, BigDecimal.ONE), "tom"))
        .hasMessageContaining("Only Clara Lindgren");
    rates.set(key, new MemberRate("tom", LocalDate.of(2027, 3, 3), BigDecimal.TEN), "clara");
    projects.removeMember(key, "tom");
    assertThat(rates.later(key)).isEmpty();
  }

  private void assertRate(String field, String member, String from, String amount) {
    assertThatThrownBy(
            () ->
                rates.set(
                    key,
                    new MemberRate(member, LocalDate.parse(from), new BigDecimal(amount)),
                    "clara"))
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.field()).isEqualTo(field));
  }

  // ---- commitments

  private Commitment order(String amount) {
    return commitments.enter(
        key,
        new NewCommitment(2, "Acme", "Licences", new BigDecimal(amount), DAY, DAY.plusDays(30)),
        "clara");
  }

  @Test
  void postingsDrawOnACommitment() {
    Commitment order = order("800");
    assertThat(line(2).committed()).isEqualByComparingTo("800");
    assertThat(line(2).left()).isEqualByComparingTo("200");

    long invoice = postings.post(key, expense("500", null, order.id()), "tom");
    assertThat(postings.get(key, invoice).budgetLine()).as("that of the order").isEqualTo(2);
    assertThat(commitments.get(key, order.id()).stillOpen()).isEqualByComparingTo("800");
    postings.approve(key, List.of(invoice), "clara");
    assertThat(commitments.get(key, order.id()).stillOpen()).isEqualByComparingTo("300");
    assertThat(line(2).spent()).isEqualByComparingTo("500");
    assertThat(line(2).committed()).isEqualByComparingTo("300");
    assertThat(line(2).left()).isEqualByComparingTo("200");

    postings.takeBack(key, invoice, "Wrong invoice", "clara");
    assertThat(commitments.get(key, order.id()).stillOpen()).isEqualByComparingTo("800");
    postings.post(key, expense("900", null, order.id()), "clara");
    assertThat(commitments.get(key, order.id()).isOpen()).isFalse();
    assertThat(commitments.get(key, order.id()).overdrawn()).isEqualByComparingTo("100");
    assertThatThrownBy(() -> postings.post(key, expense("1", 1, order.id()), "clara"))
        .hasMessageContaining("belongs to the budget line \"Licences\"");
  }

  @Test
  void overBudgetIsSaidInWords() {
    order("1200");
    assertThat(line(2).over()).isEqualByComparingTo("200");
    assertThat(line(1).over()).isNull();
  }

  @Test
  void whatIsOrderedOrWaitsHindersClosing() {
    Commitment order = order("800");
    postings.post(key, expense("20", 1, null), "tom");
    assertThat(openCosts.of(key))
        .extracting(OpenPoint::text)
        .containsExactly(
            "Acme, Licences: 800.00 not invoiced", "Invoice, 20.00, waits for approval");
    assertThatThrownBy(() -> closedLines.close(key, 2, "Done", "clara"))
        .hasMessageContaining("A commitment is open on the budget line \"Licences\"");
    commitments.close(key, order.id(), "Cancelled by us", "clara");
    assertThat(openCosts.of(key)).extracting(OpenPoint::kind).containsExactly("posting");
    assertThat(line(2).committed()).isEqualByComparingTo("0");
    assertThatThrownBy(() -> commitments.close(key, order.id(), "Again", "clara"))
        .isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> postings.post(key, expense("1", 2, order.id()), "clara"))
        .hasMessageContaining("is closed and takes no more postings");
    assertThat(told()).contains("Closed the commitment to Acme with 800.00 not invoiced");
  }

  @Test
  void aCommitmentIsNotClosedUnderAPostingThatWaits() {
    Commitment order = order("800");
    postings.post(key, expense("100", null, order.id()), "tom");
    assertThatThrownBy(() -> commitments.close(key, order.id(), "Done", "clara"))
        .hasMessageContaining("wait for approval");
  }

  @Test
  void commitmentsThatCannotBeAreRefused() {
    assertCommitment("supplier", 2, " ", "10", DAY, null);
    assertCommitment("amount", 2, "Acme", "0", DAY, null);
    assertCommitment("amount", 2, "Acme", "-1", DAY, null);
    assertCommitment("amount", 2, "Acme", "1.001", DAY, null);
    assertCommitment("orderedOn", 2, "Acme", "10", null, null);
    assertCommitment("orderedOn", 2, "Acme", "10", DAY.plusYears(1), null);
    assertCommitment("orderedOn", 2, "Acme", "10", DAY.minusYears(9), null);
    assertCommitment("expectedOn", 2, "Acme", "10", DAY, DAY.minusDays(1));
    assertCommitment("budgetLine", 9, "Acme", "10", DAY, null);
    assertThatThrownBy(
            () ->
                commitments.enter(
                    key, new NewCommitment(2, "A", "B", BigDecimal.TEN, DAY, null), "tom"))
        .hasMessageContaining("Only Clara Lindgren");
    assertThat(commitments.of(key)).isEmpty();
  }

  private void assertCommitment(
      String field, int line, String supplier, String amount, LocalDate ordered, LocalDate due) {
    assertThatThrownBy(
            () ->
                commitments.enter(
                    key,
                    new NewCommitment(
                        line, supplier, "Things", new BigDecimal(amount), ordered, due),
                    "clara"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.field()).as(refused.getMessage()).isEqualTo(field));
  }
}
