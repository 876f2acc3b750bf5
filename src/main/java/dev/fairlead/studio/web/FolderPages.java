package dev.fairlead.studio.web;

import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.studio.FileState;
import dev.fairlead.studio.FolderComparison;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** What runs here beside a folder of files. Nothing of what is uploaded is kept. */
@Controller
class FolderPages {
  /** Characters of all files that one page brings along to be seen. */
  private static final int MOST_SEEN = 2_000_000;

  private final FolderComparison folders;
  private final Marks marks;

  FolderPages(FolderComparison folders, Marks marks) {
    this.folders = folders;
    this.marks = marks;
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

  private String show(List<FileState> states, String lead, Model model) {
    model.addAttribute("states", states);
    model.addAttribute("lead", lead);
    model.addAttribute("seen", seen(states));
    model.addAttribute(
        "other", states.stream().filter(s -> s.fate() != FileState.Fate.SAME).toList());
    model.addAttribute(
        "same", states.stream().filter(s -> s.fate() == FileState.Fate.SAME).toList());
    return "studio/folder";
  }

  /**
   * Files that the page brings along to be seen, by their keys, as long as they are not too many.
   */
  private Map<String, Seen> seen(List<FileState> states) {
    Map<String, Seen> seen = new HashMap<>();
    int together = 0;
    for (FileState state : states) {
      if (state.there() != null && together + state.there().length() <= MOST_SEEN) {
        together += state.there().length();
        seen.put(
            state.key(),
            new Seen(
                "there-" + seen.size(),
                state.there(),
                marks.before(state.differences()),
                marks.after(state.differences())));
      }
    }
    return seen;
  }

  /**
   * One file in the picture.
   *
   * @param id where it stands in the page
   */
  public record Seen(String id, String text, String before, String after) {}
}
