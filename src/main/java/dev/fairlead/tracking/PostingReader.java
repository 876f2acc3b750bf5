package dev.fairlead.tracking;

import dev.fairlead.people.Users;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.project.Project;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.Spreadsheets;
import dev.fairlead.tracking.PostingTable.Column;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Says of each row of a file which posting it means, or what is wrong with it: first by cell, then
 * by the rules of all postings, then beside what is posted already.
 */
@Component
class PostingReader {
  private final PostingRules rules;
  private final Postings postings;
  private final Plans plans;
  private final Registers registers;
  private final Users users;

  PostingReader(
      PostingRules rules, Postings postings, Plans plans, Registers registers, Users users) {
    this.rules = rules;
    this.postings = postings;
    this.plans = plans;
    this.registers = registers;
    this.users = users;
  }

  /** The rows as they are shown, and the postings of those that are right, in the same order. */
  record Read(List<PostingRow> rows, List<PostingRules.Checked> right) {}

  Read read(Project project, List<PostingTable.Row> rows, String by) {
    return new Reading(project, by).read(rows);
  }

  /** Reads one file. */
  private final class Reading {
    private final Project project;
    private final PostingRules.Check check;
    private final Map<String, String> people = users.byAnyName();
    private final Map<String, Integer> tasks;
    private final Map<String, Integer> lines;
    private final Map<String, String> seen = new HashMap<>();

    Reading(Project project, String by) {
      this.project = project;
      check = rules.of(project, by);
      tasks = new HashMap<>();
      for (PlanTask task : plans.current(project.key()).tasks()) {
        named(tasks, task.name(), task.number());
      }
      lines = new HashMap<>();
      for (BudgetLine line : registers.budgetLines(project.key())) {
        named(lines, line.name(), line.number());
      }
    }

    /** By number always, by name where it stands for one thing only. */
    private void named(Map<String, Integer> known, String name, int number) {
      String plain = name.strip().toLowerCase(Locale.ROOT);
      known.put(plain, known.containsKey(plain) ? null : number);
      known.put("#" + number, number);
    }

    Read read(List<PostingTable.Row> rows) {
      List<PostingRow> shown = new ArrayList<>();
      List<NewPosting> wanted = new ArrayList<>();
      for (PostingTable.Row row : rows) {
        List<PostingRow.Problem> problems = new ArrayList<>();
        NewPosting posting = posting(row, problems);
        wanted.add(posting);
        shown.add(row(row.number(), posting, posting.amount(), posting.person(), problems));
      }
      rememberWhatIsThere(wanted);
      List<PostingRules.Checked> right = new ArrayList<>();
      for (int i = 0; i < shown.size(); i++) {
        if (shown.get(i).isRight()) {
          shown.set(i, judged(shown.get(i), wanted.get(i), right));
        }
      }
      return new Read(shown, right);
    }

    private PostingRow judged(PostingRow row, NewPosting wanted, List<PostingRules.Checked> right) {
      try {
        PostingRules.Checked posting = check.look(wanted);
        // first, since the hours of what is there already are counted already
        String known = seen.get(sameness(posting));
        if (known != null) {
          return row(
              row.number(),
              wanted,
              posting.amount(),
              posting.person(),
              List.of(
                  new PostingRow.Problem(
                      "",
                      known.isEmpty()
                          ? Sentences.say("tracking.import.there")
                          : Sentences.say("tracking.import.twice", known))));
        }
        check.count(posting);
        seen.put(sameness(posting), "" + row.number());
        right.add(posting);
        return row(row.number(), wanted, posting.amount(), posting.person(), List.of());
      } catch (RefusedException refused) {
        return row(
            row.number(),
            wanted,
            wanted.amount(),
            wanted.person(),
            List.of(
                new PostingRow.Problem(
                    refused.field() == null ? "" : Column.titleOf(refused.field()),
                    refused.getMessage())));
      }
    }

    private void rememberWhatIsThere(List<NewPosting> wanted) {
      LocalDate from = null;
      LocalDate until = null;
      for (NewPosting posting : wanted) {
        LocalDate day = posting.day();
        if (day != null) {
          from = from == null || day.isBefore(from) ? day : from;
          until = until == null || day.isAfter(until) ? day : until;
        }
      }
      if (from != null) {
        for (Posting posting : postings.between(project.key(), from, until)) {
          seen.put(
              sameness(
                  posting.postingDay(),
                  posting.kind(),
                  posting.amount(),
                  posting.hours(),
                  posting.person(),
                  posting.task(),
                  posting.text()),
              "");
        }
      }
    }

    private static String sameness(PostingRules.Checked posting) {
      return sameness(
          posting.day(),
          posting.kind(),
          posting.amount(),
          posting.hours(),
          posting.person(),
          posting.task(),
          posting.text());
    }

    private static String sameness(
        LocalDate day,
        Posting.Kind kind,
        BigDecimal amount,
        BigDecimal hours,
        String person,
        Integer task,
        String text) {
      return day
          + "|"
          + kind
          + "|"
          + amount.setScale(2)
          + "|"
          + (hours == null ? "" : hours.setScale(2))
          + "|"
          + person
          + "|"
          + task
          + "|"
          + text.strip().toLowerCase(Locale.ROOT);
    }

    private static PostingRow row(
        int number,
        NewPosting posting,
        BigDecimal amount,
        String person,
        List<PostingRow.Problem> problems) {
      return new PostingRow(
          number,
          posting.day(),
          person,
          posting.task(),
          posting.budgetLine(),
          posting.kind(),
          posting.hours(),
          amount,
          posting.text(),
          problems);
    }

    // ---- cells

    private NewPosting posting(PostingTable.Row row, List<PostingRow.Problem> problems) {
      LocalDateTime day =
          read(row, Column.DATE, problems, "date", text -> Spreadsheets.moment(text));
      BigDecimal hours = read(row, Column.HOURS, problems, "number", Spreadsheets::number);
      BigDecimal amount = read(row, Column.AMOUNT, problems, "number", Spreadsheets::number);
      String person = read(row, Column.PERSON, problems, "person", text -> people.get(plain(text)));
      Integer task = read(row, Column.TASK, problems, "task", text -> found(tasks, text));
      Integer line = read(row, Column.LINE, problems, "line", text -> found(lines, text));
      Posting.Kind kind =
          row.cell(Column.KIND).isEmpty()
              ? hours == null ? Posting.Kind.EXPENSE : Posting.Kind.TIME
              : read(row, Column.KIND, problems, "kind", this::kind);
      if (kind == Posting.Kind.EXPENSE && hours != null) {
        problems.add(
            new PostingRow.Problem(
                Column.HOURS.title, Sentences.say("tracking.import.hoursOfExpense")));
      }
      problems.sort(Comparator.comparing(problem -> Column.titled(problem.column())));
      return new NewPosting(
          day == null ? null : day.toLocalDate(),
          kind,
          amount,
          hours,
          person,
          task,
          line,
          row.cell(Column.TEXT).replaceAll("[\\s\\p{Cntrl}]+", " ").strip());
    }

    private <T> T read(
        PostingTable.Row row,
        Column column,
        List<PostingRow.Problem> problems,
        String wanted,
        Function<String, T> reader) {
      String text = row.cell(column);
      if (text.isEmpty()) {
        return null;
      }
      T value = reader.apply(text);
      if (value == null) {
        problems.add(
            new PostingRow.Problem(
                column.title,
                Sentences.say(
                    "tracking.import.cell",
                    PostingTable.shown(text),
                    Sentences.say("tracking.import.wanted." + wanted))));
      }
      return value;
    }

    private Integer found(Map<String, Integer> known, String text) {
      Integer byName = known.get(plain(text));
      return byName != null ? byName : known.get("#" + text.strip());
    }

    private Posting.Kind kind(String text) {
      for (Posting.Kind kind : Posting.Kind.values()) {
        if (plain(text).equals(plain(Sentences.say("tracking.screen.posting." + kind)))
            || plain(text).equals(plain(kind.name()))) {
          return kind;
        }
      }
      return null;
    }

    private static String plain(String text) {
      return text.strip().toLowerCase(Locale.ROOT);
    }
  }
}
