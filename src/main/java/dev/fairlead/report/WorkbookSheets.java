package dev.fairlead.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The sheets of each report's XLSX: first an overview of its figures, then a sheet per table. */
final class WorkbookSheets {
  private static final String MONEY = "#,##0.00";
  private static final String INDEX = "0.00";
  private static final String COUNT = "#,##0";

  private WorkbookSheets() {}

  /**
   * One sheet.
   *
   * @param template file in {@code reports/sheets/}
   * @param name key of its name, behind "sheet."
   */
  record Sheet(String template, String name, List<? extends Record> rows) {
    Sheet(String template, List<? extends Record> rows) {
      this(template, template, rows);
    }
  }

  /** One figure of the overview, a number or date with its pattern, or a text. */
  record Figure(String name, Object value, String pattern) {}

  static List<Sheet> of(PlanReportData data, Words words) {
    List<Figure> figures = head(data.head(), words);
    text(figures, words, "plan.summary", data.summary());
    number(figures, words, "fact.start", data.start(), words.get("format.day"));
    number(figures, words, "fact.deadline", data.deadline(), words.get("format.day"));
    number(figures, words, "fact.plannedFinish", data.plannedFinish(), words.get("format.day"));
    number(figures, words, "fact.budget", data.budget(), MONEY);
    number(figures, words, "fact.plannedCost", data.plannedCost(), MONEY);
    return List.of(
        new Sheet("overview", figures),
        new Sheet("tasks", data.tasks()),
        new Sheet("milestones", data.milestones()),
        new Sheet("systems", data.systems()),
        new Sheet("risks", data.risks()),
        new Sheet("budget", data.budgetLines()),
        new Sheet("goals", data.goals()),
        new Sheet("team", data.team()),
        new Sheet("findings", data.findings()),
        new Sheet("approvals", data.approvals()));
  }

  static List<Sheet> of(InterimReportData data, Words words) {
    List<Figure> figures = head(data.head(), words);
    number(figures, words, "fact.periodFrom", data.head().periodStart(), words.get("format.day"));
    text(figures, words, "overallHealth", words.get("light." + data.overall()));
    text(figures, words, "interimReport.summary", data.summary());
    said(figures, words, "interimReport.reserve", data.reserveSaid());
    earnedValue(figures, data.earnedValue(), words);
    List<Sheet> sheets = new ArrayList<>();
    Collections.addAll(
        sheets,
        new Sheet("overview", figures),
        new Sheet("health", data.health()),
        new Sheet("decisions", data.decisionsNeeded()),
        new Sheet("since", data.since()),
        new Sheet("work", "done", data.doneThisPeriod()),
        new Sheet("work", "next", data.plannedNext()),
        new Sheet("milestones", data.milestones()),
        new Sheet("budget", data.budgetLines()),
        new Sheet("openCosts", data.openCosts()),
        new Sheet("costs", data.costOverTime()),
        new Sheet("risks", data.risks()),
        new Sheet("issues", data.issues()),
        new Sheet("changes", data.changes()),
        new Sheet("actions", data.actions()),
        new Sheet("decisionsTaken", data.decisionsTaken()),
        new Sheet("contractors", data.contractors()),
        new Sheet("trend", data.trend()),
        new Sheet("readersFeedback", data.readersFeedback()));
    add(sheets, "goals", "goals", data.goals());
    add(sheets, "reserve", "reserve", data.reserve());
    add(sheets, "unheard", "unheard", data.unheard());
    return sheets;
  }

  /** Only the parts that belong to the document. */
  static List<Sheet> of(DigestData data, Words words) {
    List<Figure> figures = head(data.head(), words);
    text(figures, words, "interimReport.summary", data.text());
    List<Sheet> sheets = new ArrayList<>(List.of(new Sheet("overview", figures)));
    add(sheets, "health", "health", data.health());
    add(sheets, "goals", "goals", data.goals());
    add(sheets, "deliverables", "deliverables", data.deliverables());
    add(sheets, "milestones", "milestones", data.milestones());
    add(sheets, "work", "done", data.done());
    add(sheets, "work", "next", data.next());
    add(sheets, "tasks", "tasks", data.tasks());
    add(sheets, "issues", "issues", data.issues());
    add(sheets, "risks", "risks", data.risks());
    add(sheets, "changes", "changes", data.changes());
    return sheets;
  }

  private static void add(
      List<Sheet> sheets, String template, String name, List<? extends Record> rows) {
    if (rows != null) {
      sheets.add(new Sheet(template, name, rows));
    }
  }

  static List<Sheet> of(FinalReportData data, Words words) {
    List<Figure> figures = head(data.head(), words);
    text(figures, words, "fact.outcome", data.outcome());
    text(figures, words, "finalReport.summary", data.summary());
    text(figures, words, "finalReport.decisionLog", data.decisionLog());
    said(figures, words, "finalReport.risks", data.risksSaid());
    said(figures, words, "finalReport.issues", data.issuesSaid());
    said(figures, words, "finalReport.contractors", data.contractorsSaid());
    said(figures, words, "finalReport.followUps", data.followUpsSaid());
    earnedValue(figures, data.earnedValue(), words);
    List<Sheet> sheets = new ArrayList<>();
    Collections.addAll(
        sheets,
        new Sheet("overview", figures),
        new Sheet("goalResults", "goals", data.goals()),
        new Sheet("budget", data.budgetLines()),
        new Sheet("costs", data.costOverTime()),
        new Sheet("systems", data.systems()),
        new Sheet("systemPlans", data.systemPlans()),
        new Sheet("performance", data.performance()),
        new Sheet("schedule", data.schedule()),
        new Sheet("milestones", data.milestones()),
        new Sheet("tasks", data.tasks()),
        new Sheet("variance", data.variance()),
        new Sheet("changes", data.changes()),
        new Sheet("deliverables", data.deliverables()),
        new Sheet("handovers", data.handovers()),
        new Sheet("followUps", data.followUps()),
        new Sheet("evaluation", data.evaluation()),
        new Sheet("lessons", data.lessons()),
        new Sheet("approvals", data.approvals()));
    add(sheets, "risksEnd", "risks", data.risks());
    add(sheets, "issuesEnd", "issues", data.issues());
    add(sheets, "contractors", "contractors", data.contractors());
    return sheets;
  }

  static List<Sheet> of(PortfolioReportData data, Words words) {
    List<Figure> figures = new ArrayList<>();
    text(figures, words, "fact.report", words.get("portfolio.title"));
    number(figures, words, "fact.statusDate", data.head().statusDate(), words.get("format.day"));
    text(figures, words, "fact.author", data.head().author());
    text(figures, words, "fact.currency", data.head().currency());
    text(figures, words, "portfolio.summary", data.summary());
    return List.of(
        new Sheet("overview", figures),
        new Sheet("projects", data.projects()),
        new Sheet("rules", data.rules()),
        new Sheet("waits", data.waits()));
  }

  private static List<Figure> head(ReportHead head, Words words) {
    List<Figure> figures = new ArrayList<>();
    text(figures, words, "fact.project", head.projectKey() + " " + head.projectName());
    text(figures, words, "fact.report", head.reportId());
    number(figures, words, "fact.statusDate", head.statusDate(), words.get("format.day"));
    text(figures, words, "fact.status", head.status());
    text(figures, words, "fact.phase", head.phase());
    text(figures, words, "fact.coordinator", head.coordinator());
    text(figures, words, "fact.sponsor", head.sponsor());
    text(figures, words, "fact.currency", head.currency());
    return figures;
  }

  private static void earnedValue(List<Figure> figures, EarnedValueFigures ev, Words words) {
    number(figures, words, "ev.pv", ev.pv(), MONEY);
    number(figures, words, "ev.ev", ev.ev(), MONEY);
    number(figures, words, "ev.ac", ev.ac(), MONEY);
    number(figures, words, "ev.sv", ev.sv(), MONEY);
    number(figures, words, "ev.cv", ev.cv(), MONEY);
    number(figures, words, "ev.percentComplete", ev.percentComplete(), "0.#");
    number(figures, words, "ev.percentSpent", ev.percentSpent(), "0.#");
    number(figures, words, "ev.spi", ev.spi(), INDEX);
    number(figures, words, "ev.cpi", ev.cpi(), INDEX);
    number(figures, words, "ev.spiTime", ev.spiTime(), INDEX);
    number(figures, words, "ev.earnedSchedule", ev.earnedSchedule(), INDEX);
    number(figures, words, "ev.tcpiBudget", ev.tcpiBudget(), INDEX);
    number(figures, words, "ev.tcpiForecast", ev.tcpiForecast(), INDEX);
    number(figures, words, "ev.tasksWithoutBaseline", ev.tasksWithoutBaseline(), COUNT);
    number(figures, words, "ev.bac", ev.bac(), MONEY);
    number(figures, words, "ev.eacTypical", ev.eacTypical(), MONEY);
    number(figures, words, "ev.eacOneOff", ev.eacOneOff(), MONEY);
    number(figures, words, "ev.eacCombined", ev.eacCombined(), MONEY);
    number(figures, words, "ev.eac", ev.eac(), MONEY);
    text(figures, words, "ev.methodName", ev.eacMethod());
    number(figures, words, "ev.etc", ev.etc(), MONEY);
    number(figures, words, "ev.vac", ev.vac(), MONEY);
    number(figures, words, "ev.baselineFinish", ev.baselineFinish(), words.get("format.day"));
    number(figures, words, "fact.forecastFinish", ev.forecastFinish(), words.get("format.day"));
    number(figures, words, "ev.hoursPlanned", ev.hoursPlanned(), MONEY);
    number(figures, words, "ev.hoursPosted", ev.hoursPosted(), MONEY);
    number(figures, words, "ev.hoursRemaining", ev.hoursRemaining(), MONEY);
    number(figures, words, "ev.hoursAtCompletion", ev.hoursAtCompletion(), MONEY);
  }

  private static void text(List<Figure> figures, Words words, String key, String value) {
    String clean = value == null ? "" : RecordSource.printable(value).strip();
    figures.add(new Figure(words.get(key), clean.isEmpty() ? null : clean, null));
  }

  /** What only some reports say. */
  private static void said(List<Figure> figures, Words words, String key, String value) {
    if (value != null) {
      text(figures, words, key, value);
    }
  }

  private static void number(
      List<Figure> figures, Words words, String key, Object value, String pattern) {
    figures.add(new Figure(words.get(key), value, pattern));
  }
}
