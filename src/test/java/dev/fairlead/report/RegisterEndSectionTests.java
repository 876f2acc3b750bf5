package dev.fairlead.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issue.Status;
import dev.fairlead.tracking.Issue.Triage;
import org.junit.jupiter.api.Test;

/** What stands as the resolution of an issue. */
class RegisterEndSectionTests {
  @Test
  void onlyWhatSolvedItStandsAsTheResolution() {
    assertThat(said(Status.CLOSED, Triage.RESOLVE, "Restart", "New disk", "First thing"))
        .isEqualTo("New disk");
    assertThat(said(Status.OPEN, Triage.RESOLVE, "Restart", "New disk", "First thing"))
        .as("it was tried and did not hold")
        .isEqualTo("Workaround: Restart");
    assertThat(said(Status.POSTPONED, Triage.POSTPONE, " ", null, "Not before May")).isNull();
    assertThat(said(Status.CLOSED, Triage.NOT_AN_ISSUE, null, null, "Works as agreed"))
        .isEqualTo("Works as agreed");
    assertThat(said(Status.CLOSED, Triage.RESOLVE, null, null, "First thing")).isNull();
  }

  private static String said(
      Status status, Triage triage, String workaround, String solution, String note) {
    return RegisterEndSection.resolution(
        Words.in(null),
        new Issue(
            "A-I1",
            "A",
            1,
            Issue.Kind.PROBLEM,
            "Slow",
            "",
            null,
            null,
            null,
            null,
            null,
            "tom",
            null,
            null,
            null,
            null,
            workaround,
            solution,
            null,
            null,
            null,
            triage,
            note,
            status,
            null,
            null));
  }
}
