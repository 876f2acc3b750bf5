package dev.fairlead.studio.web;

import dev.fairlead.engine.contract.Finding;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.studio.Catalogue;
import dev.fairlead.studio.Deployed;
import dev.fairlead.studio.Draft;
import dev.fairlead.studio.Drafts;
import dev.fairlead.studio.Trial;
import dev.fairlead.studio.Trials;
import dev.fairlead.studio.Version;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** A diagram, deployed or still a draft, tried with its scenarios. */
@Controller
class TrialPages {
  private final Catalogue catalogue;
  private final Drafts drafts;
  private final Trials trials;
  private final Marks marks;

  TrialPages(Catalogue catalogue, Drafts drafts, Trials trials, Marks marks) {
    this.catalogue = catalogue;
    this.drafts = drafts;
    this.trials = trials;
    this.marks = marks;
  }

  @GetMapping("/processes/{key}/trial")
  String ofVersion(
      @PathVariable String key, @RequestParam(required = false) Integer version, Model model) {
    Deployed deployed = process(catalogue.get(key));
    Version shown = catalogue.version(deployed, version);
    model.addAttribute("deployed", deployed);
    model.addAttribute("lead", Sentences.say("studio.trial.ofVersion", shown.version()));
    model.addAttribute("file", "/processes/" + key + "/file?version=" + shown.version());
    show(trials.run(key, catalogue.xml(Deployed.Kind.PROCESS, shown)), model);
    return "studio/trial";
  }

  @GetMapping("/drafts/{id}/trial")
  String ofDraft(@PathVariable long id, Model model) {
    Draft draft = drafts.get(id);
    model.addAttribute("deployed", process(drafts.subject(draft)));
    model.addAttribute("draft", draft);
    model.addAttribute("lead", Sentences.say("studio.trial.ofDraft"));
    model.addAttribute("file", "/drafts/" + id + "/file");
    String xml = drafts.content(id);
    List<Finding> findings = drafts.check(draft, xml);
    if (findings.isEmpty()) {
      show(trials.run(draft, xml, drafts.alongside(id)), model);
    } else {
      model.addAttribute("findings", findings);
    }
    return "studio/trial";
  }

  private void show(Trial trial, Model model) {
    model.addAttribute("trial", trial);
    model.addAttribute("marks", marks.covered(trial));
  }

  private static Deployed process(Deployed deployed) {
    if (deployed.kind() != Deployed.Kind.PROCESS) {
      throw RefusedException.because("studio.trial.onlyProcesses", deployed.name());
    }
    return deployed;
  }
}
