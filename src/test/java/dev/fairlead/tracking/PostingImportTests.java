package dev.fairlead.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.FairleadTest;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.PlanFixture;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.project.MemberRate;
import dev.fairlead.project.MemberRates;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Postings out of files, good and bad, all of which are written here. */
@FairleadTest
class PostingImportTests {
  private static final String HEADER = "Date,Person,Task,Budget line,Kind,Hours,Amount,Text\n";
  private static final LocalDate MARCH = LocalDate.of(2027, 3, 31);

  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired Registers registers;
  @Autowired MemberRates rates;
  @Autowired Postings postings;
  @Autowired PostingImports imports;
  @Autowired Costs costs;
  @Autowired FairleadClock clock;

  private String key;

  @BeforeEach
  void aTrackedProject() {
    clock.stopAt(LocalDateTime.of(2027, 4, 1, 10, 0).atZone(ZoneId.systemDefault()).toInstant());
    forgetTheHours();
    key = PlanFixture.project(jdbc);
    registers.saveBudgetLine(
        key, new BudgetLine(0, "Labour", "Work", new BigDecimal("5000")), "clara");
    plans.edit(
        key,
        0,
        List.of(
            PlanEdit.of(Kind.ADD_TASK, -1, Map.of("name", "Analysis", "durationDays", "5")),
            PlanEdit.of(Kind.ADD_TASK, -2, Map.of("name", "Twin", "durationDays", "5")),
            PlanEdit.of(Kind.ADD_TASK, -3, Map.of("name", "Twin", "durationDays", "5"))),
        "clara");
    PlanFixture.phase(jdbc, key, "TRACKING");
  }

  @AfterEach
  void time() {
    clock.resume();
    forgetTheHours();
  }

  /** Hours of a day count over all projects, so each test has its days for itself. */
  private void forgetTheHours() {
    jdbc.sql("update posting set state = 'WITHDRAWN' where posting_day between ? and ?")
        .params(LocalDate.of(2027, 3, 1), MARCH)
        .update();
  }

  private static byte[] csv(String... rows) {
    return (HEADER + String.join("\n", rows)).getBytes(StandardCharsets.UTF_8);
  }

  private PostingImports.Preview held(byte[] content, String by) {
    imports.hold(key, "hours.csv", content, by);
    return imports.preview(key, by);
  }

  private int take(PostingImports.Preview preview, String by) {
    return imports.take(key, preview.right(), preview.total(), by);
  }

  @Test
  void rightRowsArePostedTogetherAfterALook() {
    rates.set(
        key, new MemberRate("tom", LocalDate.of(2027, 3, 10), new BigDecimal("100")), "clara");
    PostingImports.Preview preview =
        held(
            csv(
                "2027-03-02,tom,Analysis,labour,Time,8,,Interviews",
                "10.3.2027,Tom Eriksen,1,1,time,\"7,5\",,More interviews",
                "2027-03-03,,,,Expense,,\"1,250.50\",Tickets",
                ",,,,,,,",
                "2027-03-04,tina,,,,1,,Kind follows from the hours"),
            "clara");
    assertThat(preview.rows()).extracting(PostingRow::number).containsExactly(2, 3, 4, 6);
    assertThat(preview.rows()).allMatch(PostingRow::isRight);
    assertThat(preview.rows().get(1).amount()).as("rate of that day").isEqualByComparingTo("750");
    assertThat(preview.total()).isEqualByComparingTo("2730.50");
    assertThat(costs.actualCost(key, MARCH)).as("only looked at").isEqualByComparingTo("0");

    assertThat(take(preview, "clara")).isEqualTo(4);
    assertThat(costs.actualCost(key, MARCH)).isEqualByComparingTo("2730.50");
    assertThat(imports.waits(key, "clara")).isFalse();
    assertThat(postings.page(key, null, 10))
        .extracting(Posting::text)
        .containsExactly("Kind follows from the hours", "Tickets", "More interviews", "Interviews");
  }

  @Test
  void whatATeamMemberImportsWaits() {
    PostingImports.Preview preview =
        held(csv("2027-03-02,tom,,,Time,8,,Mine", "2027-03-02,tina,,,Time,8,,Not mine"), "tom");
    assertThat(preview.right()).isEqualTo(1);
    assertThat(preview.rows().get(1).problems().get(0).sentence()).contains("their own time");
    take(preview, "tom");
    assertThat(costs.actualCost(key, MARCH)).isEqualByComparingTo("0");
    assertThat(costs.waiting(key, MARCH)).isEqualByComparingTo("640");
  }

  @Test
  void eachWrongRowSaysWhatIsWrongInWhichColumn() {
    PostingImports.Preview preview =
        held(
            csv(
                "soon,tom,,,Time,8,,a",
                "2027-03-02,nobody,,,Time,8,,b",
                "2027-03-02,tom,Twin,,Time,8,,c",
                "2027-03-02,tom,,Travel,Time,8,,d",
                "2027-03-02,tom,,,Gift,8,,e",
                "2027-03-02,tom,,,Time,many,,f",
                "2027-03-02,tom,,,Time,-8,,g",
                "2027-03-02,tom,,,Time,25,,h",
                "2027-03-02,,,,Expense,,1.005,i",
                "2027-03-02,,,,Expense,,1e999,j",
                "2027-03-02,,,,Expense,8,10,k",
                "2028-01-01,,,,Expense,,10,l",
                "2027-02-01,,,,Expense,,10,m",
                "2027-03-02,,,,Expense,,10,",
                "2027-03-02,tarek,,,Time,1,,n",
                "2027-03-05,tom,,,Time,20,,o",
                "2027-03-05,tom,,,Time,5,,p",
                "soon,nobody,,,,,,q"),
            "clara");
    assertThat(preview.rows().stream().filter(PostingRow::isRight).map(PostingRow::number))
        .containsExactly(17);
    assertThat(
            preview.rows().stream()
                .filter(row -> !row.isRight())
                .map(row -> row.number() + " " + row.problems().get(0).column()))
        .containsExactly(
            "2 Date",
            "3 Person",
            "4 Task",
            "5 Budget line",
            "6 Kind",
            "7 Hours",
            "8 Hours",
            "9 Hours",
            "10 Amount",
            "11 Amount",
            "12 Hours",
            "13 Date",
            "14 Date",
            "15 Text",
            "16 Amount",
            "18 Hours",
            "19 Date");
    assertThat(preview.rows().get(17).problems()).as("all cells are looked at").hasSize(2);
    assertThat(preview.rows().get(0).problems().get(0).sentence())
        .isEqualTo("\"soon\" is not a date such as 2027-03-31.");
    assertThat(preview.rows().get(16).problems().get(0).sentence())
        .contains("more than 24 hours on 5 Mar 2027: 20 hours are posted already");
    assertThat(take(preview, "clara")).as("the right one only").isEqualTo(1);
    assertThat(postings.page(key, null, 50)).hasSize(1);
  }

  @Test
  void theSameFileTwiceIsNoticed() {
    byte[] file = csv("2027-03-02,tom,,,Time,8,,Mine", "2027-03-03,tom,,,Time,8,,Mine");
    take(held(file, "clara"), "clara");
    PostingImports.Preview again = held(file, "clara");
    assertThat(again.before().postings()).isEqualTo(2);
    assertThat(again.right()).isZero();
    assertThat(again.rows())
        .allSatisfy(
            row ->
                assertThat(row.problems().get(0).sentence())
                    .isEqualTo("The same is posted already."));
    assertThatThrownBy(() -> take(again, "clara")).hasMessageContaining("No row of the file");

    PostingImports.Preview more =
        held(
            csv(
                "2027-03-02,tom,,,Time,8,,Mine",
                "2027-03-04,tom,,,Time,8,,Mine",
                "2027-03-04,tom,,,Time,8,,mine"),
            "clara");
    assertThat(more.before()).isNull();
    assertThat(more.right()).isEqualTo(1);
    assertThat(more.rows().get(2).problems().get(0).sentence())
        .isEqualTo("It says the same as row 3.");
  }

  @Test
  void aFileThatGrowsCountsTheHoursThatAreThereOnce() {
    take(held(csv("2027-03-02,tom,,,Time,14,,Mine"), "clara"), "clara");
    PostingImports.Preview grown =
        held(
            csv(
                "2027-03-02,tom,,,Time,14,,Mine",
                "2027-03-02,tom,,,Time,8,,More",
                "2027-03-02,tom,,,Time,8,,more",
                "2027-03-02,tom,,,Time,3,,Too much"),
            "clara");
    assertThat(grown.rows())
        .extracting(row -> row.isRight() ? "right" : row.problems().get(0).sentence())
        .satisfiesExactly(
            there -> assertThat(there).isEqualTo("The same is posted already."),
            added -> assertThat(added).isEqualTo("right"),
            twice -> assertThat(twice).isEqualTo("It says the same as row 3."),
            tooMuch -> assertThat(tooMuch).contains("more than 24 hours", "22 hours"));
    assertThat(take(grown, "clara")).isEqualTo(1);
  }

  @Test
  void whatChangedSinceTheLookIsNotTakenBlindly() {
    PostingImports.Preview seen = held(csv("2027-03-02,tom,,,Time,20,,Mine"), "clara");
    postings.post(
        key,
        new NewPosting(
            LocalDate.of(2027, 3, 2),
            Posting.Kind.TIME,
            null,
            new BigDecimal("10"),
            "tom",
            null,
            null,
            "Else"),
        "clara");
    assertThatThrownBy(() -> take(seen, "clara")).hasMessageContaining("No row of the file");
    PostingImports.Preview other =
        held(csv("2027-03-03,tom,,,Time,20,,Mine", "2027-03-04,tom,,,Time,20,,Mine"), "clara");
    rates.set(key, new MemberRate("tom", LocalDate.of(2027, 3, 4), new BigDecimal("81")), "clara");
    assertThatThrownBy(() -> take(other, "clara")).isInstanceOf(ConflictException.class);
    assertThat(postings.page(key, null, 50)).hasSize(1);
    assertThat(imports.waits(key, "clara")).as("nothing is lost").isTrue();
    imports.leave(key, "clara");
    assertThatThrownBy(() -> imports.preview(key, "clara")).isInstanceOf(NotFoundException.class);
  }

  @Test
  void aWorkbookIsReadAsItsProgramMeansIt() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(out, "Test", "1.0")) {
      Worksheet sheet = workbook.newWorksheet("Hours");
      String[] titles = {"What for", "Day", "Hours", "User", "Mood"};
      for (int i = 0; i < titles.length; i++) {
        sheet.value(0, i, titles[i]);
      }
      sheet.value(2, 0, "Interviews");
      sheet.value(2, 1, LocalDate.of(2027, 3, 2));
      sheet.style(2, 1).format("dd.mm.yyyy").set();
      sheet.value(2, 2, 7.25);
      sheet.value(2, 3, "TOM");
      sheet.value(2, 4, "good");
    }
    PostingImports.Preview preview = held(out.toByteArray(), "tom");
    assertThat(preview.ignored()).containsExactly("Mood");
    assertThat(preview.rows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.number()).isEqualTo(3);
              assertThat(row.problems()).isEmpty();
              assertThat(row.hours()).isEqualByComparingTo("7.25");
              assertThat(row.day()).isEqualTo(LocalDate.of(2027, 3, 2));
            });
  }

  @Test
  void theTemplatesCanBeReadAgain() {
    for (byte[] template : List.of(imports.csvTemplate(), imports.xlsxTemplate())) {
      PostingImports.Preview preview = held(template, "clara");
      assertThat(preview.ignored()).isEmpty();
      assertThat(preview.rows()).extracting(PostingRow::text).contains("Installed the database");
      assertThat(preview.rows().get(0).day()).isEqualTo(LocalDate.of(2027, 3, 1));
      assertThat(preview.rows().get(1).amount()).isEqualByComparingTo("1200");
    }
  }

  @Test
  void whatIsNoTableIsRefused() throws Exception {
    refused("", "is empty");
    refused("\n\n", "");
    refused("Name,Hours\nA,1\n", "Date and Text must be among them");
    refused(HEADER, "holds no postings");
    refused("Date,Date,Text\n2027-03-02,2027-03-02,a\n", "is there twice");
    refused("Date,Text\n\"2027-03-02,a\n", "cannot be read as CSV");
    refused("Date,Text\n" + "2027-03-02,a\n".repeat(2_001), "more than 2,000 rows");
    refused("%PDF-1.7\n\0\0", "neither CSV nor an Excel workbook");
    refused("x".repeat(2 * 1024 * 1024 + 1), "larger than 2 MB");
    refused("<html><body>Date</body></html>", "must name the columns");
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("a.txt"));
    }
    refused(zip.toByteArray(), "ZIP archive");
    refused(java.util.Arrays.copyOf(imports.xlsxTemplate(), 600), "its end is missing");
    assertThat(imports.waits(key, "clara")).isFalse();
    PlanFixture.phase(jdbc, key, "CLOSED");
    assertThatThrownBy(() -> imports.hold(key, "a.csv", csv("2027-03-02,,,,,,1,a"), "clara"))
        .hasMessageContaining("Costs can be posted on");
    assertThatThrownBy(() -> imports.hold(key, "a.csv", csv("2027-03-02,,,,,,1,a"), "maria"))
        .hasMessageContaining("Only people of the project");
  }

  private void refused(String content, String words) {
    refused(content.getBytes(StandardCharsets.UTF_8), words);
  }

  private void refused(byte[] content, String words) {
    assertThatThrownBy(() -> imports.hold(key, "a.csv", content, "clara"))
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.field()).isEqualTo("file"))
        .hasMessageContaining(words);
  }

  @Test
  void otherProgramsTakeAWholeFileOrNothing() {
    byte[] half = csv("2027-03-02,tom,,,Time,8,,a", "2027-03-02,tom,,,Time,-1,,b");
    assertThatThrownBy(() -> imports.takeWhole(key, "a.csv", half, "clara"))
        .hasMessageStartingWith("Row 3, Hours: Hours must be more than 0");
    assertThat(postings.page(key, null, 10)).isEmpty();
    assertThat(imports.takeWhole(key, "a.csv", csv("2027-03-02,tom,,,Time,8,,a"), "clara"))
        .isEqualTo(1);
  }
}
