package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What only a real server shows: uploads that it cuts off, and errors that it answers itself. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:rest;DB_CLOSE_DELAY=-1",
      "camunda.bpm.job-execution.enabled=false",
      "fairlead.demo-world=false"
    })
class RealServerIT {
  private static final byte[] HUGE = new byte[25 * 1024 * 1024];

  @LocalServerPort int port;

  private String url() {
    return "http://localhost:" + port;
  }

  private Visitor clara() {
    Visitor clara = new Visitor(url());
    assertThat(clara.logIn("clara", "fairlead-demo")).isTrue();
    return clara;
  }

  private HttpResponse<String> rest(HttpRequest.Builder request, String login) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            request
                .header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aFileThatIsTooLargeIsRefusedInWordsByThePage() {
    Visitor clara = clara();
    clara.submit(
        "/projects/new",
        "/projects",
        "key",
        "HUGE",
        "name",
        "Huge",
        "sponsor",
        "sofia",
        "coordinator",
        "clara",
        "start",
        "2027-01-04",
        "deadline",
        "2027-06-30",
        "budget",
        "1000",
        "goals[0].statement",
        "Small",
        "goals[0].measure",
        "MB",
        "goals[0].target",
        "1");
    Visitor.Answer answer =
        clara.upload("/projects/HUGE/plan", "/projects/HUGE/plan/import", "plan.csv", HUGE);
    assertThat(answer.status()).as(answer.page()).isEqualTo(413);
    assertThat(Jsoup.parse(answer.page()).select("main").text()).contains("too large");
    assertThat(clara.get("/projects/HUGE/plan").status()).isEqualTo(200);
  }

  @Test
  void aFileThatIsTooLargeIsAProblemForPrograms() throws Exception {
    HttpResponse<String> answer =
        rest(
            Visitor.multipart(
                URI.create(url() + "/api/projects/X/plan/import"), "", "plan.csv", HUGE),
            "clara:fairlead-demo");
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("too large");
  }

  @Test
  void anArchiveMayBeLargerThanOtherFilesButIsTakenFromNoStranger() {
    Visitor.Answer answer =
        clara().upload("/archive/verify", "/archive/verify", "archive.zip", HUGE);
    assertThat(answer.status()).as(answer.page()).isEqualTo(422);
    assertThat(Jsoup.parse(answer.page()).select("[role=alert]").text()).contains("no ZIP file");
    Visitor.Answer stranger =
        new Visitor(url())
            .upload("/actuator/health", "/archive/verify", "archive.zip", new byte[9]);
    assertThat(Jsoup.parse(stranger.page()).select("input[name=password]")).hasSize(1);
  }

  @Test
  void whatIsRefusedBeforeAnyPageIsRefusedInWords() throws Exception {
    Visitor clara = clara();
    Visitor.Answer users = clara.get("/users");
    assertThat(users.status()).isEqualTo(403);
    assertThat(Jsoup.parse(users.page()).select("main").text())
        .contains("Your groups do not allow this");
    Visitor.Answer unknown = clara.get("/no/such/page");
    assertThat(unknown.status()).isEqualTo(404);
    Visitor.Answer strange = clara.get("/projects/a;b");
    assertThat(strange.status()).isEqualTo(400);
    assertThat(Jsoup.parse(strange.page()).select("main").text()).contains("cannot be understood");
    Visitor.Answer unreadable = clara.get("/projects/a%00b");
    assertThat(unreadable.status()).isEqualTo(400);
    assertThat(unreadable.page()).doesNotContain("Exception", "Tomcat", "org.apache");
    Visitor.Answer control = clara.get("/?q=a%00b");
    assertThat(control.status()).isEqualTo(400);
    assertThat(Jsoup.parse(control.page()).select("main").text()).contains("control characters");
    Visitor.Answer sent = clara.submit("/about", "/projects/HUGE/cancel", "reason", "a\u0000b");
    assertThat(sent.status()).isEqualTo(400);
    assertThat(Jsoup.parse(sent.page()).select("main").text()).contains("control characters");

    Visitor stranger = new Visitor(url());
    assertThat(stranger.logIn("clara\u0000", "x")).isFalse();
    assertThat(stranger.logIn("x".repeat(10_000), "y".repeat(10_000))).isFalse();
    HttpResponse<String> rest =
        rest(
            HttpRequest.newBuilder(URI.create(url() + "/api/projects/a;b")), "clara:fairlead-demo");
    assertThat(rest.statusCode()).isEqualTo(400);
    assertThat(rest.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(
            rest(HttpRequest.newBuilder(URI.create(url() + "/api/projects")), "cl\u0000ara:x")
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void pagesScriptsAndDataArePackedForWhoeverUnpacksThem() throws Exception {
    for (String path : List.of("/about", "/assets/fairlead.css", "/api/openapi")) {
      HttpResponse<byte[]> packed = get(path, "gzip");
      assertThat(packed.headers().firstValue("Content-Encoding")).as(path).contains("gzip");
      HttpResponse<byte[]> plain = get(path, "identity");
      assertThat(plain.headers().firstValue("Content-Encoding")).as(path).isEmpty();
      assertThat(packed.body().length).as(path).isLessThan(plain.body().length / 2);
    }
  }

  private HttpResponse<byte[]> get(String path, String encoding) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url() + path))
                .header("Accept-Encoding", encoding)
                .header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString("clara:fairlead-demo".getBytes()))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
  }

  @Test
  void aFormFromBeforeTheLoginSaysWhatToDo() {
    Visitor clara = clara();
    Visitor.Answer answer = clara.submitWithToken("forged", "/projects/HUGE/cancel");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(Jsoup.parse(answer.page()).select("main").text())
        .contains("This form is no longer valid");
  }
}
