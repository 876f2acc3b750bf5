package dev.fairlead.plan.web;

import dev.fairlead.plan.ImportResult;
import dev.fairlead.plan.PlanImports;
import dev.fairlead.plan.PlanImports.Preview;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.exchange.Loss;
import dev.fairlead.plan.exchange.PlanExport;
import dev.fairlead.project.Project;
import dev.fairlead.shared.Refusals;
import dev.fairlead.shared.Sentences;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Plans from files, with what was lost on the way, and plans to files, with what will be. */
@Controller
@RequestMapping("/projects/{key}/plan")
class ImportPages {
  private final PlanView view;
  private final PlanPages pages;
  private final PlanImports imports;
  private final PlanExport export;
  private final Plans plans;

  ImportPages(PlanView view, PlanPages pages, PlanImports imports, PlanExport export, Plans plans) {
    this.view = view;
    this.pages = pages;
    this.imports = imports;
    this.export = export;
    this.plans = plans;
  }

  /** Takes the file into an empty plan; otherwise shows first what it would bring. */
  @PostMapping("/import")
  String upload(
      @PathVariable String key,
      @RequestParam("file") MultipartFile file,
      @RequestParam(required = false) String view,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    boolean empty = plans.current(key).tasks().isEmpty();
    List<ImportResult> result = new ArrayList<>();
    boolean done =
        Refusals.done(
            () -> {
              String name = file.getOriginalFilename();
              if (empty) {
                result.add(imports.read(key, name, bytes(file), who.getName()));
              } else {
                imports.hold(key, name, bytes(file), who.getName());
              }
            },
            Map.of("file", ""),
            model,
            response);
    if (!done) {
      return pages.again(view, key, who, model);
    }
    return empty ? imported(key, result.get(0), flash) : "redirect:/projects/{key}/plan/import";
  }

  private static String imported(String key, ImportResult read, RedirectAttributes flash) {
    flash.addFlashAttribute(
        "message",
        Sentences.say("plan.screen.imported", read.tasks(), read.links(), read.people().size()));
    return "redirect:/projects/" + key + "/plan/imports/" + read.id();
  }

  private static byte[] bytes(MultipartFile file) {
    try {
      return file.getBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the waiting file would bring, beside what it would replace. */
  @GetMapping("/import")
  String preview(@PathVariable String key, Principal who, Model model) {
    view.project(key, who.getName(), model);
    if (imports.waiting(key).isEmpty()) {
      return "redirect:/projects/{key}/plan#import";
    }
    Preview preview = imports.previewWaiting(key, who.getName());
    model.addAttribute("waiting", imports.waiting(key).orElseThrow());
    model.addAttribute("preview", preview);
    model.addAttribute("report", preview.result().report());
    model.addAttribute("format", new PlanPages.Format());
    return "plan/import";
  }

  @PostMapping("/import/take")
  String take(
      @PathVariable String key,
      @RequestParam int version,
      @RequestParam(defaultValue = "") String seen,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    List<ImportResult> result = new ArrayList<>();
    boolean done =
        Refusals.done(
            () -> result.add(imports.take(key, version, seen, who.getName())),
            Map.of(),
            model,
            response);
    return done ? imported(key, result.get(0), flash) : preview(key, who, model);
  }

  @PostMapping("/import/leave")
  String leave(@PathVariable String key, Principal who, RedirectAttributes flash) {
    imports.leave(key, who.getName());
    flash.addFlashAttribute("message", Sentences.say("plan.screen.importLeft"));
    return "redirect:/projects/{key}/plan";
  }

  /** Moves what was planned for other days to the start of the project. */
  @PostMapping("/start")
  String moveToStart(
      @PathVariable String key,
      @RequestParam int version,
      @RequestParam(required = false) String view,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes flash) {
    boolean done =
        Refusals.done(
            () -> plans.moveToStart(key, version, who.getName()), Map.of(), model, response);
    if (!done) {
      return pages.again(view, key, who, model);
    }
    flash.addFlashAttribute("message", Sentences.say("plan.screen.movedToStart"));
    return "redirect:/projects/{key}/plan" + PlanPages.address(view);
  }

  /** What an import took, changed and left out. */
  @GetMapping("/imports/{id}")
  String report(@PathVariable String key, @PathVariable long id, Principal who, Model model) {
    view.project(key, who.getName(), model);
    model.addAttribute("imported", imports.get(key, id));
    model.addAttribute("report", imports.report(key, id).orElse(null));
    model.addAttribute("numbers", numbers(plans.current(key)));
    model.addAttribute("format", new PlanPages.Format());
    return "plan/imported";
  }

  private static List<Integer> numbers(WorkPlan plan) {
    return plan.tasks().stream().map(task -> task.number()).toList();
  }

  /** The kinds of file to export, each with what it cannot hold. */
  @GetMapping("/export")
  String export(@PathVariable String key, Principal who, Model model) {
    Project project = view.project(key, who.getName(), model);
    WorkPlan plan = plans.current(project.key());
    Map<PlanExport.Target, List<Loss>> losses = new TreeMap<>();
    for (PlanExport.Target target : PlanExport.Target.values()) {
      losses.put(target, export.losses(plan, target));
    }
    model.addAttribute("targets", losses);
    return "plan/export";
  }
}
