package dev.fairlead.plan.web;

import dev.fairlead.plan.Conflicts;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The conflicts of the portfolio for other programs. */
@RestController
@Tag(name = "Plans")
class ConflictApi {
  private final Conflicts conflicts;

  ConflictApi(Conflicts conflicts) {
    this.conflicts = conflicts;
  }

  /** Every conflict of people and systems over all projects, in the order of their days. */
  @GetMapping("/api/conflicts")
  List<Conflicts.Line> conflicts() {
    return conflicts.all();
  }
}
