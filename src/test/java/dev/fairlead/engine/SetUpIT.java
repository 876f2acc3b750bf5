package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.Jar;
import dev.fairlead.RunningFairlead;
import dev.fairlead.people.Users;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The engine's web applications let whoever comes first make themselves its administrator, without
 * a login; ours let nobody, and have no users of the engine's own that could be made.
 */
@RunningFairlead
class SetUpIT {
  private static final String PAGE = "/camunda/app/admin/default/setup/";
  private static final String CREATE = "/camunda/api/admin/setup/default/user/create";
  private static final String MALLORY =
      "{\"profile\":{\"id\":\"mallory\",\"firstName\":\"M\",\"lastName\":\"M\",\"email\":\"m@x.example\"},\"credentials\":{\"password\":\"a"
          + " long password\"}}";

  @LocalServerPort int port;
  @Autowired Users users;
  @Autowired IdentityService identity;
  @TempDir Path folder;

  @Test
  void theStockWebappMakesAStrangerItsAdministratorAndOursDoesNot() throws Exception {
    try (Jar stock = StockWebapp.start(folder)) {
      Browser stranger = new Browser(stock.url(), null);
      assertThat(stranger.get(PAGE).statusCode()).isEqualTo(200);
      assertThat(stranger.post(CREATE, "application/json", MALLORY).statusCode()).isEqualTo(204);
      HttpResponse<String> login =
          new Browser(stock.url(), null)
              .begin("/camunda/app/welcome/default/")
              .post(
                  "/camunda/api/admin/auth/user/default/login/admin",
                  "application/x-www-form-urlencoded",
                  "username=mallory&password=a+long+password");
      assertThat(login.statusCode()).isEqualTo(200);
      assertThat(login.body()).contains("\"userId\":\"mallory\"", "\"admin\"", "\"cockpit\"");
    }

    String ours = "http://localhost:" + port;
    Browser stranger = new Browser(ours, null);
    HttpResponse<String> page = stranger.get(PAGE);
    assertThat(page.statusCode()).isEqualTo(302);
    assertThat(page.headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith("/login"));
    assertThat(stranger.post(CREATE, "application/json", MALLORY).statusCode()).isIn(302, 401, 403);
    Browser administrator = new Browser(ours, "admin").begin("/camunda/app/admin/default/");
    assertThat(administrator.get(PAGE).statusCode()).isIn(403, 404);
    assertThat(administrator.post(CREATE, "application/json", MALLORY).statusCode()).isIn(403, 404);
    assertThat(users.find("mallory")).isEmpty();
    assertThat(identity.createUserQuery().userId("mallory").count()).isZero();
    // nor would it help to open that address
    assertThatThrownBy(() -> identity.newUser("mallory"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  /** Keeps cookies, and answers the web applications' own check of forged requests. */
  private static final class Browser {
    private final String url;
    private final String username;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();

    /**
     * @param username of the demo, or null for a stranger
     */
    Browser(String url, String username) {
      this.url = url;
      this.username = username;
    }

    Browser begin(String path) throws Exception {
      get(path);
      return this;
    }

    HttpResponse<String> get(String path) throws Exception {
      return send(HttpRequest.newBuilder(URI.create(url + path)).GET());
    }

    HttpResponse<String> post(String path, String type, String body) throws Exception {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url + path))
              .header("Content-Type", type)
              .POST(HttpRequest.BodyPublishers.ofString(body));
      cookies.getCookieStore().getCookies().stream()
          .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
          .map(HttpCookie::getValue)
          .findFirst()
          .ifPresent(token -> request.header("X-XSRF-TOKEN", token));
      return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
      if (username != null) {
        request.header(
            "Authorization",
            "Basic "
                + Base64.getEncoder()
                    .encodeToString(
                        (username + ":fairlead-demo").getBytes(StandardCharsets.UTF_8)));
      }
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
