package dev.fairlead.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.report.ReportRows.RegisterEntry;
import dev.fairlead.report.ReportRows.SinceRow;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What became of a change between two reports. */
class SinceLastTests {
  private static InterimReportData with(RegisterEntry... register) {
    return with("en", register);
  }

  private static InterimReportData with(String language, RegisterEntry... register) {
    return ReportSamples.withRegister(
        ReportSamples.in(language, ReportSamples.emptyInterim()), List.of(register));
  }

  private static RegisterEntry change(String status, String outcome) {
    return new RegisterEntry("CHANGE", "CRM-C3", "Cut-over", status, null, outcome);
  }

  private static List<SinceRow> between(RegisterEntry was, RegisterEntry is) {
    return SinceLast.between(was == null ? with() : with(was), with(is));
  }

  @Test
  void aChangeThatWasClosedIsToldWithItsOutcome() {
    assertThat(between(change("IMPLEMENTED", ""), change("CLOSED", "SUCCESSFUL_WITH_ISSUES")))
        .containsExactly(
            new SinceRow("Change closed", "CRM-C3 Cut-over", "Implemented", "Closed, with issues"));
    assertThat(
            SinceLast.between(
                with("de", change("IMPLEMENTED", "")),
                with("de", change("CLOSED", "UNSUCCESSFUL"))))
        .extracting(SinceRow::kind)
        .containsExactly("Änderung abgeschlossen");
  }

  @Test
  void whatWasDecidedAndClosedInOnePeriodIsToldOnceAndNeverAgain() {
    assertThat(between(change("AWAITING_APPROVAL", ""), change("CLOSED", "SUCCESSFUL")))
        .containsExactly(
            new SinceRow(
                "Change closed", "CRM-C3 Cut-over", "Awaiting approval", "Closed, successful"));
    assertThat(between(null, change("CLOSED", "SUCCESSFUL")))
        .containsExactly(
            new SinceRow("Change closed", "CRM-C3 Cut-over", null, "Closed, successful"));
    assertThat(between(change("CLOSED", "SUCCESSFUL"), change("CLOSED", "SUCCESSFUL"))).isEmpty();
    assertThat(between(change("SUBMITTED", ""), change("REJECTED", "")))
        .containsExactly(
            new SinceRow("Change decided", "CRM-C3 Cut-over", "Submitted", "Rejected"));
  }

  /** Its review closes an emergency change; what it brought is said afterwards. */
  @Test
  void anEmergencyChangeThatItsReviewClosedIsToldOnceItsOutcomeIsSaid() {
    assertThat(between(change("CLOSED", ""), change("CLOSED", "UNSUCCESSFUL")))
        .containsExactly(
            new SinceRow("Change closed", "CRM-C3 Cut-over", "Closed", "Closed, unsuccessful"));
  }

  /** Older releases kept no outcome, so nobody knows whether it is new. */
  @Test
  void whatAnOlderReleaseFrozeAsClosedIsNotToldAsClosedSince() {
    assertThat(between(change("CLOSED", null), change("CLOSED", "SUCCESSFUL"))).isEmpty();
    assertThat(between(change("IMPLEMENTED", null), change("CLOSED", "SUCCESSFUL"))).hasSize(1);
  }
}
