package dev.fairlead;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;

/** A person with a browser without scripts: logs in, reads pages and sends their forms. */
public final class Visitor {
  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final String url;

  public Visitor(String url) {
    this.url = url;
  }

  /** What a page answered; {@code at} is where it ended after redirects. */
  public record Answer(int status, String at, String page) {}

  /** Whether login name and password opened the door. */
  public boolean logIn(String username, String password) {
    return !submit("/login", "/login", "username", username, "password", password)
        .at()
        .contains("/login");
  }

  public Answer get(String path) {
    return send(HttpRequest.newBuilder(URI.create(url + path)).GET());
  }

  /**
   * Opens a page and sends the form on it that goes to {@code action}; names and values in turn.
   */
  public Answer submit(String page, String action, String... values) {
    String token = Jsoup.parse(get(page).page()).select("form input[name=_csrf]").attr("value");
    List<String> pairs = new ArrayList<>(List.of("_csrf=" + encode(token)));
    for (int i = 0; i < values.length; i += 2) {
      pairs.add(encode(values[i]) + "=" + encode(values[i + 1]));
    }
    return send(
        HttpRequest.newBuilder(URI.create(url + action))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs))));
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.uri().getPath(), answer.body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
