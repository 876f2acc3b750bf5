package dev.fairlead.report;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.sf.jasperreports.engine.JRDataSource;
import net.sf.jasperreports.engine.JRField;
import net.sf.jasperreports.engine.JRRewindableDataSource;
import net.sf.jasperreports.renderers.Renderable;

/**
 * Gives records to a report template. A field's description (or its name) is the path of accessors,
 * such as {@code head.projectKey}; its class says in which shape the template wants the value:
 *
 * <ul>
 *   <li>String: text to print, "-" where the value is null or blank, numbers and dates as the
 *       report's language writes them
 *   <li>Object: a number or date that the template's pattern formats (and a spreadsheet can reckon
 *       with), "-" for null
 *   <li>JRDataSource: the rows of a list, or a nested record as one row
 *   <li>Renderable: a picture, or a light as a coloured disc
 *   <li>any other: the value itself, null as null
 * </ul>
 *
 * <p>Text is cut at the field's property {@code dev.fairlead.longest} (400 characters unless said)
 * so that no cell grows over pages, and loses the characters that no document may hold or that
 * reorder the text around them.
 *
 * <p>Rows end after the field's property {@code dev.fairlead.most}, if it has one. A list that is
 * asked for as a String with the same property says what was left out, such as "(the first 10 of
 * 23)", or nothing where nothing was.
 */
final class RecordSource implements JRRewindableDataSource {
  static final String LONGEST = "dev.fairlead.longest";
  static final String MOST = "dev.fairlead.most";
  static final String UNDEFINED = "-";
  private static final int USUAL_LONGEST = 400;
  private static final Map<Class<?>, Map<String, Method>> ACCESSORS = new ConcurrentHashMap<>();

  private final List<? extends Record> rows;
  private final Look look;
  private int row = -1;

  RecordSource(List<? extends Record> rows, Look look) {
    this.rows = rows;
    this.look = look;
  }

  @Override
  public boolean next() {
    return ++row < rows.size();
  }

  @Override
  public void moveFirst() {
    row = -1;
  }

  @Override
  public Object getFieldValue(JRField field) {
    String path =
        field.getDescription() == null || field.getDescription().isBlank()
            ? field.getName()
            : field.getDescription();
    Object value = rows.get(row);
    for (String step : path.split("\\.")) {
      value = value == null ? null : read(value, step);
    }
    Class<?> wanted = field.getValueClass();
    if (value instanceof List<?> many && (wanted == String.class || wanted == JRDataSource.class)) {
      int most = property(field, MOST, Integer.MAX_VALUE);
      return wanted == String.class
          ? leftOut(many.size(), most)
          : source(many.subList(0, Math.min(many.size(), most)));
    }
    if (wanted == String.class) {
      return text(value, property(field, LONGEST, USUAL_LONGEST));
    }
    if (wanted == Object.class) {
      return value == null
          ? UNDEFINED
          : value instanceof LocalDate day
              ? Date.from(day.atStartOfDay(ZoneId.systemDefault()).toInstant())
              : value;
    }
    if (wanted == JRDataSource.class) {
      return source(value);
    }
    if (wanted == Renderable.class) {
      if (value instanceof Renderable picture) {
        return picture;
      }
      return new Disc(
          look.palette().of(value instanceof Light light ? light : Light.NONE),
          value == null || value == Light.NONE);
    }
    return value;
  }

  private static int property(JRField field, String name, int usual) {
    String set = field.hasProperties() ? field.getPropertiesMap().getProperty(name) : null;
    return set == null ? usual : Integer.parseInt(set);
  }

  /** What stands behind a title: nothing, or how many rows of how many follow. */
  private String leftOut(int rows, int most) {
    return rows <= most ? "" : " " + look.words().say("said.leftOut", most, rows);
  }

  private JRDataSource source(Object value) {
    if (value instanceof Record one) {
      return new RecordSource(List.of(one), look);
    }
    if (value instanceof List<?> many) {
      return new RecordSource(many.stream().map(Record.class::cast).toList(), look);
    }
    return new RecordSource(List.of(), look);
  }

  private String text(Object value, int longest) {
    if (value == null) {
      return UNDEFINED;
    }
    if (value instanceof Light light) {
      return look.words().get("light." + light.name());
    }
    if (value instanceof Boolean yes) {
      return look.words().get(yes ? "yes" : "no");
    }
    if (value instanceof LocalDateTime time) {
      return look.words().minute(time);
    }
    if (value instanceof LocalDate day) {
      return look.words().day(day);
    }
    if (value instanceof BigDecimal number) {
      return look.words().say("number", number);
    }
    String text = printable(value.toString()).strip();
    if (text.isEmpty()) {
      return UNDEFINED;
    }
    return text.length() <= longest
        ? text
        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, longest - 1)))
            + "\u2026";
  }

  /**
   * Without control characters, lone surrogates and the marks that turn the direction of the text
   * that follows.
   */
  static String printable(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == '\t' || c == '\r' ? ' ' : c)
        .filter(
            c ->
                c == '\n'
                    || (!Character.isISOControl(c)
                        && Character.getType(c) != Character.SURROGATE
                        && (c & 0xFFFE) != 0xFFFE
                        && !(c >= 0x202A && c <= 0x202E)
                        && !(c >= 0x2066 && c <= 0x2069)))
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static Object read(Object owner, String accessor) {
    Method method =
        ACCESSORS
            .computeIfAbsent(owner.getClass(), type -> new ConcurrentHashMap<>())
            .computeIfAbsent(accessor, name -> find(owner.getClass(), name));
    try {
      return method.invoke(owner);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(
          "The report cannot read " + accessor + " of " + owner.getClass().getName(), e);
    }
  }

  private static Method find(Class<?> type, String name) {
    for (var component :
        type.isRecord() ? type.getRecordComponents() : new java.lang.reflect.RecordComponent[0]) {
      if (component.getName().equals(name)) {
        return component.getAccessor();
      }
    }
    throw new IllegalStateException(
        "A report template asks for " + name + ", which " + type.getSimpleName() + " lacks");
  }
}
