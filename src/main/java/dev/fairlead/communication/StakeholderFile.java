package dev.fairlead.communication;

import dev.fairlead.people.Users;
import dev.fairlead.project.Project;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.Spreadsheets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.stereotype.Component;

/**
 * The stakeholders of a project as a file, as somebody may read them; what they may not is empty.
 */
@Component
public class StakeholderFile {
  private static final List<String> COLUMNS =
      List.of(
          "number",
          "name",
          "organisation",
          "role",
          "status",
          "influence",
          "interest",
          "engagement",
          "attitude",
          "wantedAttitude",
          "expectations",
          "approach",
          "responsible",
          "nextReview",
          "reachedBy");

  private final Reach reach;
  private final Users users;

  StakeholderFile(Reach reach, Users users) {
    this.reach = reach;
    this.users = users;
  }

  public byte[] csv(Project project, List<Stakeholder> stakeholders) {
    return Spreadsheets.writeCsv(titles(), rows(project, stakeholders));
  }

  /** A text cell is never run as a formula in a workbook, so it needs no apostrophe. */
  public byte[] xlsx(Project project, List<Stakeholder> stakeholders) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(out, "Fairlead", "1.0")) {
      Worksheet sheet = workbook.newWorksheet(Sentences.say("communication.stakeholder.title"));
      List<String> titles = titles();
      for (int c = 0; c < titles.size(); c++) {
        sheet.value(0, c, titles.get(c));
        sheet.style(0, c).bold().set();
        sheet.width(c, 20);
      }
      sheet.freezePane(0, 1);
      List<List<String>> rows = rows(project, stakeholders);
      for (int r = 0; r < rows.size(); r++) {
        for (int c = 0; c < titles.size(); c++) {
          sheet.value(r + 1, c, rows.get(r).get(c));
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static List<String> titles() {
    return COLUMNS.stream()
        .map(name -> Sentences.say("communication.stakeholder.field." + name))
        .toList();
  }

  private List<List<String>> rows(Project project, List<Stakeholder> stakeholders) {
    Reach.Rows rows = reach.of(project);
    return stakeholders.stream().map(one -> row(one, rows)).toList();
  }

  private List<String> row(Stakeholder one, Reach.Rows rows) {
    return Arrays.asList(
        one.id(),
        one.name(),
        one.organisation(),
        one.role(),
        StakeholderHistory.status(one),
        text(one.influence()),
        text(one.interest()),
        one.isAssessed()
            ? Sentences.say("communication.stakeholder.engagement." + one.engagement())
            : "",
        StakeholderHistory.attitude(one.attitude()),
        StakeholderHistory.attitude(one.wantedAttitude()),
        one.expectations(),
        one.approach(),
        users.nameOf(one.responsible()),
        text(one.nextReview()),
        rows.of(one).stream().map(CommunicationRow::title).collect(Collectors.joining("; ")));
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }
}
