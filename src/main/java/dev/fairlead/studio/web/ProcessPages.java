package dev.fairlead.studio.web;

import dev.fairlead.people.Groups;
import dev.fairlead.people.Users;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.studio.Catalogue;
import dev.fairlead.studio.Comparison;
import dev.fairlead.studio.DecisionRows;
import dev.fairlead.studio.Deployed;
import dev.fairlead.studio.Difference;
import dev.fairlead.studio.Draft;
import dev.fairlead.studio.Drafts;
import dev.fairlead.studio.LiveDiagrams;
import dev.fairlead.studio.Moves;
import dev.fairlead.studio.Moves.Move;
import dev.fairlead.studio.Stay;
import dev.fairlead.studio.Version;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What is deployed, where projects stand in it and for how long, what differs between versions, and
 * running instances moved over. The addresses are for process owners and administrators.
 */
@Controller
class ProcessPages {
  private final Catalogue catalogue;
  private final LiveDiagrams live;
  private final Moves moves;
  private final FairleadClock clock;
  private final Marks marks;
  private final Drafts drafts;
  private final Users users;

  ProcessPages(
      Catalogue catalogue,
      LiveDiagrams live,
      Moves moves,
      FairleadClock clock,
      Marks marks,
      Drafts drafts,
      Users users) {
    this.catalogue = catalogue;
    this.live = live;
    this.moves = moves;
    this.clock = clock;
    this.marks = marks;
    this.drafts = drafts;
    this.users = users;
  }

  @GetMapping("/processes")
  String all(Model model) {
    List<Deployed> all = catalogue.all();
    model.addAttribute(
        "processes", all.stream().filter(d -> d.kind() == Deployed.Kind.PROCESS).toList());
    model.addAttribute(
        "tables", all.stream().filter(d -> d.kind() == Deployed.Kind.DECISION).toList());
    model.addAttribute("forms", all.stream().filter(d -> d.kind() == Deployed.Kind.FORM).toList());
    return "studio/processes";
  }

  @GetMapping("/processes/{key}")
  String one(
      @PathVariable String key, @RequestParam(required = false) Integer version, Model model) {
    Deployed deployed = catalogue.get(key);
    Version shown = catalogue.version(deployed, version);
    head(model, deployed);
    model.addAttribute("shown", shown);
    List<Draft> known = drafts.all(key);
    model.addAttribute("drafts", known);
    model.addAttribute(
        "names",
        known.stream()
            .map(Draft::author)
            .distinct()
            .collect(Collectors.toMap(Function.identity(), users::nameOf)));
    if (deployed.kind() == Deployed.Kind.DECISION) {
      model.addAttribute("table", DecisionRows.of(catalogue.xml(deployed.kind(), shown)));
      return "studio/table";
    }
    if (deployed.kind() == Deployed.Kind.FORM) {
      model.addAttribute("usedBy", String.join(", ", catalogue.usersOf(key)));
      return "studio/form";
    }
    List<Stay> stays = live.of(shown);
    model.addAttribute("stays", stays);
    model.addAttribute("times", new Times(clock));
    model.addAttribute("marks", marks.of(stays));
    return "studio/diagram";
  }

  /** The file of a version, to look at or to put into the folder processes. */
  @GetMapping("/processes/{key}/file")
  ResponseEntity<byte[]> file(
      @PathVariable String key,
      @RequestParam(required = false) Integer version,
      @RequestParam(defaultValue = "false") boolean download) {
    Deployed deployed = catalogue.get(key);
    String xml = catalogue.xml(deployed.kind(), catalogue.version(deployed, version));
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(typeOf(deployed.kind()));
    if (download) {
      headers.setContentDisposition(
          ContentDisposition.attachment().filename(Deployed.file(deployed.kind(), key)).build());
    }
    return ResponseEntity.ok().headers(headers).body(xml.getBytes(StandardCharsets.UTF_8));
  }

  /** A form is never shown as a page of its own, whatever it holds. */
  static MediaType typeOf(Deployed.Kind kind) {
    return kind == Deployed.Kind.FORM
        ? new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8)
        : MediaType.APPLICATION_XML;
  }

  @GetMapping("/processes/{key}/compare")
  String compare(
      @PathVariable String key,
      @RequestParam(required = false) Integer from,
      @RequestParam(required = false) Integer to,
      Model model) {
    Deployed deployed = catalogue.get(key);
    Version later = catalogue.version(deployed, to);
    Version earlier = catalogue.version(deployed, from == null ? before(deployed, later) : from);
    List<Difference> differences =
        Comparison.between(
            deployed.kind(),
            catalogue.xml(deployed.kind(), earlier),
            catalogue.xml(deployed.kind(), later));
    head(model, deployed);
    model.addAttribute("earlier", earlier);
    model.addAttribute("later", later);
    model.addAttribute("differences", differences);
    model.addAttribute("hasPicture", deployed.kind() != Deployed.Kind.DECISION);
    model.addAttribute("marksBefore", marks.before(differences));
    model.addAttribute("marksAfter", marks.after(differences));
    return "studio/compare";
  }

  /** The version before this one; itself where it is the first. */
  private static Integer before(Deployed deployed, Version later) {
    return deployed.versions().stream()
        .map(Version::version)
        .filter(number -> number < later.version())
        .findFirst()
        .orElse(later.version());
  }

  /** The dry run: what stands where, where it would land, what is in the way. */
  @GetMapping("/processes/{key}/move")
  @PreAuthorize("hasAuthority('" + Groups.PROCESS_OWNERS + "')")
  String tryMove(
      @PathVariable String key,
      @RequestParam(required = false) Integer from,
      @RequestParam(required = false) Integer to,
      @RequestParam Map<String, String> all,
      Model model) {
    Deployed deployed = process(key);
    head(model, deployed);
    Version later = catalogue.version(deployed, to);
    Version earlier =
        catalogue.version(deployed, from == null ? oldestRunning(deployed, later) : from);
    Map<String, String> whereTo = whereTo(all);
    model.addAttribute("earlier", earlier);
    model.addAttribute("later", later);
    if (earlier.version() == later.version()) {
      return "studio/move";
    }
    List<Move> tried = moves.tryOut(earlier, later, whereTo);
    model.addAttribute("tried", tried);
    model.addAttribute("possible", tried.stream().filter(Move::isPossible).count());
    model.addAttribute("missing", moves.withoutCounterpart(earlier, later));
    model.addAttribute("targets", moves.targets(later));
    model.addAttribute("whereTo", whereTo);
    return "studio/move";
  }

  @PostMapping("/processes/{key}/move")
  @PreAuthorize("hasAuthority('" + Groups.PROCESS_OWNERS + "')")
  String move(
      @PathVariable String key,
      @RequestParam Integer from,
      @RequestParam Integer to,
      @RequestParam Map<String, String> all,
      Principal who,
      RedirectAttributes next) {
    Deployed deployed = process(key);
    Version earlier = catalogue.version(deployed, from);
    Version later = catalogue.version(deployed, to);
    List<Move> moved = moves.move(earlier, later, whereTo(all), who.getName());
    long done = moved.stream().filter(Move::isPossible).count();
    if (done < moved.size()) {
      next.addFlashAttribute(
          "problem", Sentences.say("studio.move.partly", done, moved.size(), later.version()));
    } else {
      next.addFlashAttribute("message", Sentences.say("studio.move.done", done, later.version()));
    }
    next.addAttribute("key", key);
    return done < moved.size()
        ? "redirect:/processes/{key}/move?from=" + earlier.version() + "&to=" + later.version()
        : "redirect:/processes/{key}?version=" + later.version();
  }

  private Deployed process(String key) {
    Deployed deployed = catalogue.get(key);
    if (deployed.kind() != Deployed.Kind.PROCESS) {
      throw RefusedException.because("studio.move.onlyProcesses", deployed.name());
    }
    return deployed;
  }

  /** The oldest other version in which something still runs; the latest where there is none. */
  private static Integer oldestRunning(Deployed deployed, Version later) {
    Integer oldest = later.version();
    for (Version version : deployed.versions()) {
      if (version.version() != later.version() && version.running() > 0) {
        oldest = version.version();
      }
    }
    return oldest;
  }

  /** Fields named to:&lt;id of the element&gt; say which element takes its place. */
  private static Map<String, String> whereTo(Map<String, String> all) {
    Map<String, String> whereTo = new TreeMap<>();
    all.forEach(
        (name, value) -> {
          if (name.startsWith("to:") && !value.isBlank()) {
            whereTo.put(name.substring(3), value);
          }
        });
    return whereTo;
  }

  private static void head(Model model, Deployed deployed) {
    model.addAttribute("deployed", deployed);
    model.addAttribute("links", new LinkedHashMap<>(LINKS));
  }

  /** Where the thing is found that a process is about, by the process's id. */
  private static final Map<String, String> LINKS =
      Map.of("handleChange", "/changes/", "resolveIssue", "/issues/");

  /** Lengths of time as the pages say them. */
  public record Times(FairleadClock clock) {
    private static final long DAY = 480;

    /** Working minutes, such as "1.5 working days" or "20 minutes". */
    public String working(Long minutes) {
      if (minutes == null) {
        return "-";
      }
      if (minutes < 60) {
        return Sentences.say("studio.minutes", minutes);
      }
      return minutes < DAY
          ? Sentences.say("studio.hours", minutes / 60.0)
          : Sentences.say("studio.workingDays", minutes / (double) DAY);
    }

    /** How long ago, in days of the calendar. */
    public String ago(java.time.LocalDateTime since) {
      if (since == null) {
        return "-";
      }
      return Sentences.say("studio.days", Duration.between(since, clock.now()).toDays());
    }
  }
}
