package dev.fairlead.studio.web;

import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.studio.FileState;
import dev.fairlead.studio.FolderComparison;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** What runs here beside a folder of files. Nothing of what is uploaded is kept. */
@Controller
class FolderPages {
  private final FolderComparison folders;

  FolderPages(FolderComparison folders) {
    this.folders = folders;
  }

  @GetMapping("/processes/files")
  String shipped(Model model) {
    return show(folders.withShipped(), Sentences.say("studio.folder.withShipped"), model);
  }

  @PostMapping("/processes/files")
  String uploaded(@RequestParam MultipartFile file, Model model) throws IOException {
    try {
      return show(
          folders.withZip(file.getBytes()),
          Sentences.say("studio.folder.withZip", file.getOriginalFilename()),
          model);
    } catch (RefusedException refused) {
      model.addAttribute("problem", refused.getMessage());
      return shipped(model);
    }
  }

  private static String show(List<FileState> states, String lead, Model model) {
    model.addAttribute("states", states);
    model.addAttribute("lead", lead);
    model.addAttribute(
        "other", states.stream().filter(s -> s.fate() != FileState.Fate.SAME).toList());
    model.addAttribute(
        "same", states.stream().filter(s -> s.fate() == FileState.Fate.SAME).toList());
    return "studio/folder";
  }
}
