package dev.fairlead.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import dev.fairlead.plan.ConstraintType;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.PlanEditor;
import dev.fairlead.plan.PlanFixture;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.TaskLink;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.shared.FairleadClock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A coordinator plans in the browser, by keyboard and by mouse, alone and with a second one. */
class PlanEditorIT extends InBrowser {
  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired PlanEditor editor;
  @Autowired FairleadClock clock;

  private final List<PlanEditorScreen> screens = new ArrayList<>();
  private String key;

  @BeforeEach
  void aProject() {
    key = PlanFixture.project(jdbc);
  }

  @AfterEach
  void nothingWentWrongInTheBrowser() {
    clock.resume();
    screens.forEach(PlanEditorScreen::close);
    jdbc.sql("update plan_task set owner = null where owner like 'crowd%'").update();
    jdbc.sql("delete from app_user where username like 'crowd%'").update();
    List<String> errors = screens.stream().flatMap(screen -> screen.errors.stream()).toList();
    screens.clear();
    assertThat(errors).isEmpty();
  }

  private PlanEditorScreen screen(String person) {
    PlanEditorScreen screen = new PlanEditorScreen(browser(), home(), person, 1440, 900);
    screens.add(screen);
    return screen;
  }

  private static PlanEdit edit(Kind kind, Integer task, Map<String, String> values) {
    return new PlanEdit(kind, task, values);
  }

  /** 1 Interviews (5 days), 2 Build (10 days) after it, 3 Party (1 day). */
  private void smallPlan() {
    editor.edit(
        key,
        0,
        List.of(
            edit(Kind.ADD_TASK, -1, Map.of("name", "Interviews", "durationDays", "5")),
            edit(Kind.ADD_TASK, -2, Map.of("name", "Build", "durationDays", "10")),
            edit(Kind.ADD_TASK, -3, Map.of("name", "Party")),
            edit(Kind.ADD_LINK, -2, Map.of("predecessor", "-1"))),
        "clara");
  }

  private List<String> names() {
    return plans.current(key).tasks().stream().map(PlanTask::name).toList();
  }

  @Test
  void aSmallPlanIsTypedWithoutTouchingTheMouse() {
    PlanEditorScreen clara = screen("clara").open(key);
    clara.page.locator(".pe-draft [data-column=name]").focus();
    for (String name : List.of("Analysis", "Interviews", "Report", "Build", "Go live")) {
      clara.type(name).press("Enter");
    }
    clara.settled();
    assertThat(names()).containsExactly("Analysis", "Interviews", "Report", "Build", "Go live");

    // from the empty row up to Report, which goes below Interviews with it
    clara.press("ArrowUp", "ArrowUp", "ArrowUp", "Shift+ArrowUp", "Alt+Shift+ArrowRight").settled();
    assertThat(clara.text(3, "wbs")).isEqualTo("1.2");

    clara.press("Escape", "Tab").at(2, "duration");
    clara.type("1w").press("Enter").type("4h").press("Enter").type("10d").press("Enter");
    clara.type("0").press("Tab").settled();
    clara.at(3, "predecessors").type("2").press("Enter").type("3FS+2d").press("Enter");
    clara.type("4;2SS+1w").press("Tab").type("tom").press("Enter").settled();

    WorkPlan plan = plans.current(key);
    assertThat(plan.tasks())
        .extracting(PlanTask::durationMinutes)
        .containsExactly(480L, 2400L, 240L, 4800L, 0L);
    assertThat(plan.task(5).milestone()).isTrue();
    assertThat(plan.task(5).owner()).isEqualTo("tom");
    assertThat(plan.links())
        .extracting(TaskLink::predecessor, TaskLink::successor)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(2, 3),
            org.assertj.core.groups.Tuple.tuple(3, 4),
            org.assertj.core.groups.Tuple.tuple(4, 5),
            org.assertj.core.groups.Tuple.tuple(2, 5));
    assertThat(clara.cell(4, "start")).hasText("10 Mar 2027");
    assertThat(clara.text(5, "predecessors")).isEqualTo("2SS+5d; 4");
    assertThat(clara.page.locator(".pe-strip")).containsText("24 Mar 2027");
  }

  @Test
  void aRefusalStaysAtItsCellAndLosesNothing() {
    smallPlan();
    PlanEditorScreen clara = screen("clara").open(key);
    clara.at(1, "predecessors").type("2").press("Enter").settled();
    Locator input = clara.cell(1, "predecessors").locator("input");
    assertThat(input).hasValue("2");
    assertThat(input).isFocused();
    assertThat(clara.page.locator(".pe-bubble"))
        .containsText(Pattern.compile("wait for each other in a circle.*Interviews.*Build"));
    assertThat(plans.current(key).links()).hasSize(1);
    input.fill("3");
    clara.press("Enter").settled();
    assertThat(clara.page.locator(".pe-bubble")).isHidden();
    assertThat(clara.text(1, "start")).isEqualTo("2 Mar 2027");
  }

  @Test
  void rowsAreInsertedMovedAndDeletedAfterAQuestion() {
    smallPlan();
    PlanEditorScreen clara = screen("clara").open(key);
    clara.at(2, "name").press("Insert").type("Design").press("Enter").settled();
    assertThat(names()).containsExactly("Interviews", "Design", "Build", "Party");
    clara.at(3, "name").press("Alt+Shift+ArrowUp").settled();
    assertThat(names()).containsExactly("Interviews", "Design", "Party", "Build");
    clara.at(4, "name").alsoSelect(3).press("Delete");
    clara.page.getByText("Cancel", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(names()).hasSize(4);
    clara.press("Delete");
    Locator dialog = clara.page.locator("dialog");
    assertThat(dialog).containsText("Design");
    assertThat(dialog).containsText("Party");
    dialog.locator(".btn-danger").click();
    // the answer to the question takes a moment to become an edit
    assertThat(clara.cell(3, "name")).hasCount(0);
    clara.settled();
    assertThat(names()).containsExactly("Interviews", "Build");
    clara.press("Control+z").settled();
    assertThat(names()).containsExactly("Interviews", "Design", "Party", "Build");
  }

  @Test
  void whatWasDoneIsUndoneAndDoneAgainAlsoAfterAReload() {
    smallPlan();
    PlanEditorScreen clara = screen("clara").open(key);
    clara.at(2, "duration").type("4").press("Enter").settled();
    clara.at(3, "name").press("Alt+Shift+ArrowRight").settled();
    assertThat(clara.text(3, "wbs")).isEqualTo("2.1");
    clara.reload().at(1, "name").press("Control+z").settled();
    assertThat(clara.text(3, "wbs")).isEqualTo("3");
    clara.press("Control+z").settled();
    assertThat(clara.text(2, "duration")).isEqualTo("10d");
    clara.press("Control+y").settled();
    assertThat(clara.text(2, "duration")).isEqualTo("4d");
    clara.page.locator("[data-act=history]").click();
    assertThat(clara.page.locator(".pe-history li")).hasCount(6);
    assertThat(clara.page.locator(".pe-history li").nth(1)).containsText("Undone");
  }

  @Test
  void numbersAreTypedAsInEveryForm() {
    smallPlan();
    PlanEditorScreen clara = screen("clara").open(key);
    clara.at(1, "duration").type("2,5d").press("Enter").settled();
    clara.at(2, "duration").type("1,250h").press("Enter").settled();
    assertThat(clara.text(1, "duration")).isEqualTo("2.5d");
    assertThat(clara.text(2, "duration")).isEqualTo("156.25d");
    assertThat(plans.current(key).task(2).durationMinutes()).isEqualTo(75_000);
  }

  /** Width of a column's head and of its cells, which must never differ. */
  private static int width(PlanEditorScreen screen, String label, String column) {
    double head = head(screen, label).boundingBox().width;
    assertThat(screen.cell(1, column).boundingBox().width).isEqualTo(head);
    return (int) Math.round(head);
  }

  private static Locator head(PlanEditorScreen screen, String label) {
    return screen.page.locator(".pe-th[title='" + label + "']");
  }

  @Test
  void columnsAreMadeWiderByMouseAndByKeysAndStayAsTheyAre() {
    smallPlan();
    PlanEditorScreen clara = screen("clara").open(key);
    int usual = width(clara, "Task", "name");
    Locator grip = head(clara, "Task").locator(".pe-grip");
    BoundingBox edge = grip.boundingBox();
    clara.drag(grip, 3, 20, edge.x + 3 + 90, edge.y + 20);
    assertThat(width(clara, "Task", "name")).isEqualTo(usual + 90);
    assertThat(names()).containsExactly("Interviews", "Build", "Party");

    int duration = width(clara, "Duration", "duration");
    clara.at(1, "duration").press("Control+Shift+ArrowLeft", "Control+Shift+ArrowLeft");
    int narrower = width(clara, "Duration", "duration");
    assertThat(narrower).isLessThan(duration);
    assertThat(clara.page.locator(".pe-live")).containsText("Duration: " + narrower + " pixels");
    assertThat(clara.cell(1, "duration")).isFocused();

    clara.reload();
    assertThat(width(clara, "Task", "name")).isEqualTo(usual + 90);
    assertThat(width(clara, "Duration", "duration")).isEqualTo(narrower);

    clara.page.locator(".pe-menu summary").click();
    clara.page.locator("[data-act=usualWidths]").click();
    assertThat(width(clara, "Task", "name")).isEqualTo(usual);
    assertThat(width(clara, "Duration", "duration")).isEqualTo(duration);
  }

  @Test
  void aDoubleClickMakesAColumnAsWideAsWhatItHolds() {
    String longName = "Interviews with everybody in the warehouses of all three countries";
    editor.edit(
        key,
        0,
        List.of(edit(Kind.ADD_TASK, -1, Map.of("name", longName, "durationDays", "5"))),
        "clara");
    PlanEditorScreen clara = screen("clara").open(key);
    String cutOff = "el => el.scrollWidth > el.clientWidth";
    assertThat(clara.cell(1, "name").evaluate(cutOff)).isEqualTo(true);
    head(clara, "Task").locator(".pe-grip").dblclick();
    assertThat(clara.cell(1, "name").evaluate(cutOff)).isEqualTo(false);
    int fitting = width(clara, "Task", "name");
    // not wider than it has to be
    clara.at(1, "name").press("Control+Shift+ArrowLeft", "Control+Shift+ArrowLeft");
    assertThat(width(clara, "Task", "name")).isLessThan(fitting);
    assertThat(clara.cell(1, "name").evaluate(cutOff)).isEqualTo(true);
  }

  @Test
  void barsAreDraggedToMoveToLastLongerAndToLink() {
    smallPlan();
    PlanEditorScreen clara = screen("clara").open(key);
    clara.page.selectOption("#pe-zoom", "day");
    BoundingBox party = clara.bar(3).boundingBox();
    // two days to the right of Monday, 30 pixels a day
    clara.drag(clara.bar(3), 10, 7, party.x + 70, party.y + 7);
    PlanTask moved = plans.current(key).task(3);
    assertThat(moved.constraint()).isEqualTo(ConstraintType.START_NO_EARLIER_THAN);
    assertThat(moved.constraintDate().toLocalDate()).isEqualTo(LocalDate.of(2027, 3, 3));
    assertThat(clara.page.locator(".pe-live")).containsText("no earlier than 3 Mar 2027");

    Locator end = clara.bar(1).locator(".pe-end");
    BoundingBox at = end.boundingBox();
    clara.drag(end, 4, 7, at.x + 4 - 60, at.y + 7);
    assertThat(plans.current(key).task(1).durationMinutes()).isEqualTo(3 * 480);

    clara.bar(3).hover();
    Locator dot = clara.bar(3).locator(".pe-dot");
    BoundingBox target = clara.bar(1).boundingBox();
    clara.drag(dot, 5, 5, target.x + 20, target.y + 7);
    assertThat(plans.current(key).links())
        .anySatisfy(
            link -> {
              assertThat(link.predecessor()).isEqualTo(3);
              assertThat(link.successor()).isEqualTo(1);
            });
    assertThat(clara.cell(1, "start")).hasText("4 Mar 2027");
  }

  @Test
  void rowsOfASpreadsheetBecomeTasks() {
    smallPlan();
    PlanEditorScreen clara = screen("clara").open(key);
    clara.page.locator(".pe-draft [data-column=name]").click();
    clara.copied("Test\t3d\nTrain people\t2w\nHand over\t1").press("Control+v");
    assertThat(clara.cell(6, "name")).containsText("Hand over");
    clara.settled();
    assertThat(names())
        .containsExactly("Interviews", "Build", "Party", "Test", "Train people", "Hand over");
    assertThat(plans.current(key).task(5).durationMinutes()).isEqualTo(10 * 480);
  }

  @Test
  void oneOwnerIsGivenToSeveralTasks() {
    smallPlan();
    PlanEditorScreen clara = screen("clara").open(key);
    clara.at(1, "name").alsoSelect(3);
    clara.page.selectOption("#pe-owner", "tina");
    clara.settled();
    assertThat(plans.current(key).tasks()).extracting(PlanTask::owner).containsOnly("tina");
    assertThat(clara.text(2, "owner")).isEqualTo("Tina Okafor");
  }

  private void crowd() {
    for (int i = 10; i < 90; i++) {
      jdbc.sql("insert into app_user values (?, ?, ?, '', true)")
          .params("crowd" + i, i < 12 ? "Nina Namesake" : "Person " + i, i + "@example.org")
          .update();
    }
  }

  @Test
  void formsFindOneOfManyPeopleWhileTheyAreTyped() {
    crowd();
    Person clara = person("clara");
    clara.opens("/projects/new");
    Locator member = clara.page().locator("[name='team[0].username']");
    Locator found = clara.page().locator("[id='team[0].username-people'] option");
    assertThat(found).hasCount(0);
    member.pressSequentially("person 3");
    assertThat(found).hasCount(17);
    assertThat(found.first()).hasAttribute("value", "crowd13");
    assertThat(found.first()).hasText("Person 13");
    Locator called = clara.page().locator("[id='team[0].username-name']");
    assertThat(called).isEmpty();
    member.fill("crowd13");
    assertThat(called).hasText("Person 13");
    member.fill("nobody is called so");
    assertThat(found).hasCount(0);
    assertThat(called).isEmpty();
    assertThat(AccessibilityIT.problems(clara.page())).isEmpty();
  }

  @Test
  void somebodyElseIsFoundAmongManyPeopleByPartsOfTheirName() {
    crowd();
    smallPlan();
    PlanEditorScreen tom = screen("tom").open(key);
    PlanEditorScreen clara = screen("clara").open(key);
    Locator offered = clara.page.locator("#pe-owner option");
    assertThat(offered.last()).hasText("Somebody else…");
    assertThat(clara.page.locator("#pe-owner")).not().containsText("Person");

    // chosen from the list of the cell, which says nothing until it is complete
    clara.at(1, "owner").type("Somebody else…");
    Locator dialog = clara.page.locator("dialog");
    Locator field = dialog.getByRole(AriaRole.COMBOBOX);
    assertThat(field).isFocused();
    clara.type("person");
    assertThat(dialog.getByRole(AriaRole.OPTION)).hasCount(20);
    assertThat(dialog.getByRole(AriaRole.STATUS)).containsText("58 more");
    assertThat(AccessibilityIT.problems(clara.page)).isEmpty();
    clara.type(" 3");
    assertThat(dialog.getByRole(AriaRole.OPTION)).hasCount(17);
    clara.press("ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp");
    assertThat(dialog.locator("[aria-selected=true]")).hasText("Person 73crowd73");
    clara.press("Enter");
    assertThat(clara.cell(1, "owner")).hasText("Person 73");
    assertThat(clara.settled().cell(1, "owner")).isFocused();
    assertThat(clara.page.locator("#pe-owner")).containsText("Person 73");
    assertThat(tom.cell(1, "owner")).hasText("Person 73");

    // for several tasks, after looking for somebody who is not there
    clara.at(2, "name").alsoSelect(3);
    clara.page.selectOption("#pe-owner", "?");
    clara.type("nobody here");
    assertThat(dialog.getByRole(AriaRole.STATUS)).containsText("\"nobody here\"");
    clara.press("Enter");
    field.fill("namesake");
    assertThat(dialog.getByRole(AriaRole.OPTION)).hasCount(2);
    dialog.getByText("crowd11").click();
    assertThat(clara.cell(3, "owner")).hasText("Nina Namesake");
    clara.settled();

    // a name that nobody near has is searched for; Escape leaves everything as it was
    clara.press("Escape", "Tab").at(2, "owner").type("Person 8").press("Enter");
    assertThat(field).hasValue("Person 8");
    assertThat(dialog.getByRole(AriaRole.OPTION)).hasCount(17);
    clara.type("8");
    assertThat(dialog.getByRole(AriaRole.OPTION)).hasText(new String[] {"Person 88crowd88"});
    clara.press("Escape");
    assertThat(dialog).hasCount(0);
    assertThat(clara.cell(2, "owner")).hasText("Nina Namesake");

    // in the details of a task, to a namesake
    clara.at(3, "name").press("Alt+Enter");
    Locator owner = clara.page.locator("#pe-d-owner");
    owner.fill("crowd10");
    owner.press("Enter");
    assertThat(dialog.getByRole(AriaRole.OPTION)).hasCount(1);
    clara.press("Enter");
    assertThat(clara.cell(3, "owner")).hasText("Nina Namesake (crowd10)");
    assertThat(clara.settled().page.locator("#pe-d-owner")).isFocused();

    // a name from a spreadsheet, of somebody whom the page does not know
    clara.at(2, "owner").copied("Person 44").press("Control+v");
    assertThat(clara.cell(2, "owner")).hasText("Person 44");

    clara.settled().reload();
    assertThat(plans.current(key).tasks())
        .extracting(PlanTask::owner)
        .containsExactly("crowd73", "crowd44", "crowd10");
    assertThat(clara.text(1, "owner")).isEqualTo("Person 73");
    assertThat(clara.text(3, "owner")).isEqualTo("Nina Namesake");
  }

  @Test
  void aDayOffOfTheProjectMovesTheWork() {
    smallPlan();
    PlanEditorScreen clara = screen("clara").open(key);
    clara.page.locator("[data-act=calendar]").click();
    clara.page.fill("#pe-c-first", "2027-03-03");
    clara.page.locator(".pe-panel form button").click();
    clara.settled();
    assertThat(clara.cell(1, "finish")).hasText("8 Mar 2027");
    assertThat(clara.page.locator(".pe-days")).containsText("3 Mar 2027");
  }

  @Test
  void twoPeopleAtOnceKeepBothTheirChangesOrAreToldWhatClashes() {
    jdbc.sql(
            "insert into substitution (username, deputy, first_day, last_day) values ('clara', 'colin', ?, ?)")
        .params(LocalDate.of(2020, 1, 1), LocalDate.of(2099, 12, 31))
        .update();
    smallPlan();
    PlanEditorScreen clara = screen("clara").open(key);
    PlanEditorScreen colin = screen("colin").open(key);

    // different fields of the same task
    clara.at(2, "name").press("F2").press("End").type(" it");
    colin.at(2, "duration").type("8").press("Enter").settled();
    clara.press("Enter").settled();
    assertThat(plans.current(key).task(2))
        .returns("Build it", PlanTask::name)
        .returns(8 * 480L, PlanTask::durationMinutes);
    assertThat(clara.cell(2, "duration")).hasText("8d");
    assertThat(clara.page.locator(".pe-live")).containsText("Colin Abara");
    // what the other did appears by itself
    assertThat(colin.cell(2, "name")).containsText("Build it");

    // the same field: told, and nothing overwritten
    clara.at(1, "duration").type("7");
    colin.at(1, "duration").type("6").press("Enter").settled();
    clara.press("Enter");
    Locator question = clara.page.locator("dialog");
    assertThat(question).containsText("Colin Abara changed the duration");
    assertThat(question).containsText("from 5 to 6; you want 7");
    assertThat(plans.current(key).task(1).durationMinutes()).isEqualTo(6 * 480);
    question.getByText("Take theirs").click();
    clara.settled();
    assertThat(clara.cell(1, "duration")).hasText("6d");
    assertThat(plans.current(key).task(1).durationMinutes()).isEqualTo(6 * 480);

    clara.at(1, "duration").type("9");
    colin.at(1, "duration").type("3").press("Enter").settled();
    clara.press("Enter");
    question.getByText("Keep mine").click();
    assertThat(colin.cell(1, "duration")).hasText("9d");
    assertThat(plans.current(key).task(1).durationMinutes()).isEqualTo(9 * 480);
  }

  /** The editor asks what others saved; a step of one's own is saved before the answer is there. */
  @Test
  void anAnswerThatOnesOwnStepOvertookLoadsNothingAnew() {
    smallPlan();
    PlanEditorScreen clara = screen("clara").open(key);
    Pattern question = Pattern.compile(".*/changes\\?since=[0-9]+");
    Route.FulfillOptions stale =
        new Route.FulfillOptions()
            .setStatus(409)
            .setContentType("application/problem+json")
            .setBody("{\"detail\":\"Not the same any more\"}");
    List<Route> asked = new ArrayList<>();
    clara.page.waitForRequest(question, () -> clara.page.route(question, asked::add));
    clara.at(2, "name").type("Build it").press("Enter").settled();
    assertThat(plans.current(key).task(2).name()).isEqualTo("Build it");
    assertThat(asked).hasSize(1);
    clara.page.waitForRequest(question, () -> asked.get(0).fulfill(stale));
    Locator reloaded = clara.page.getByText("has been loaded anew");
    assertThat(reloaded).hasCount(0);

    asked.get(1).fulfill(stale);
    assertThat(reloaded).isVisible();
  }

  @Test
  void aThousandTasksNeedFewRowsInTheDocument() {
    List<PlanEdit> edits = new ArrayList<>();
    for (int i = 1; i <= 1_000; i++) {
      edits.add(edit(Kind.ADD_TASK, -i, Map.of("name", "Task " + i)));
      if (i > 1) {
        edits.add(edit(Kind.ADD_LINK, -i, Map.of("predecessor", String.valueOf(1 - i))));
      }
    }
    editor.edit(key, 0, edits, "clara");
    PlanEditorScreen clara = screen("clara").open(key);
    Locator rows = clara.page.locator(".pe-row");
    assertThat(clara.page.locator("[role=treegrid]")).hasAttribute("aria-rowcount", "1002");
    assertThat(rows.count()).isBetween(10, 80);
    clara.at(1, "name").press("Control+End");
    assertThat(clara.cell(1_000, "name")).isVisible();
    assertThat(rows.count()).isBetween(10, 80);
    clara.press("Control+Home");
    clara.at(1, "duration").type("2").press("Enter").settled();
    assertThat(clara.cell(2, "start")).hasText("3 Mar 2027");
    clara.press("Control+End");
    assertThat(clara.cell(1_000, "start")).not().isEmpty();
    assertThat(plans.schedule(key).byNumber().get(1_000).start().toLocalDate())
        .isEqualTo(LocalDate.of(2030, 12, 30));
  }

  /** The dates of these plans lie ahead, whenever the test runs. */
  @Test
  void overloadsAreLevelledByKeyboardAndTakenBackInOneStep() {
    clock.stopAt(LocalDateTime.of(2027, 2, 1, 10, 0).atZone(ZoneId.systemDefault()).toInstant());
    jdbc.sql("update project set phase = 'CLOSED' where project_key <> ?").params(key).update();
    List<PlanEdit> edits = new ArrayList<>();
    for (int i = 1; i <= 30; i++) {
      edits.add(edit(Kind.ADD_TASK, -i, Map.of("name", "Task " + i, "owner", "tom")));
    }
    edits.add(edit(Kind.ADD_TASK, -31, Map.of("name", "Long", "durationDays", "20")));
    editor.edit(key, 0, edits, "clara");
    PlanEditorScreen clara = new PlanEditorScreen(browser(), home(), "clara", 1366, 768).open(key);
    screens.add(clara);
    Locator button = clara.page.locator("[data-act=level]");
    BoundingBox undo = clara.page.locator("[data-act=undo]").boundingBox();
    assertThat(button.boundingBox().y).as("one row").isCloseTo(undo.y, within(4.0));

    button.focus();
    clara.press("Enter");
    Locator dialog = clara.page.locator("dialog");
    assertThat(dialog.getByRole(AriaRole.STATUS))
        .containsText("The project still finishes on 26 Mar 2027.");
    assertThat(dialog.locator("tbody tr")).hasCount(19);
    assertThat(dialog.locator("tbody tr").first()).containsText("within");
    assertThat(dialog).containsText("Overloads that stay (1)");
    Locator found = dialog.getByRole(AriaRole.REGION);
    assertThat((boolean) found.evaluate("e => e.scrollHeight > e.clientHeight"))
        .as("the list scrolls, the buttons stay")
        .isTrue();
    assertThat(dialog.getByText("Apply").boundingBox().y).isLessThan(768);
    clara.press("Escape").settled();
    assertThat(dialog).hasCount(0);
    assertThat(plans.current(key).version()).as("nothing was done").isEqualTo(1);

    button.focus();
    clara.press("Enter");
    assertThat(dialog.locator("tbody tr")).hasCount(19);
    clara.press("ArrowDown");
    assertThat(dialog.locator("tbody tr")).hasCount(29);
    assertThat(dialog.getByRole(AriaRole.STATUS))
        .containsText("The project finishes on 9 Apr 2027 instead of 26 Mar 2027.");
    assertThat(dialog.locator("tbody tr").last()).containsText("d beyond");
    dialog.getByText("Apply").press("Enter");
    assertThat(clara.page.locator(".pe-live")).containsText("Tasks that start later now: 29.");
    clara.settled();
    assertThat(clara.page.locator(".pe-strip")).containsText("9 Apr 2027");
    assertThat(clara.cell(2, "start")).hasText("2 Mar 2027");
    assertThat(plans.current(key).version()).isEqualTo(2);

    clara.at(1, "name").press("Control+z").settled();
    assertThat(clara.page.locator(".pe-strip")).containsText("26 Mar 2027");
    assertThat(plans.current(key).tasks())
        .allMatch(task -> task.constraint() == ConstraintType.AS_SOON_AS_POSSIBLE);
  }

  /** The server computes it for seconds where a plan is large. */
  @Test
  void aProposalIsNoLongerAskedForWhenNobodyWaitsForIt() {
    clock.stopAt(LocalDateTime.of(2027, 2, 1, 10, 0).atZone(ZoneId.systemDefault()).toInstant());
    jdbc.sql("update project set phase = 'CLOSED' where project_key <> ?").params(key).update();
    Map<String, String> own =
        Map.of(
            "name", "Two",
            "owner", "tom",
            "constraint", "START_NO_EARLIER_THAN",
            "constraintDate", "2027-03-01");
    editor.edit(
        key,
        0,
        List.of(
            edit(Kind.ADD_TASK, -1, Map.of("name", "One", "owner", "tom")),
            edit(Kind.ADD_TASK, -2, own)),
        "clara");
    PlanEditorScreen clara = new PlanEditorScreen(browser(), home(), "clara", 1366, 768).open(key);
    screens.add(clara);
    List<String> ended = new CopyOnWriteArrayList<>();
    clara.page.onRequestFailed(request -> ended.add(request.url()));
    String address = "**/levelling?keepFinish=*";
    clara.page.route(address, route -> {});
    Locator button = clara.page.locator("[data-act=level]");
    button.focus();
    clara.press("Enter");
    Locator dialog = clara.page.locator("dialog");
    assertThat(dialog.getByRole(AriaRole.STATUS)).containsText("The delays are being computed.");
    dialog.locator("input").last().check();
    clara.page.waitForCondition(() -> ended.size() == 1);
    dialog.getByText("Cancel").click();
    clara.page.waitForCondition(() -> ended.size() == 2);
    assertThat(ended.get(0)).endsWith("keepFinish=true");
    assertThat(ended.get(1)).endsWith("keepFinish=false");

    clara.page.unroute(address);
    button.click();
    dialog.locator("input").last().check();
    assertThat(dialog.locator("tbody tr"))
        .containsText("2 Two replaces \"start no earlier than\" 1 Mar 2027");
    dialog.getByText("Cancel").click();
  }

  @Test
  void whoMayNotEditIsToldWhyAndReadsAll() {
    smallPlan();
    PlanEditorScreen tom = screen("tom").open(key);
    assertThat(tom.page.locator(".pe-why")).containsText("Clara Lindgren");
    tom.at(2, "name").type("x").press("Enter", "Delete").settled();
    assertThat(tom.page.locator("[data-act=level]")).isDisabled();
    assertThat(tom.page.locator(".pe-input, dialog")).hasCount(0);
    assertThat(names()).containsExactly("Interviews", "Build", "Party");
    tom.press("Alt+Enter");
    assertThat(tom.page.locator(".pe-panel:visible")).containsText("Build");
  }

  @Test
  void onAPhoneThePlanIsAList() {
    smallPlan();
    PlanEditorScreen phone = new PlanEditorScreen(browser(), home(), "clara", 390, 800);
    screens.add(phone);
    phone.page.navigate(home() + "/projects/" + key + "/plan");
    phone.page.waitForURL(url -> url.endsWith("/plan?view=list"));
    assertThat(phone.page.locator("#work")).containsText("Interviews");
  }
}
