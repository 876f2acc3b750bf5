package dev.fairlead.tracking.web;

import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.Refusals;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.PostingImports;
import dev.fairlead.tracking.Typed;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Postings from a file: chosen, looked at row by row, taken or left. */
@Controller
@RequestMapping("/projects/{key}/costs/import")
class PostingImportPages {
  private final CostView view;
  private final PostingImports imports;

  PostingImportPages(CostView view, PostingImports imports) {
    this.view = view;
    this.imports = imports;
  }

  /** The form for a file, or what the waiting one would bring. */
  @GetMapping
  String show(@PathVariable String key, Principal who, Model model) {
    var project = view.project(key, who.getName(), model);
    view.fields(project, who.getName(), Map.of(), model);
    if (Boolean.TRUE.equals(model.getAttribute("mayPost")) && imports.waits(key, who.getName())) {
      model.addAttribute("preview", imports.preview(key, who.getName()));
    }
    return "tracking/import";
  }

  @PostMapping
  String upload(
      @PathVariable String key,
      @RequestParam("file") MultipartFile file,
      Principal who,
      Model model,
      HttpServletResponse response)
      throws IOException {
    try {
      imports.hold(key, file.getOriginalFilename(), file.getBytes(), who.getName());
      return "redirect:/projects/{key}/costs/import";
    } catch (RefusedException | ConflictException refused) {
      Refusals.tell(refused, null, model, response);
      return show(key, who, model);
    }
  }

  @PostMapping("/take")
  String take(
      @PathVariable String key,
      @RequestParam Map<String, String> form,
      Principal who,
      RedirectAttributes redirect) {
    Typed typed = new Typed(form);
    int taken =
        imports.take(
            key,
            typed.whole("rows", "the number of rows"),
            typed.number("total", "the sum"),
            who.getName());
    redirect.addFlashAttribute("message", Sentences.say("tracking.screen.imported", taken));
    return "redirect:/projects/{key}/costs";
  }

  @PostMapping("/leave")
  String leave(@PathVariable String key, Principal who, RedirectAttributes redirect) {
    imports.leave(key, who.getName());
    redirect.addFlashAttribute("message", Sentences.say("tracking.screen.importLeft"));
    return "redirect:/projects/{key}/costs";
  }
}
