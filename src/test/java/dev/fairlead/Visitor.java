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
  private final HttpClient http;
  private final String url;
  private final String tokenField;

  public Visitor(String url) {
    this(url, "_csrf");
  }

  /**
   * @param tokenField the name of the field that carries a form's CSRF token
   */
  public Visitor(String url, String tokenField) {
    this(
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build(),
        url,
        tokenField);
  }

  private Visitor(HttpClient http, String url, String tokenField) {
    this.http = http;
    this.url = url;
    this.tokenField = tokenField;
  }

  /** The same person with the same cookies at another node. */
  public Visitor at(String url) {
    return new Visitor(http, url, tokenField);
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
    return submitWithToken(token(page), action, values);
  }

  /** Sends a form that carries this CSRF token, be it the page's or not. */
  public Answer submitWithToken(String token, String action, String... values) {
    List<String> pairs = new ArrayList<>(List.of(tokenField + "=" + encode(token)));
    for (int i = 0; i < values.length; i += 2) {
      pairs.add(encode(values[i]) + "=" + encode(values[i + 1]));
    }
    return send(
        HttpRequest.newBuilder(URI.create(url + action))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs))));
  }

  /** Sends JSON with the token that a page carries for its scripts. */
  public Answer post(String token, String path, String json) {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .header("X-CSRF-TOKEN", token)
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** The token that a page carries for its scripts. */
  public String scriptToken(String page) {
    return Jsoup.parse(get(page).page()).select("meta[name=_csrf]").attr("content");
  }

  /** Opens a page and sends a file with the form on it that goes to {@code action}. */
  public Answer upload(String page, String action, String fileName, byte[] content) {
    return send(multipart(URI.create(url + action), token(page), fileName, content));
  }

  /** The request of a form with one file in the field {@code file}. */
  public static HttpRequest.Builder multipart(
      URI to, String token, String fileName, byte[] content) {
    String head =
        "--b\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n"
            + token
            + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
            + fileName
            + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
    return HttpRequest.newBuilder(to)
        .header("Content-Type", "multipart/form-data; boundary=b")
        .POST(
            HttpRequest.BodyPublishers.ofByteArrays(
                List.of(
                    head.getBytes(StandardCharsets.UTF_8), content, "\r\n--b--\r\n".getBytes())));
  }

  private String token(String page) {
    return Jsoup.parse(get(page).page())
        .select("form input[name=" + tokenField + "]")
        .attr("value");
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
