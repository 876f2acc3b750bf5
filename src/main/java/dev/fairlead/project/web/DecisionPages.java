package dev.fairlead.project.web;

import dev.fairlead.people.Offered;
import dev.fairlead.people.Users;
import dev.fairlead.project.Decided;
import dev.fairlead.project.DecisionEntry;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.Links;
import dev.fairlead.project.NewDecision;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.project.RecordedDecision;
import dev.fairlead.project.RecordedDecisions;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.CsvText;
import dev.fairlead.shared.Days;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Refusals;
import dev.fairlead.shared.Sentences;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The decision log of a project, and for administrators that of the whole installation: looked
 * through, computed anew, and taken away as a file that outsiders can check.
 */
@Controller
class DecisionPages {
  private static final int SIZE = 50;
  private static final int AT_ONCE = 1000;
  private static final List<String> COLUMNS =
      List.of(
          "number",
          "project",
          "decidedAt",
          "decidedBy",
          "onBehalfOf",
          "kind",
          "decision",
          "subject",
          "subjectName",
          "version",
          "fingerprint",
          "comment",
          "digest",
          "previousHash",
          "hash");

  private final DecisionLog log;
  private final Projects projects;
  private final Users users;
  private final RecordedDecisions recorded;
  private final Links links;
  private final FairleadClock clock;

  DecisionPages(
      DecisionLog log,
      Projects projects,
      Users users,
      RecordedDecisions recorded,
      Links links,
      FairleadClock clock) {
    this.log = log;
    this.projects = projects;
    this.users = users;
    this.recorded = recorded;
    this.links = links;
    this.clock = clock;
  }

  @GetMapping("/projects/{key}/decisions")
  String ofProject(
      @PathVariable String key,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String person,
      @RequestParam(required = false) LocalDate from,
      @RequestParam(required = false) LocalDate until,
      @RequestParam(defaultValue = "") String subject,
      @RequestParam(defaultValue = "0") long before,
      @RequestParam(defaultValue = "false") boolean verify,
      Principal who,
      Model model) {
    Project project = projects.get(key);
    recording(project, who.getName(), model);
    return page(
        new DecisionLog.Wanted(project.key(), kind, users.named(person), from, until, subject),
        before,
        verify,
        model);
  }

  /** The form for a decision that was taken outside the processes. */
  private void recording(Project project, String by, Model model) {
    model.addAttribute("project", project);
    boolean may = recorded.mayRecord(project, by);
    model.addAttribute("mayRecord", may);
    if (may && !model.containsAttribute("form")) {
      model.addAttribute("form", new HashMap<>(Map.of("decidedOn", clock.today().toString())));
    }
    Refusals.blank(model);
    if (may || Refusals.FORM.equals(model.getAttribute("again"))) {
      model.addAttribute(
          "inForce",
          recorded.of(project.key()).stream().filter(RecordedDecision::isInForce).toList());
      model.addAttribute("offered", links.offered(project.key()));
    }
  }

  @PostMapping("/projects/{key}/decisions")
  String record(
      @PathVariable String key,
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    Project project = projects.get(key);
    boolean done =
        Refusals.done(
            Refusals.FORM,
            () -> {
              Checks checks = new Checks();
              RecordedDecision made =
                  recorded.record(project.key(), read(typed, checks), who.getName(), checks);
              flash.addFlashAttribute(
                  "message", Sentences.say("project.recorded.saved", made.id(), made.title()));
            },
            typed,
            model,
            response);
    if (done) {
      return "redirect:/projects/{key}/decisions";
    }
    recording(project, who.getName(), model);
    return page(new DecisionLog.Wanted(project.key(), null, null, null, null), 0, false, model);
  }

  private static NewDecision read(Map<String, String> typed, Checks checks) {
    return new NewDecision(
        typed.get("title"),
        typed.get("text"),
        typed.get("reason"),
        typed.get("decidedBy"),
        checks.value(() -> Days.typed(typed, "decidedOn")),
        checks.value(() -> Days.typed(typed, "appliesFrom")),
        typed.get("communicatedTo"),
        typed.get("about"),
        typed.get("supersedes"));
  }

  @GetMapping("/decisions")
  String ofAll(
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String person,
      @RequestParam(required = false) LocalDate from,
      @RequestParam(required = false) LocalDate until,
      @RequestParam(defaultValue = "0") long before,
      @RequestParam(defaultValue = "false") boolean verify,
      Model model) {
    return page(
        new DecisionLog.Wanted(null, kind, users.named(person), from, until),
        before,
        verify,
        model);
  }

  private String page(DecisionLog.Wanted wanted, long before, boolean verify, Model model) {
    List<DecisionEntry> entries = log.page(wanted, before, SIZE + 1);
    boolean more = entries.size() > SIZE;
    List<DecisionEntry> shown = more ? entries.subList(0, SIZE) : entries;
    model.addAttribute("wanted", wanted);
    model.addAttribute("before", before);
    model.addAttribute("entries", shown);
    model.addAttribute("next", more ? shown.get(SIZE - 1).number() : null);
    model.addAttribute("kinds", Decided.Kind.values());
    Offered offered = users.offered(List.of());
    // whoever decided and left is looked for as well
    model.addAttribute("people", offered.more() ? offered : new Offered(users.all(), false));
    model.addAttribute(
        "names",
        users.namesOf(
            shown.stream()
                .flatMap(entry -> Stream.of(entry.decidedBy(), entry.onBehalfOf()))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet())));
    Map<String, RecordedDecision> decisions =
        recorded.withIds(
            shown.stream()
                .filter(entry -> Decided.Kind.RECORDED.name().equals(entry.kind()))
                .map(DecisionEntry::subject)
                .collect(Collectors.toSet()));
    model.addAttribute("recorded", decisions);
    model.addAttribute(
        "links",
        wanted.project() == null
            ? Map.of()
            : links.of(
                wanted.project(),
                decisions.values().stream()
                    .map(RecordedDecision::about)
                    .filter(Objects::nonNull)
                    .toList()));
    model.addAttribute("head", log.head());
    model.addAttribute("verdict", verify ? log.verify(wanted.project()) : null);
    model.addAttribute(
        "base",
        wanted.project() == null ? "/decisions" : "/projects/" + wanted.project() + "/decisions");
    return "project/decisions";
  }

  @GetMapping("/projects/{key}/decisions.csv")
  void csvOfProject(@PathVariable String key, HttpServletResponse response) throws IOException {
    csv(projects.get(key).key(), response);
  }

  @GetMapping("/decisions.csv")
  void csvOfAll(HttpServletResponse response) throws IOException {
    csv(null, response);
  }

  @GetMapping("/projects/{key}/decisions.jsonl")
  void proofOfProject(@PathVariable String key, HttpServletResponse response) throws IOException {
    proof(projects.get(key).key(), response);
  }

  @GetMapping("/decisions.jsonl")
  void proofOfAll(HttpServletResponse response) throws IOException {
    proof(null, response);
  }

  /** For reading: the oldest first, with the hashes. */
  private void csv(String project, HttpServletResponse response) throws IOException {
    PrintWriter out = begin(response, "text/csv", name(project) + ".csv");
    out.write(CsvText.row(COLUMNS));
    List<DecisionEntry> all = new ArrayList<>();
    List<DecisionEntry> some;
    long before = 0;
    do {
      some = log.page(new DecisionLog.Wanted(project, null, null, null, null), before, AT_ONCE);
      all.addAll(some);
      before = some.isEmpty() ? before : some.get(some.size() - 1).number();
    } while (some.size() == AT_ONCE);
    Collections.reverse(all);
    for (DecisionEntry entry : all) {
      Map<String, Object> fields = entry.fields();
      List<Object> cells = new ArrayList<>();
      for (String column : COLUMNS) {
        cells.add(
            switch (column) {
              case "digest" -> entry.digest();
              case "previousHash" -> entry.previousHash();
              case "hash" -> entry.hash();
              default -> fields.get(column);
            });
      }
      out.write(CsvText.row(cells));
    }
    out.flush();
  }

  /** For checking, see docs/decision-log.md. */
  private void proof(String project, HttpServletResponse response) throws IOException {
    PrintWriter out = begin(response, "application/x-ndjson", name(project) + ".jsonl");
    log.proof(
        project,
        log.head().number(),
        line -> {
          out.write(line);
          out.write('\n');
        });
    out.flush();
  }

  private static String name(String project) {
    return (project == null ? "fairlead" : project) + "-decisions";
  }

  private static PrintWriter begin(HttpServletResponse response, String type, String name)
      throws IOException {
    response.setContentType(type);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename(name).build().toString());
    return response.getWriter();
  }
}
