package dev.fairlead.communication.web;

import dev.fairlead.communication.Audience;
import dev.fairlead.communication.CommunicationPlan;
import dev.fairlead.communication.CommunicationRow;
import dev.fairlead.communication.Communications;
import dev.fairlead.communication.NewRow;
import dev.fairlead.communication.OutsideFeedback;
import dev.fairlead.communication.OutsideFeedbacks;
import dev.fairlead.communication.OutsideParties;
import dev.fairlead.communication.Reach;
import dev.fairlead.communication.Readers;
import dev.fairlead.communication.Receipt;
import dev.fairlead.communication.Rights;
import dev.fairlead.communication.Run;
import dev.fairlead.communication.SharedLinks;
import dev.fairlead.communication.StakeholderRights;
import dev.fairlead.communication.Stakeholders;
import dev.fairlead.people.Users;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectDocuments;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.Refusals;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The tab Communication: the plan, what was sent, external parties and what is shared with them.
 */
@Controller
@RequestMapping("/projects/{key}/communication")
class CommunicationPages {
  private static final int SHOWN = 20;

  private final CommunicationPlan plan;
  private final Communications communications;
  private final OutsideParties parties;
  private final SharedLinks links;
  private final OutsideFeedbacks feedbacks;
  private final Readers readers;
  private final Rights rights;
  private final StakeholderRights sights;
  private final Stakeholders stakeholders;
  private final Reach reach;
  private final Projects projects;
  private final ProjectDocuments documents;
  private final Users users;
  private final FairleadClock clock;
  private final String url;

  CommunicationPages(
      CommunicationPlan plan,
      Communications communications,
      OutsideParties parties,
      SharedLinks links,
      OutsideFeedbacks feedbacks,
      Readers readers,
      Rights rights,
      StakeholderRights sights,
      Stakeholders stakeholders,
      Reach reach,
      Projects projects,
      ProjectDocuments documents,
      Users users,
      FairleadClock clock,
      @Value("${fairlead.url}") String url) {
    this.plan = plan;
    this.communications = communications;
    this.parties = parties;
    this.links = links;
    this.feedbacks = feedbacks;
    this.readers = readers;
    this.rights = rights;
    this.sights = sights;
    this.stakeholders = stakeholders;
    this.reach = reach;
    this.projects = projects;
    this.documents = documents;
    this.users = users;
    this.clock = clock;
    this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /** A row of the plan as the page tells it. */
  public record PlanLine(CommunicationRow row, List<String> readers, Run open) {}

  /** A time of a row as the page tells it. */
  public record SentLine(Run run, CommunicationRow row, int readers, long opened, long confirmed) {}

  /** Names for the templates. */
  public record Names(Users users) {
    public String of(String username) {
      return username == null ? "-" : users.nameOf(username);
    }
  }

  @GetMapping
  String show(
      @PathVariable String key,
      @RequestParam(defaultValue = "0") long before,
      @RequestParam(defaultValue = "1") int feedback,
      Principal who,
      Model model) {
    return page(key, before, feedback, Map.of(), who, model);
  }

  private String page(
      String key, long before, int feedback, Map<String, String> form, Principal who, Model model) {
    Project project = put(key, who, model);
    List<Run> runs = communications.page(key, before, SHOWN);
    List<Run> open = communications.open(key);
    List<PlanLine> lines = new ArrayList<>();
    for (CommunicationRow row : plan.rows(key)) {
      lines.add(
          new PlanLine(
              row,
              readers.names(row),
              open.stream().filter(run -> run.rowId() == row.id()).findFirst().orElse(null)));
    }
    List<SentLine> sent = new ArrayList<>();
    for (Run run : runs) {
      List<Receipt> receipts = communications.receipts(run.id());
      sent.add(
          new SentLine(
              run,
              communications.row(run),
              receipts.size(),
              receipts.stream().filter(one -> one.openedAt() != null).count(),
              receipts.stream().filter(one -> one.confirmedAt() != null).count()));
    }
    model.addAttribute("lines", lines);
    model.addAttribute("sent", sent);
    model.addAttribute("older", runs.size() == SHOWN ? runs.get(SHOWN - 1).id() : null);
    model.addAttribute("parties", parties.of(key));
    model.addAttribute("links", links.of(key));
    model.addAttribute("feedback", feedbacks.page(key, feedback));
    model.addAttribute("reports", documents.published(key));
    model.addAttribute("languages", OutsideParties.LANGUAGES);
    model.addAttribute("usualDays", SharedLinks.USUAL_DAYS);
    model.addAttribute("form", form);
    StakeholderRights.Sight sight = sights.sight(project, who.getName());
    model.addAttribute("sight", sight);
    model.addAttribute(
        "missed", sight.everything() && !project.phase().isOver() ? missed(project, who) : 0);
    if (lines.isEmpty() && !project.phase().isOver()) {
      model.addAttribute("proposal", plan.proposal(project));
    }
    return "communication/plan";
  }

  /** So many of high influence are told nothing. */
  private long missed(Project project, Principal who) {
    Reach.Rows rows = reach.of(project);
    return stakeholders.all(project.key(), who.getName()).stream().filter(rows::misses).count();
  }

  private Project put(String key, Principal who, Model model) {
    Project project = projects.get(key);
    boolean keeps = rights.coordinates(project, who.getName());
    model.addAttribute("project", project);
    model.addAttribute("keeps", keeps);
    model.addAttribute("changes", keeps && !project.phase().isOver() && !project.isPaused());
    model.addAttribute("names", new Names(users));
    model.addAttribute("now", clock.now());
    return project;
  }

  // ---- rows

  /**
   * @param stakeholder number of the one whom the row is for, or null
   */
  @GetMapping("/rows/new")
  String begin(
      @PathVariable String key,
      @RequestParam(required = false) Integer stakeholder,
      Principal who,
      Model model) {
    Project project = projects.get(key);
    NewRow row = plan.proposal(project).get(0);
    return form(
        key,
        null,
        RowForm.of(
            new NewRow(
                "",
                "",
                row.content(),
                row.form(),
                row.channel(),
                row.frequency(),
                row.firstDue(),
                row.responsible(),
                null,
                false,
                null,
                stakeholder == null
                    ? new Audience(Set.of(), List.of(), List.of())
                    : stakeholders.get(key, stakeholder, who.getName()).audience())),
        who,
        model);
  }

  @PostMapping("/rows")
  String add(
      @PathVariable String key,
      @RequestParam MultiValueMap<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    RowForm form = new RowForm(typed).withPeople(users::named);
    try {
      plan.add(key, form.read(), who.getName());
    } catch (RefusedException | ConflictException refused) {
      Refusals.tell(refused, Refusals.FORM, model, response);
      return form(key, null, form, who, model);
    }
    return done(key, "rowAdded", flash, form.text("title").strip());
  }

  @GetMapping("/rows/{row}")
  String edit(@PathVariable String key, @PathVariable long row, Principal who, Model model) {
    return form(key, row, RowForm.of(plan.get(key, row)), who, model);
  }

  @PostMapping("/rows/{row}")
  String change(
      @PathVariable String key,
      @PathVariable long row,
      @RequestParam MultiValueMap<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    RowForm form = new RowForm(typed).withPeople(users::named);
    plan.get(key, row);
    try {
      plan.change(key, row, form.read(), who.getName());
    } catch (RefusedException | ConflictException refused) {
      Refusals.tell(refused, Refusals.FORM, model, response);
      return form(key, row, form, who, model);
    }
    return done(key, "rowChanged", flash, form.text("title").strip());
  }

  private String form(String key, Long row, RowForm form, Principal who, Model model) {
    Project project = put(key, who, model);
    model.addAttribute("rowId", row);
    model.addAttribute("form", form);
    model.addAttribute("kinds", ProjectDocuments.Kind.values());
    model.addAttribute("forms", CommunicationRow.Form.values());
    model.addAttribute("channels", CommunicationRow.Channel.values());
    model.addAttribute("frequencies", CommunicationRow.Frequency.values());
    model.addAttribute("roles", Audience.Role.values());
    Set<String> near = new HashSet<>(form.people());
    near.add(project.coordinator());
    project.team().forEach(member -> near.add(member.username()));
    model.addAttribute("people", users.offered(near));
    model.addAttribute("candidates", plan.candidates(project));
    model.addAttribute("approvers", CommunicationPlan.APPROVERS);
    model.addAttribute("parties", parties.of(key));
    return "communication/row";
  }

  @PostMapping("/rows/{row}/begin")
  String beginNow(
      @PathVariable String key, @PathVariable long row, Principal who, RedirectAttributes flash) {
    plan.beginNow(key, row, who.getName());
    return done(key, "begun", flash);
  }

  @PostMapping("/rows/{row}/end")
  String end(
      @PathVariable String key, @PathVariable long row, Principal who, RedirectAttributes flash) {
    communications.endRow(key, row, who.getName());
    return done(key, "rowEnded", flash);
  }

  @PostMapping("/proposal")
  String takeProposal(@PathVariable String key, Principal who, RedirectAttributes flash) {
    plan.takeProposal(key, who.getName());
    return done(key, "proposalTaken", flash);
  }

  // ---- external parties and links

  @PostMapping("/parties")
  String addParty(
      @PathVariable String key,
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    try {
      parties.add(
          key,
          typed.get("name"),
          typed.get("organisation"),
          typed.get("email"),
          typed.get("language"),
          typed.get("note"),
          who.getName());
    } catch (RefusedException | ConflictException refused) {
      Refusals.tell(refused, "party", model, response);
      return page(key, 0, 1, typed, who, model);
    }
    return done(key, "partyAdded", flash, typed.get("name").strip());
  }

  @PostMapping("/parties/{party}/remove")
  String removeParty(
      @PathVariable String key, @PathVariable long party, Principal who, RedirectAttributes flash) {
    parties.remove(key, party, who.getName());
    return done(key, "partyRemoved", flash);
  }

  @PostMapping("/links")
  String share(
      @PathVariable String key,
      @RequestParam Map<String, String> typed,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    long link;
    try {
      link =
          links.share(
              key,
              number(typed.get("party")) == null ? 0 : number(typed.get("party")),
              typed.getOrDefault("report", ""),
              number(typed.get("days")) == null
                  ? null
                  : (int) Math.min(number(typed.get("days")), Integer.MAX_VALUE),
              who.getName());
    } catch (RefusedException | ConflictException refused) {
      Refusals.tell(refused, "link", model, response);
      Map<String, String> form = new HashMap<>(typed);
      return page(key, 0, 1, form, who, model);
    }
    flash.addFlashAttribute("address", url + links.address(key, link, who.getName()));
    return done(key, "shared", flash);
  }

  private static Long number(String text) {
    return text == null || !text.strip().matches("\\d{1,9}") ? null : Long.valueOf(text.strip());
  }

  @PostMapping("/links/{link}/address")
  String address(
      @PathVariable String key, @PathVariable long link, Principal who, RedirectAttributes flash) {
    flash.addFlashAttribute("address", url + links.address(key, link, who.getName()));
    return done(key, "addressMade", flash);
  }

  @PostMapping("/links/{link}/revoke")
  String revoke(
      @PathVariable String key, @PathVariable long link, Principal who, RedirectAttributes flash) {
    links.revoke(key, link, who.getName());
    return done(key, "revoked", flash);
  }

  // ---- what was sent

  @GetMapping("/sent/{run}")
  String sent(@PathVariable String key, @PathVariable long run, Principal who, Model model) {
    communications.get(key, run);
    communications.opened(run, who.getName());
    Project project = put(key, who, model);
    Run sent = communications.get(key, run);
    List<Receipt> receipts = communications.receipts(run);
    model.addAttribute("run", sent);
    model.addAttribute("row", communications.row(sent));
    model.addAttribute("receipts", receipts);
    model.addAttribute(
        "mine",
        receipts.stream()
            .filter(one -> one.reader().equals(who.getName()))
            .findFirst()
            .orElse(null));
    model.addAttribute("links", links.ofRun(run));
    model.addAttribute("view", communications.look(sent).orElse(null));
    model.addAttribute("paused", project.isPaused());
    return "communication/sent";
  }

  @GetMapping("/sent/{run}/file")
  ResponseEntity<byte[]> file(
      @PathVariable String key,
      @PathVariable long run,
      @RequestParam(defaultValue = "pdf") String format) {
    ProjectDocuments.Format wanted = null;
    for (ProjectDocuments.Format one : ProjectDocuments.Format.values()) {
      wanted = one.name().equals(format.toUpperCase(Locale.ROOT)) ? one : wanted;
    }
    if (wanted == null) {
      throw NotFoundException.because("communication.nothingSent");
    }
    ProjectDocuments.File file = communications.file(communications.get(key, run), wanted);
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(file.mediaType()))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(file.name()).build().toString())
        .body(file.content());
  }

  @PostMapping("/sent/{run}/confirm")
  String confirm(
      @PathVariable String key, @PathVariable long run, Principal who, RedirectAttributes flash) {
    communications.get(key, run);
    communications.confirm(run, who.getName());
    flash.addFlashAttribute("message", Sentences.say("communication.done.confirmed"));
    return "redirect:/projects/" + key + "/communication/sent/" + run;
  }

  private static String done(String key, String what, RedirectAttributes flash, Object... about) {
    flash.addFlashAttribute("message", Sentences.say("communication.done." + what, about));
    return "redirect:/projects/" + key + "/communication";
  }

  /** What stands in the frames of the tasks. */
  @Controller
  @RequestMapping("/projects/{key}/frame")
  static class Frames {
    private final Communications communications;
    private final OutsideFeedbacks feedbacks;
    private final Readers readers;
    private final Projects projects;
    private final Users users;

    Frames(
        Communications communications,
        OutsideFeedbacks feedbacks,
        Readers readers,
        Projects projects,
        Users users) {
      this.communications = communications;
      this.feedbacks = feedbacks;
      this.readers = readers;
      this.projects = projects;
      this.users = users;
    }

    @GetMapping("/communication")
    String draft(@PathVariable String key, @RequestParam long runId, Model model) {
      Run run = communications.get(key, runId);
      CommunicationRow row = communications.row(run);
      model.addAttribute("project", projects.get(key));
      model.addAttribute("run", run);
      model.addAttribute("row", row);
      model.addAttribute("readers", readers.names(row));
      model.addAttribute("view", communications.look(run).orElse(null));
      model.addAttribute("names", new Names(users));
      return "communication/frame";
    }

    @GetMapping("/outsideFeedback")
    String feedback(@PathVariable String key, @RequestParam long outsideFeedbackId, Model model) {
      OutsideFeedback feedback = feedbacks.get(outsideFeedbackId);
      if (!feedback.projectKey().equals(projects.get(key).key())) {
        throw NotFoundException.because("communication.unknownFeedback");
      }
      model.addAttribute("feedback", feedback);
      return "communication/feedbackFrame";
    }
  }
}
