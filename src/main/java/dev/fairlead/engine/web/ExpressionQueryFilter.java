package dev.fairlead.engine.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.fairlead.shared.PlainText;
import dev.fairlead.shared.Sentences;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses expressions in queries and filters sent to the engine: JSON keys and parameters that end
 * in "Expression", at any depth. The engine would evaluate some of them for anybody who is logged
 * in (CVE-2026-109432). Refuses control characters as well, as our own addresses do.
 */
public class ExpressionQueryFilter extends OncePerRequestFilter {
  /**
   * Larger bodies are refused: no query or form comes near it, deployments are multipart and not
   * read here.
   */
  private static final int LONGEST = 2 * 1024 * 1024;

  /** Instead of a key: a text that holds control characters. */
  private static final String CONTROL = "\0";

  private final JsonFactory json = new JsonFactory();

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String type =
        request.getContentType() == null ? "" : request.getContentType().toLowerCase(Locale.ROOT);
    boolean hasParsableBody = !type.startsWith("multipart/") && !"GET".equals(request.getMethod());
    if (!hasParsableBody) {
      String parameter = offendingParameter(request);
      if (parameter != null) {
        refuse(response, parameter);
        return;
      }
      chain.doFilter(request, response);
      return;
    }
    byte[] body = request.getInputStream().readNBytes(LONGEST + 1);
    if (body.length > LONGEST) {
      response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      return;
    }
    String key = offendingKey(body);
    if (key != null) {
      refuse(response, key);
      return;
    }
    chain.doFilter(new Replayed(request, body), response);
  }

  private static String offendingParameter(HttpServletRequest request) {
    String query = request.getQueryString();
    if (query == null) {
      return null;
    }
    for (String pair : query.split("&")) {
      String name = java.net.URLDecoder.decode(pair.split("=", 2)[0], StandardCharsets.UTF_8);
      if (isExpression(name)) {
        return name;
      }
    }
    return null;
  }

  private String offendingKey(byte[] body) {
    try (JsonParser parser = json.createParser(body)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME && isExpression(parser.currentName())) {
          return parser.currentName();
        }
        if (token == JsonToken.VALUE_STRING && !PlainText.isPlain(parser.getText())) {
          return CONTROL;
        }
        // a filter may carry its query as a string of JSON
        if (token == JsonToken.VALUE_STRING && parser.getText().contains("Expression\"")) {
          return "Expression";
        }
      }
    } catch (IOException notJson) {
      return null;
    }
    return null;
  }

  private static boolean isExpression(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith("expression");
  }

  private static void refuse(HttpServletResponse response, String key) throws IOException {
    response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
    response.setContentType("application/problem+json");
    response.setCharacterEncoding("UTF-8");
    String sentence =
        key.equals(CONTROL)
            ? Sentences.say("shared.control")
            : Sentences.say("engine.expressionRefused", key.replaceAll("[^A-Za-z]", ""));
    response
        .getWriter()
        .write(
            "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\""
                + sentence.replace("\"", "'")
                + "\"}");
  }

  private static final class Replayed extends HttpServletRequestWrapper {
    private final byte[] body;

    Replayed(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
      ByteArrayInputStream bytes = new ByteArrayInputStream(body);
      return new ServletInputStream() {
        @Override
        public int read() {
          return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
          return bytes.read(target, offset, length);
        }

        @Override
        public boolean isFinished() {
          return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
          throw new IllegalStateException("the body was read already");
        }
      };
    }

    @Override
    public BufferedReader getReader() {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }
}
