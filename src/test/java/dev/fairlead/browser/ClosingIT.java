package dev.fairlead.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.closure.Handovers;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Projects;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * From "all work done" to an archive that is verified: acceptance and handover with their ways
 * back, the manager's decision in Tasklist, the decision log, and the early support.
 */
@Story
class ClosingIT extends InBrowser {
  private static final String KEY = "CLOSE-IT";
  private static final String NAME = "Sample " + KEY;

  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Registers registers;
  @Autowired Progress progress;
  @Autowired Handovers handovers;

  @BeforeAll
  void allWorkIsDone() {
    itIs("2027-03-01T09:00");
    SampleProject.tracked(driver, projects, plans, KEY);
    registers.saveSystem(
        KEY,
        new PlanSystem(
            0,
            "Ledger of " + KEY,
            SystemAction.CHANGE,
            "tarek",
            "Production",
            Criticality.HIGH,
            "Sundays",
            null,
            null),
        "clara");
    for (int task = 1; task <= 3; task++) {
      progress.report(KEY, new NewProgress(task, 100, null, null, null, null, null), "clara");
    }
    driver.act("clara", KEY, "userTask_confirmAllWorkDone", Map.of());
  }

  @Test
  @Order(1)
  @DisplayName("The sponsor rejects the result; the coordinator reworks it, and it is accepted")
  void acceptance() {
    Person sofia = person("sofia");
    sofia.opensTask("Accept deliverables", NAME);
    Sheet goLive = sofia.frame().part("Go-live");
    goLive
        .chooses("Acceptance", "Rejected")
        .fills("Remarks, or why it is rejected", "Nobody can log in")
        .presses("Decide");
    sofia.frame().part("Go-live").sees("Rejected", "Nobody can log in");
    sofia.completes().isTold("is done");
    Person clara = person("clara");
    clara.opensTask("Rework deliverables", NAME).fills("What was done?", "Accounts were made");
    clara.frame().sees("Nobody can log in");
    clara.completes().isTold("is done");
    sofia.opensTask("Accept deliverables", NAME);
    sofia.frame().part("Go-live").sees("Accounts were made");
    sofia.frame().part("Go-live").ticks("The milestone is reached.");
    sofia
        .frame()
        .part("Go-live")
        .chooses("Acceptance", "Accepted with remarks")
        .fills("Remarks, or why it is rejected", "Manual by May")
        .presses("Decide");
    sofia.frame().part("Go-live").sees("Accepted with remarks");
    sofia.completes().isTold("is done");
  }

  @Test
  @Order(2)
  @DisplayName("The receiver refuses to sign, the coordinator settles it, and the receiver signs")
  void handover() {
    Person tarek = person("tarek");
    tarek.opensTask("Sign handover", NAME);
    tarek.frame().root().locator("input[name^=note-][value^='No open issue is known']").waitFor();
    tarek
        .frame()
        .sees("Restore from a backup tested", "Change, Production")
        .fills("Why you do not sign", "The restore was never tried")
        .presses("Do not sign");
    tarek.frame().sees("Signature refused", "The restore was never tried");
    tarek.completes().isTold("is done");
    Person clara = person("clara");
    clara.opensTask("Settle refusal", NAME).fills("What was done?", "Restored on Tuesday");
    clara.completes().isTold("is done");
    tarek.opensTask("Sign handover", NAME);
    tarek.frame().sees("Restored on Tuesday");
    handovers.of(KEY).get(0).points().forEach(point -> tarek.frame().chooses(point.label(), "Yes"));
    tarek.frame().presses("Save and sign");
    tarek.frame().sees("Signed by Tarek Haddad");
    tarek.completes().isTold("is done");
  }

  @Test
  @Order(3)
  @DisplayName("Goals are rated, the team evaluates, the days of early support are agreed")
  void rest() {
    Person clara = person("clara");
    clara.opensTask("Rate goals", NAME);
    Sheet goal = clara.frame().part("Orders in a minute");
    goal.chooses("Rating", "Reached").fills("Evidence", "45 s measured");
    clara.page().evaluate("window.confirm = said => { window.asked = said; return false; }");
    clara.sheet().presses("Complete");
    assertThat(clara.page().evaluate("window.asked")).asString().contains("is not saved yet");
    goal.presses("Rate");
    clara.frame().part("Orders in a minute").sees("45 s measured");
    clara.completes().isTold("is done");
    for (String member : new String[] {"tom", "tina"}) {
      person(member)
          .opensTask("Evaluate project", NAME)
          .fills("What went well", "The tests")
          .fills("What went badly", "The accounts")
          .fills("What should others do?", "Make accounts first")
          .chooses("How did the project go, all in all?", "4");
      person(member).completes().isTold("is done");
    }
    clara
        .opensProject(KEY, "Closing")
        .part("Early support")
        .fills("Days after the end, 0 for none", "10")
        .presses("Save");
    clara.isTold("Saved.");
    clara
        .sheet()
        .part("Evaluations of the team")
        .sees("2 of 2 answered. The average and the scores are shown from 3 answers on")
        .doesNotSee("of 5 on average")
        .doesNotSee("Tom Eriksen");
  }

  @Test
  @Order(4)
  @DisplayName("The manager accepts the result in Tasklist")
  void result() {
    Person maria = person("maria");
    maria.opensTask("Accept result", NAME); // as soon as the final report is made
    Tasklist tasklist = maria.opensTasklist();
    tasklist.choosesFilter("Approvals").opensTask("Accept result", KEY).claims();
    tasklist.form().chooses("Your decision", "Accept").fills("Comment", "Well done.");
    tasklist.completes();
    maria.seesInTime("the archive", () -> maria.opensProject(KEY, "Overview"), "Closed on");
  }

  @Test
  @Order(5)
  @DisplayName("The decision log names all of it, is verified, and the archive proves itself")
  void archive() throws Exception {
    Person maria = person("maria");
    maria
        .opensProject(KEY, "Decisions")
        .sees("Well done.", "Manual by May", "Nobody can log in", "The restore was never tried");
    maria.sheet().follows("Verify the log");
    maria.isTold("The log is intact");
    maria.opensProject(KEY, "Closing");
    byte[] made = maria.downloads(maria.sheet().link("Download the archive"));
    Path file = Files.createTempFile("archive", ".zip");
    Files.write(file, made);
    maria.sheet().follows("Verify an archive");
    maria.sheet().takesFile("Archive, a ZIP file", file).presses("Verify");
    maria.isTold("Intact: byte for byte the archive that was made on 1 Mar 2027");
    maria.sheet().sees("its newest entry is the one that stands in this installation");
    byte[] changed = made.clone();
    changed[changed.length / 2] ^= 1;
    Files.write(file, changed);
    maria.sheet().takesFile("Archive, a ZIP file", file).presses("Verify");
    maria.sheet().sees("Not intact", "differs");
    Files.delete(file);
    assertThat(made.length).isGreaterThan(10_000);
  }

  @Test
  @Order(6)
  @DisplayName("A problem is reported and solved, and at the end the support is wrapped up")
  void support() {
    Person tarek = person("tarek");
    tarek
        .opensProject(KEY, "Closing")
        .part("Early support")
        .fills("What is wrong?", "Slow since Monday")
        .chooses("System", "Ledger of " + KEY)
        .fills("Description", "Every booking takes a minute")
        .presses("Report the problem");
    tarek.isTold("Saved.");
    Person clara = person("clara");
    clara
        .opensTask("Solve problem", NAME)
        .fills("Cause", "An index was missing")
        .fills("Solution", "The index was made");
    clara.frame().sees("Every booking takes a minute");
    clara.completes().isTold("is done");
    clara
        .opensProject(KEY, "Closing")
        .part("Early support")
        .fills("How it was done", "The manual is written")
        .presses("Mark as done");
    clara.isTold("Saved.");
    itIs("2027-03-11T19:00");
    clara
        .opensTask("Wrap up early support", NAME)
        .fills("What happened?", "One slow day")
        .fills("What should others do?", "Look at the indexes first");
    clara.completes().isTold("is done");
    clara.opens("/systems?name=Ledger of " + KEY);
    clara.sheet().sees("Slow since Monday", "The index was made");
  }
}
