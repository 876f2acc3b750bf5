package dev.fairlead.report;

import java.math.RoundingMode;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;
import net.sf.jasperreports.engine.util.DefaultFormatFactory;

/** Rounds as the pages do, and writes nought without a sign where the pattern begins with one. */
public final class SignedFormats extends DefaultFormatFactory {
  @Override
  public NumberFormat createNumberFormat(String pattern, Locale locale) {
    NumberFormat usual = super.createNumberFormat(pattern, locale);
    usual.setRoundingMode(RoundingMode.HALF_UP);
    return pattern != null && pattern.startsWith("+") ? new NoughtUnsigned(usual) : usual;
  }

  private static final class NoughtUnsigned extends NumberFormat {
    private static final long serialVersionUID = 1L;

    private final NumberFormat signed;

    NoughtUnsigned(NumberFormat signed) {
      this.signed = signed;
    }

    @Override
    public StringBuffer format(Object number, StringBuffer to, FieldPosition at) {
      int begin = to.length();
      signed.format(number, to, at);
      if (number instanceof Number value && value.doubleValue() == 0) {
        to.deleteCharAt(begin);
      }
      return to;
    }

    @Override
    public StringBuffer format(double number, StringBuffer to, FieldPosition at) {
      return format((Object) number, to, at);
    }

    @Override
    public StringBuffer format(long number, StringBuffer to, FieldPosition at) {
      return format((Object) number, to, at);
    }

    @Override
    public Number parse(String text, ParsePosition at) {
      return signed.parse(text, at);
    }
  }
}
