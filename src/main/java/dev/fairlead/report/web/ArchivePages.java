package dev.fairlead.report.web;

import dev.fairlead.report.ArchiveCheck;
import dev.fairlead.shared.RefusedException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Where an archive that somebody kept is shown to be what was made, or what is wrong with it. */
@Controller
class ArchivePages {
  private final ArchiveCheck check;

  ArchivePages(ArchiveCheck check) {
    this.check = check;
  }

  @GetMapping("/archive/verify")
  String show() {
    return "report/verify";
  }

  @PostMapping("/archive/verify")
  String verify(@RequestParam("file") MultipartFile file, Model model, HttpServletResponse response)
      throws IOException {
    try {
      if (file.isEmpty()) {
        throw RefusedException.because("report.verify.empty");
      }
      model.addAttribute("result", check.check(file.getInputStream()));
    } catch (RefusedException refused) {
      response.setStatus(422);
      model.addAttribute("problem", refused.getMessage());
    }
    return "report/verify";
  }
}
