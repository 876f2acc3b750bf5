package dev.fairlead.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.FairleadTest;
import dev.fairlead.plan.PlanFixture;
import dev.fairlead.plan.PlanImports;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.exchange.PlanExport;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Projects;
import dev.fairlead.tracking.Postings;
import java.io.ByteArrayOutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;

/** Files that are no plans, or would be worse than that, to the page and to REST. */
@FairleadTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadUploadTests {
  private static final String KEY = "UPLOAD";
  private static final String SECRET = "the secret of the server";

  @TempDir static Path folder;

  @Autowired MockMvc web;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired PlanImports imports;
  @Autowired PlanExport export;
  @Autowired ObjectMapper json;
  @Autowired Postings postings;
  @Autowired JdbcClient jdbc;

  private String tracked;
  private ServerSocket listener;
  private final AtomicInteger callers = new AtomicInteger();

  @BeforeAll
  void begin() throws Exception {
    SampleProject.begin(projects, KEY, "20000");
    listener = new ServerSocket(0);
    Thread ear =
        new Thread(
            () -> {
              while (!listener.isClosed()) {
                try {
                  listener.accept().close();
                  callers.incrementAndGet();
                } catch (java.io.IOException over) {
                  // the test has gone
                }
              }
            });
    ear.setDaemon(true);
    ear.start();
  }

  @AfterAll
  void end() throws Exception {
    listener.close();
  }

  /** Name of the file and what it holds. */
  record Upload(String name, byte[] content, String words) {
    Upload(String name, String content, String words) {
      this(name, content.getBytes(StandardCharsets.UTF_8), words);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  Stream<Upload> files() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret.txt"), SECRET);
    byte[] xlsx = export.xlsxTemplate();
    byte[] random = new byte[5_000];
    new Random(7).nextBytes(random);
    byte[] mpp = random.clone();
    System.arraycopy(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0}, 0, mpp, 0, 4);
    String mspdi =
        "<?xml version=\"1.0\"?>%s<Project xmlns=\"http://schemas.microsoft.com/project\"><Tasks><Task><UID>1</UID>"
            + "<ID>1</ID><Name>%s</Name></Task></Tasks></Project>";
    String pmxml =
        "<?xml version=\"1.0\"?>%s<APIBusinessObjects><Project><Activity><Name>%s</Name></Activity></Project>"
            + "</APIBusinessObjects>";
    String file = "<!DOCTYPE Project [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>";
    String call =
        "<!DOCTYPE Project SYSTEM \"http://localhost:" + listener.getLocalPort() + "/x.dtd\">";
    StringBuilder laughs = new StringBuilder("<!DOCTYPE Project [<!ENTITY a0 \"ha\">");
    for (int i = 1; i < 30; i++) {
      laughs.append("<!ENTITY a" + i + " \"" + ("&a" + (i - 1) + ";").repeat(10) + "\">");
    }
    laughs.append("]>");
    String sheet =
        "<?xml version=\"1.0\"?>%s<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
            + "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Name</t></is></c></row><row r=\"2\">"
            + "<c r=\"A2\" t=\"inlineStr\"><is><t>%s</t></is></c></row></sheetData></worksheet>";
    return Stream.of(
        new Upload("empty.csv", "", "is empty"),
        new Upload("empty.mpp", "", "is empty"),
        new Upload("blank.csv", " \n \n", null),
        new Upload("header.csv", "Name,Duration\n", null),
        new Upload("open-quote.csv", "Name\n\"A\n", "cannot be read as CSV"),
        new Upload("cut.xml", mspdi.formatted("", "A").substring(0, 120), null),
        new Upload("cut.pmxml", pmxml.formatted("", "A").substring(0, 80), null),
        new Upload("cut.xlsx", Arrays.copyOf(xlsx, xlsx.length / 2), "its end is missing"),
        new Upload(
            "cut.xer", "ERMHDR\t19.12\n%T\tTASK\n%F\ttask_id\n%R\t1\n", "its end is missing"),
        new Upload("cut.mpp", Arrays.copyOf(mpp, 512), null),
        new Upload("damaged.mpp", mpp, null),
        new Upload("large.csv", new byte[20 * 1024 * 1024 + 1], "20"),
        new Upload("many.csv", "Name\n" + "A\n".repeat(50_001), "50,000"),
        new Upload("bomb.xlsx", bomb(), "unpacks to more than"),
        new Upload("crowd.xlsx", crowd(), "unpacks to more than"),
        new Upload("zip.xlsx", zip(Map.of("a.txt", "b".getBytes())), null),
        new Upload("secret.xml", mspdi.formatted(file, "&x;"), null),
        new Upload("secret.pmxml", pmxml.formatted(file, "&x;"), null),
        new Upload("secret.xlsx", workbook(xlsx, sheet.formatted(file, "&x;")), null),
        new Upload("call.xml", mspdi.formatted(call, "A"), null),
        new Upload("call.xlsx", workbook(xlsx, sheet.formatted(call, "A")), null),
        new Upload("laughs.xml", mspdi.formatted(laughs, "&a29;"), null),
        new Upload("laughs.pmxml", pmxml.formatted(laughs, "&a29;"), null),
        new Upload("laughs.xlsx", workbook(xlsx, sheet.formatted(laughs, "&a29;")), null),
        new Upload("deep.xml", mspdi.formatted("", "<a>".repeat(5_000)), null),
        new Upload("picture.xml", random, null),
        new Upload("picture.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, null),
        new Upload("page.html", "<html><body>Name</body></html>", null),
        new Upload("page.csv", "<!DOCTYPE html><html><script>fl()</script></html>", null),
        new Upload("program.mpp", "MZ\u0000\u0001\u0000", null),
        new Upload("document.xlsx", "%PDF-1.7\n%\u0000\u00ff", null),
        new Upload("letter.mpp", "Dear Sir or Madam,\nplease find attached", null),
        new Upload("formula.csv", "Name,Duration\nA,=cmd|' /C calc'!A0\n", null),
        new Upload("numbers.csv", "Name,Duration\nA,1e999\n", null),
        new Upload("nan.csv", "Name,Cost\nA,NaN\n", null),
        new Upload("negative.csv", "Name,Cost\nA,-5\n", null),
        new Upload("late.csv", "Name,Deadline\nA,+999999999-12-31\n", null),
        new Upload("dangling.csv", "Id,Name,Predecessors\n1,A,7\n", null),
        new Upload(
            "cycle.csv",
            "Id,Name,Predecessors\n1,A,3\n2,B,1\n3,C,2\n",
            "1 A -> 2 B -> 3 C -> 1 A"));
  }

  @ParameterizedTest
  @MethodSource("files")
  @Timeout(60)
  void whatIsNoPlanIsRefusedInOneSentenceAndNothingIsTaken(Upload file) throws Exception {
    WorkPlan before = plans.current(KEY);
    MockHttpServletResponse rest = send("/api/projects/" + KEY + "/plan/import", file);
    assertThat(rest.getStatus()).as(rest.getContentAsString()).isIn(413, 422);
    assertThat(rest.getContentType()).isEqualTo("application/problem+json");
    JsonNode problem = json.readTree(rest.getContentAsString(StandardCharsets.UTF_8));
    String sentence = problem.get("detail").asText();
    assertThat(sentence)
        .hasSizeBetween(20, 500)
        .endsWith(".")
        .doesNotContain("Exception", "java.", SECRET, "haha", "<script>");
    if (file.words() != null) {
      assertThat(sentence).contains(file.words());
    }

    MockHttpServletResponse page = send("/projects/" + KEY + "/plan/import", file);
    assertThat(page.getStatus()).isEqualTo(rest.getStatus());
    assertThat(Jsoup.parse(page.getContentAsString(StandardCharsets.UTF_8)).text())
        .contains(sentence.replaceAll("\\s+", " "));

    assertThat(plans.current(KEY)).isEqualTo(before);
    assertThat(imports.all(KEY)).isEmpty();
    assertThat(callers).as("nobody was called").hasValue(0);
  }

  /** None of these files names a day and a text either. */
  @ParameterizedTest
  @MethodSource("files")
  @Timeout(60)
  void whatIsNoTableOfPostingsIsRefusedInOneSentenceAndNothingIsPosted(Upload file)
      throws Exception {
    if (tracked == null) {
      tracked = PlanFixture.project(jdbc);
      PlanFixture.phase(jdbc, tracked, "TRACKING");
    }
    MockHttpServletResponse rest = send("/api/projects/" + tracked + "/postings/import", file);
    assertThat(rest.getStatus()).as(rest.getContentAsString()).isIn(413, 422);
    String sentence =
        json.readTree(rest.getContentAsString(StandardCharsets.UTF_8)).get("detail").asText();
    assertThat(sentence)
        .hasSizeBetween(20, 500)
        .endsWith(".")
        .doesNotContain("Exception", "java.", SECRET, "haha", "<script>");
    MockHttpServletResponse page = send("/projects/" + tracked + "/costs/import", file);
    assertThat(page.getStatus()).isEqualTo(rest.getStatus());
    assertThat(Jsoup.parse(page.getContentAsString(StandardCharsets.UTF_8)).text())
        .contains(sentence.replaceAll("\\s+", " "));
    assertThat(postings.page(tracked, null, 10)).isEmpty();
    assertThat(callers).as("nobody was called").hasValue(0);
  }

  @Test
  void aFileMayCallItselfWhatItLikes() throws Exception {
    SampleProject.begin(projects, "UPLOAD-2", "20000");
    for (String name :
        List.of(
            "../../../etc/passwd",
            "C:\\plan.csv",
            "<script>fl()</script>.csv",
            "x".repeat(10_000) + ".csv",
            "")) {
      Upload file =
          new Upload(name, "Name\nBuild\n=cmd|' /C calc'!A0\n<script>fl()</script>\n", null);
      MockHttpServletResponse answer = send("/api/projects/UPLOAD-2/plan/import", file);
      assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(200);
    }
    assertThat(imports.all("UPLOAD-2"))
        .allSatisfy(taken -> assertThat(taken.fileName()).hasSizeLessThan(201).doesNotContain("/"));
    String page =
        web.perform(
                org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get(
                        "/projects/UPLOAD-2/plan?view=list")
                    .with(user("clara").authorities(new SimpleGrantedAuthority("coordinators"))))
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(page).contains("&lt;script&gt;fl()", "=cmd|");
    assertThat(Jsoup.parse(page).select("script:not([src]):not([type=application/json])"))
        .isEmpty();
  }

  private MockHttpServletResponse send(String path, Upload file) throws Exception {
    return web.perform(
            multipart(path)
                .file(new MockMultipartFile("file", file.name(), null, file.content()))
                .with(user("clara").authorities(new SimpleGrantedAuthority("coordinators")))
                .with(csrf()))
        .andReturn()
        .getResponse();
  }

  // ---- workbooks

  /** A workbook like ours, with another first sheet. */
  private static byte[] workbook(byte[] xlsx, String sheet) throws Exception {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipFile zip = new ZipFile(Files.write(folder.resolve("plan.xlsx"), xlsx).toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    String first =
        entries.keySet().stream()
            .filter(n -> n.startsWith("xl/worksheets/sheet"))
            .findFirst()
            .orElseThrow();
    entries.put(first, sheet.getBytes(StandardCharsets.UTF_8));
    return zip(entries);
  }

  /** A hundred megabytes that come in a hundred kilobytes. */
  private static byte[] bomb() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
      byte[] megabyte = new byte[1024 * 1024];
      for (int i = 0; i < 100; i++) {
        zip.write(megabyte);
      }
    }
    return out.toByteArray();
  }

  private static byte[] crowd() throws Exception {
    Map<String, byte[]> entries = new TreeMap<>();
    for (int i = 0; i < 2_000; i++) {
      entries.put("xl/" + i, new byte[0]);
    }
    return zip(entries);
  }

  private static byte[] zip(Map<String, byte[]> entries) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return out.toByteArray();
  }
}
