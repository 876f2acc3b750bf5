package dev.fairlead.shared;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A start that a rule refuses ends with the rule's sentence instead of a stack trace. */
class StartRefused extends AbstractFailureAnalyzer<RefusedException> {
  @Override
  protected FailureAnalysis analyze(Throwable start, RefusedException refused) {
    return new FailureAnalysis(refused.getMessage(), null, refused);
  }
}
