package dev.fairlead.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.report.ReportRows.GoalRow;
import dev.fairlead.report.ReportRows.IssueRow;
import dev.fairlead.report.ReportRows.RiskRow;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people outside may read of a report, field by field. */
class RedactionTests {
  private static final List<String> NAMES =
      List.of("Tina Team", "Max Member", "Olga Operations", "Sara Sponsor");

  private static Redaction redaction;

  @BeforeEach
  void people() {
    redaction = redaction();
  }

  private static Redaction redaction() {
    Users users = mock(Users.class);
    when(users.all())
        .thenReturn(
            Stream.concat(NAMES.stream(), Stream.of("Carl Coordinator", "Al"))
                .map(name -> new User(name, name, "x@example.org", true, Set.of()))
                .toList());
    return new Redaction(users);
  }

  static Stream<DigestData> everyKind() {
    Redaction of = redaction();
    return Stream.of(
        of.of(ReportSamples.interim(), "Interim report"),
        of.of(ReportSamples.finalReport(), "Final report"),
        of.of(ReportSamples.plan(3), "Plan"),
        of.of(DigestData.of(ReportSamples.interim(), "Digest")));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void nobodyIsNamedButTheCoordinator(DigestData open) throws Exception {
    String all =
        new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .writeValueAsString(open);
    assertThat(all).contains("Carl Coordinator").doesNotContain(NAMES);
    assertThat(open.head().sponsor()).isNull();
    assertThat(open.head().author()).isEqualTo("Carl Coordinator");
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void noRiskLeavesTheHouse(DigestData open) {
    assertThat(open.risks()).isNull();
  }

  @Test
  void ofHealthOnlyTheLightsOfTheWholeOfScheduleAndOfScopeAreShown() {
    DigestData open = redaction.of(ReportSamples.interim(), "Report");
    assertThat(open.health())
        .extracting(ReportRows.HealthRow::dimension)
        .containsExactly("Overall", "Schedule", "Scope");
    assertThat(open.health())
        .allMatch(row -> row.value() == null)
        .allMatch(row -> row.rule() == null)
        .allMatch(row -> row.computed() == Light.NONE)
        .allMatch(row -> row.overrideReason() == null);
  }

  @Test
  void workHasNoOwnersAndNoNotes() {
    DigestData open = redaction.of(ReportSamples.interim(), "Report");
    assertThat(open.done()).isNotEmpty();
    assertThat(Stream.concat(open.done().stream(), open.next().stream()))
        .allMatch(row -> row.owner() == null && row.note() == null);
  }

  @Test
  void theScheduleHasNoOwnersNoSlackAndNoCriticalPath() {
    for (DigestData open :
        List.of(
            redaction.of(ReportSamples.interim(), "Report"),
            redaction.of(ReportSamples.plan(3), "Plan"))) {
      assertThat(open.tasks()).isNotEmpty();
      assertThat(open.tasks())
          .allMatch(row -> row.owner() == null && row.slackDays() == null && !row.critical());
    }
  }

  @Test
  void issuesHaveNoOwnersAndChangesNeitherRequesterNorCostNorDecider() {
    DigestData open = redaction.of(ReportSamples.interim(), "Report");
    assertThat(open.issues()).isNotEmpty().allMatch(row -> row.owner() == null);
    assertThat(open.changes())
        .isNotEmpty()
        .allMatch(row -> row.requester() == null && row.decidedBy() == null)
        .allMatch(row -> row.costDelta() == null);
  }

  @Test
  void aFinalReportTellsItsOutcomeInsteadOfItsSummaryWhichSpeaksOfCost() {
    FinalReportData whole = ReportSamples.finalReport();
    DigestData open = redaction.of(whole, "Final report");
    assertThat(open.text()).isEqualTo(whole.outcome());
    assertThat(open.goals()).hasSameSizeAs(whole.goals());
    assertThat(open.deliverables()).isNotEmpty().allMatch(row -> row.acceptedBy() == null);
  }

  @Test
  void whatBecameOfAGoalNamesNobodyEither() {
    FinalReportData whole = ReportSamples.finalReport();
    String became = "Changed by CRM-C3. Since then: Goal: Quotes by Tina Team; Target: Al agrees.";
    assertThat(whole.goals())
        .as("the sample has one that changed")
        .anyMatch(g -> g.became() != null);
    GoalRow goal =
        new GoalRow(
            1,
            "Quotes of Max Member",
            "Asked by Olga Operations",
            "Sara Sponsor is content",
            java.math.BigDecimal.TEN,
            Light.NONE,
            "Dropped",
            null,
            became);
    assertThat(redaction.of(ReportSamples.withGoals(whole, List.of(goal)), "Final report").goals())
        .singleElement()
        .returns("Quotes of a member of the project", GoalRow::statement)
        .returns("Asked by a member of the project", GoalRow::measure)
        .returns("a member of the project is content", GoalRow::target)
        .returns("Dropped", GoalRow::rating)
        .returns(
            "Changed by CRM-C3. Since then: Goal: Quotes by a member of the project; Target: a"
                + " member of the project agrees.",
            GoalRow::became);
  }

  @Test
  void namesInTextsAreTakenOutAsWholeWordsInWhateverCase() {
    DigestData before =
        DigestData.ofIssuesAndRisks(
            ReportSamples.head("CRM-R3", 3, "Tracking", "Published"),
            "Issues",
            List.of(
                issue("TINA TEAM said so to Carl Coordinator"),
                issue("Almost all is well, says Al."),
                issue("\u0645\u062d\u0645\u062f met max member")),
            List.<RiskRow>of());
    assertThat(redaction.of(before).issues())
        .extracting(IssueRow::description)
        .containsExactly(
            "a member of the project said so to Carl Coordinator",
            "Almost all is well, says a member of the project.",
            "\u0645\u062d\u0645\u062f met a member of the project");
  }

  @Test
  void whatIsLeftOutIsNotMentionedInThePdf() throws Exception {
    byte[] pdf =
        new ReportRenderer()
            .render(redaction.of(ReportSamples.interim(), "Interim report"), ReportFormat.PDF);
    try (PdfReader reader = new PdfReader(pdf)) {
      StringBuilder text = new StringBuilder();
      for (int page = 1; page <= reader.getNumberOfPages(); page++) {
        text.append(new PdfTextExtractor(reader).getTextFromPage(page));
      }
      assertThat(text)
          .contains("Milestones", "Carl Coordinator")
          .doesNotContain("No risks are open", "Top risks", "Budget", "Earned", "Sara Sponsor");
    }
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void everyFormatIsWrittenOfIt(DigestData open) {
    for (ReportFormat format : ReportFormat.values()) {
      assertThat(new ReportRenderer().render(open, format)).hasSizeGreaterThan(1000);
    }
  }

  private static IssueRow issue(String description) {
    return new IssueRow(
        "CRM-I1", "Problem", description, null, null, "High", "Low", "Tina Team", null, "Open");
  }
}
