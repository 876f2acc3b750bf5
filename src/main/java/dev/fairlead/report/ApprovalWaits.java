package dev.fairlead.report;

import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;

/**
 * How long decisions were waited for. The engine's history knows; filled by {@code report.process}.
 */
public interface ApprovalWaits {
  /** What was waited for. */
  enum Kind {
    PLAN,
    CHANGE,
    RESULT
  }

  /** From the day on which the task was there to the day on which somebody had decided. */
  record Wait(Kind kind, LocalDateTime from, LocalDateTime until) {}

  /** All decided approvals of a project and of these changes of it. */
  List<Wait> of(String projectKey, Collection<String> changes);
}
