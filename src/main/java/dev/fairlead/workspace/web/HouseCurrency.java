package dev.fairlead.workspace.web;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Three letters, such as EUR, that every page may put beside its amounts. */
@ControllerAdvice
class HouseCurrency {
  private final String currency;

  HouseCurrency(@Value("${fairlead.currency}") String currency) {
    this.currency = currency;
  }

  @ModelAttribute("currency")
  String currency() {
    return currency;
  }
}
