package dev.fairlead.workspace.web;

import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What this is, in which version, on which engine, and what that means. */
@Controller
class AboutPage {
  private final ObjectProvider<BuildProperties> build;

  AboutPage(ObjectProvider<BuildProperties> build) {
    this.build = build;
  }

  @GetMapping("/about")
  String about(Model model) {
    BuildProperties known = build.getIfAvailable();
    model.addAttribute("version", known == null ? null : known.getVersion());
    model.addAttribute("built", known == null ? null : known.getTime());
    model.addAttribute("engine", ProcessEngine.class.getPackage().getImplementationVersion());
    return "workspace/about";
  }
}
