package dev.fairlead.studio.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.people.Users;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.studio.Catalogue;
import dev.fairlead.studio.DecisionRows;
import dev.fairlead.studio.Deployed;
import dev.fairlead.studio.Difference;
import dev.fairlead.studio.Draft;
import dev.fairlead.studio.Drafts;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Drafts of diagrams, decision tables and forms: begun, edited, checked, submitted, looked at. */
@Controller
class DraftPages {
  private final Drafts drafts;
  private final Catalogue catalogue;
  private final Users users;
  private final Marks marks;
  private final ObjectMapper json;

  DraftPages(Drafts drafts, Catalogue catalogue, Users users, Marks marks, ObjectMapper json) {
    this.drafts = drafts;
    this.catalogue = catalogue;
    this.users = users;
    this.marks = marks;
    this.json = json;
  }

  @PostMapping("/processes/{key}/drafts")
  String begin(
      @PathVariable String key, @RequestParam(required = false) Integer version, Principal who) {
    return "redirect:/drafts/" + drafts.begin(key, version, who.getName()).id();
  }

  @GetMapping("/drafts/{id}")
  String draft(@PathVariable long id, Model model, Principal who) {
    Draft draft = drafts.get(id);
    fill(draft, model);
    model.addAttribute("mine", draft.author().equals(who.getName()));
    model.addAttribute("findings", drafts.check(draft, drafts.content(id)));
    return draft.isOpen() && draft.author().equals(who.getName())
        ? "studio/draft"
        : "studio/submitted";
  }

  /** What the other process owner sees above the form in which they decide. */
  @GetMapping("/drafts/frame")
  String frame(@RequestParam long draftId, Model model) {
    fill(drafts.get(draftId), model);
    return "studio/frame";
  }

  private void fill(Draft draft, Model model) {
    Deployed deployed = drafts.subject(draft);
    List<Difference> differences = drafts.differences(draft);
    model.addAttribute("draft", draft);
    model.addAttribute("deployed", deployed);
    model.addAttribute("author", users.nameOf(draft.author()));
    model.addAttribute(
        "decider",
        draft.decidedAt() == null || draft.isWaiting()
            ? null
            : draft.decidedBy() == null
                ? Sentences.say("studio.draft.nobody")
                : users.nameOf(draft.decidedBy()));
    model.addAttribute("differences", differences);
    model.addAttribute("alongside", drafts.changedAlongside(draft));
    // what began in the workspace brings files along only where an older version comes back
    model.addAttribute("comesBack", !draft.handedIn());
    model.addAttribute("isProcess", draft.kind() == Deployed.Kind.PROCESS);
    model.addAttribute("isTable", draft.kind() == Deployed.Kind.DECISION);
    model.addAttribute("isForm", draft.kind() == Deployed.Kind.FORM);
    model.addAttribute("file", Deployed.file(draft.kind(), draft.processKey()));
    model.addAttribute("fourEyes", drafts.fourEyes());
    if (draft.kind() == Deployed.Kind.FORM) {
      model.addAttribute("usedBy", String.join(", ", catalogue.usersOf(draft.processKey())));
      model.addAttribute("words", words());
    }
    model.addAttribute("marksBefore", marks.before(differences));
    model.addAttribute("marksAfter", marks.after(differences));
    if (draft.kind() == Deployed.Kind.DECISION) {
      model.addAttribute("table", DecisionRows.of(drafts.content(draft.id())));
    }
  }

  /** What the editor of forms says, by the ends of the codes. */
  private String words() {
    Map<String, String> words = new TreeMap<>();
    for (String code :
        List.of(
            "addText",
            "choice",
            "down",
            "editTitle",
            "example",
            "field",
            "frame",
            "frameHere",
            "help",
            "inFile",
            "label",
            "noChoice",
            "message",
            "previewTitle",
            "remove",
            "stress",
            "text",
            "title",
            "up")) {
      words.put(code, Sentences.say("studio.form." + code, code.equals("choice") ? "{0}" : ""));
    }
    return json.valueToTree(words).toString();
  }

  @GetMapping("/drafts/{id}/file")
  ResponseEntity<byte[]> file(
      @PathVariable long id, @RequestParam(defaultValue = "draft") String side) {
    Draft draft = drafts.get(id);
    String xml = side.equals("deployed") ? drafts.deployed(draft) : drafts.content(id);
    return ResponseEntity.ok()
        .contentType(ProcessPages.typeOf(draft.kind()))
        .body(xml.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What Camunda Modeler offers as well: the steps, tasks, tables and calls that diagrams may use.
   */
  @GetMapping(path = "/drafts/templates", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  List<JsonNode> templates() throws java.io.IOException {
    List<JsonNode> all = new ArrayList<>();
    for (Resource file :
        new PathMatchingResourcePatternResolver()
            .getResources("classpath:processes/.camunda/element-templates/*.json")) {
      json.readTree(file.getInputStream()).forEach(all::add);
    }
    return all;
  }

  /** What is against a file that is being drawn; nothing is kept. */
  @PostMapping(path = "/drafts/{id}/check", consumes = MediaType.APPLICATION_XML_VALUE)
  @ResponseBody
  Object check(@PathVariable long id, @RequestBody String xml) {
    return drafts.check(drafts.get(id), xml);
  }

  /** Keeps what the editor holds, and answers with its new revision. */
  @PostMapping(path = "/drafts/{id}/save", consumes = MediaType.APPLICATION_XML_VALUE)
  @ResponseBody
  Map<String, Integer> save(
      @PathVariable long id, @RequestParam int revision, @RequestBody String xml, Principal who) {
    return Map.of("revision", drafts.save(id, revision, xml, who.getName()));
  }

  /** A file from Camunda Modeler takes the place of what the draft held. */
  @PostMapping("/drafts/{id}/upload")
  String upload(
      @PathVariable long id,
      @RequestParam MultipartFile file,
      Principal who,
      RedirectAttributes next)
      throws java.io.IOException {
    if (file.isEmpty()) {
      throw RefusedException.ofField("file", "studio.draft.noFile");
    }
    drafts.save(
        id,
        drafts.get(id).revision(),
        new String(file.getBytes(), StandardCharsets.UTF_8),
        who.getName());
    next.addFlashAttribute("message", Sentences.say("studio.draft.uploaded"));
    return "redirect:/drafts/" + id;
  }

  @PostMapping("/drafts/{id}/submit")
  String submit(
      @PathVariable long id, @RequestParam String note, Principal who, RedirectAttributes next) {
    try {
      drafts.submit(id, note, who.getName());
      next.addFlashAttribute(
          "message",
          Sentences.say(drafts.fourEyes() ? "studio.draft.submitted" : "studio.draft.alone"));
    } catch (RefusedException refused) {
      if (refused.isForbidden()) {
        throw refused;
      }
      next.addFlashAttribute("problem", refused.getMessage());
      next.addFlashAttribute("note", note);
    }
    return "redirect:/drafts/" + id;
  }

  @PostMapping("/drafts/{id}/takeBack")
  String takeBack(@PathVariable long id, Principal who, RedirectAttributes next) {
    drafts.takeBack(id, who.getName());
    next.addFlashAttribute("message", Sentences.say("studio.draft.takenBack"));
    return "redirect:/drafts/" + id;
  }

  @PostMapping("/drafts/{id}/leaveOut")
  String leaveOut(
      @PathVariable long id, @RequestParam String file, Principal who, RedirectAttributes next) {
    drafts.leaveOut(id, file, who.getName());
    next.addFlashAttribute("message", Sentences.say("studio.draft.leftOut", file));
    return "redirect:/drafts/" + id;
  }

  @PostMapping("/drafts/{id}/discard")
  String discard(@PathVariable long id, Principal who, RedirectAttributes next) {
    drafts.discard(id, who.getName());
    next.addFlashAttribute("message", Sentences.say("studio.draft.discarded"));
    Draft draft = drafts.get(id);
    return drafts.subject(draft).isLive()
        ? "redirect:/processes/" + draft.processKey()
        : "redirect:/processes";
  }
}
