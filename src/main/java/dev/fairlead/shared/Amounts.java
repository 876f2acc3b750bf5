package dev.fairlead.shared;

import java.math.BigDecimal;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How pages write amounts of money, all of which are in the currency of the house. */
@Component("money")
public class Amounts {
  private final String currency;

  Amounts(@Value("${fairlead.currency}") String currency) {
    this.currency = currency;
  }

  /** Three letters, such as "EUR". */
  public String getCurrency() {
    return currency;
  }

  /** With its currency, such as "89,400.00 EUR"; "-" where there is no amount. */
  public String of(BigDecimal amount) {
    return amount == null ? "-" : plain(amount) + "\u00a0" + currency;
  }

  /** Where the currency stands elsewhere, such as in a table: "89,400.00". */
  public static String plain(BigDecimal amount) {
    return amount == null ? "-" : String.format(Locale.ENGLISH, "%,.2f", amount);
  }
}
