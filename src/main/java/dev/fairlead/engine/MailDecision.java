package dev.fairlead.engine;

import java.math.BigDecimal;
import org.springframework.ui.Model;

/**
 * What the approvals of a process decide on, for those who decide from the mail. A room publishes
 * one as a bean for each process whose approvals may be decided so.
 */
public interface MailDecision {
  /**
   * @param amount of money that is decided on, in the project's currency, never negative
   * @param fingerprint of what was submitted: another one is another decision
   */
  record Facts(BigDecimal amount, String fingerprint) {}

  /** Key of the process that holds the tasks. */
  String process();

  Facts facts(String businessKey);

  /**
   * Fills in what the approval's form shows.
   *
   * @param username of whoever decides
   * @return name of the template whose fragments {@code figures} and {@code details} show it
   */
  String show(String businessKey, String username, Model model);
}
