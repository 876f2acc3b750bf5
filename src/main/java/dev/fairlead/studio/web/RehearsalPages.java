package dev.fairlead.studio.web;

import dev.fairlead.engine.contract.Finding;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.studio.Catalogue;
import dev.fairlead.studio.Deployed;
import dev.fairlead.studio.Draft;
import dev.fairlead.studio.Drafts;
import dev.fairlead.studio.Rehearsals;
import dev.fairlead.studio.Version;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** A decision table, deployed or still a draft, rehearsed on past cases. */
@Controller
class RehearsalPages {
  private final Catalogue catalogue;
  private final Drafts drafts;
  private final Rehearsals rehearsals;

  RehearsalPages(Catalogue catalogue, Drafts drafts, Rehearsals rehearsals) {
    this.catalogue = catalogue;
    this.drafts = drafts;
    this.rehearsals = rehearsals;
  }

  @GetMapping("/processes/{key}/rehearsal")
  String ofVersion(
      @PathVariable String key, @RequestParam(required = false) Integer version, Model model) {
    Deployed deployed = table(catalogue.get(key));
    Version shown = catalogue.version(deployed, version);
    model.addAttribute("deployed", deployed);
    model.addAttribute("lead", Sentences.say("studio.rehearsal.ofVersion", shown.version()));
    model.addAttribute(
        "rehearsal", rehearsals.rehearse(key, catalogue.xml(Deployed.Kind.DECISION, shown)));
    return "studio/rehearsal";
  }

  @GetMapping("/drafts/{id}/rehearsal")
  String ofDraft(@PathVariable long id, Model model) {
    Draft draft = drafts.get(id);
    model.addAttribute("deployed", table(drafts.subject(draft)));
    model.addAttribute("draft", draft);
    model.addAttribute("lead", Sentences.say("studio.rehearsal.ofDraft"));
    String xml = drafts.content(id);
    List<Finding> findings = drafts.check(draft, xml);
    if (findings.isEmpty()) {
      model.addAttribute("rehearsal", rehearsals.rehearse(draft.processKey(), xml));
    } else {
      model.addAttribute("findings", findings);
    }
    return "studio/rehearsal";
  }

  private static Deployed table(Deployed deployed) {
    if (deployed.kind() != Deployed.Kind.DECISION) {
      throw RefusedException.because("studio.rehearsal.onlyTables", deployed.name());
    }
    return deployed;
  }
}
