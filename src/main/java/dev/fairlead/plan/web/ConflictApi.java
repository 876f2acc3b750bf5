package dev.fairlead.plan.web;

import dev.fairlead.plan.Conflicts;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The conflicts of the portfolio for other programs. */
@RestController
class ConflictApi {
  private final Conflicts conflicts;

  ConflictApi(Conflicts conflicts) {
    this.conflicts = conflicts;
  }

  @GetMapping("/api/conflicts")
  List<Conflicts.Line> conflicts() {
    return conflicts.all();
  }
}
