package dev.fairlead.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real web server on this machine that remembers what was posted to it. */
final class Listener implements AutoCloseable {
  /** What was posted. */
  record Heard(String path, Headers headers, String body) {
    String id() {
      return headers.getFirst("webhook-id");
    }

    JsonNode json() {
      try {
        return new ObjectMapper().readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Whether it is signed by this secret. */
    boolean isSignedBy(String secret) {
      long at = Long.parseLong(headers.getFirst("webhook-timestamp"));
      return headers.getFirst("webhook-signature").equals(Signature.of(secret, id(), at, body));
    }
  }

  /** Answers a post. */
  interface Says {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private final Map<String, Says> answers = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  Listener() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::hear);
    server.start();
  }

  private void hear(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      heard.add(new Heard(path, exchange.getRequestHeaders(), body));
      answers.getOrDefault(path, saying(204, "")).to(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static Says saying(int status, String text) {
    return exchange -> {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    };
  }

  void answer(String path, Says says) {
    answers.put(path, says);
  }

  String url(String path) {
    return "http://" + host() + path;
  }

  String host() {
    return "localhost:" + server.getAddress().getPort();
  }

  List<Heard> heard(String path) {
    return heard.stream().filter(one -> one.path().equals(path)).toList();
  }

  void forget() {
    heard.clear();
    answers.clear();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
