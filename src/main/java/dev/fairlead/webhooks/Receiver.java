package dev.fairlead.webhooks;

import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Posts one event to one address and hears what it says: no redirect is followed, nothing is waited
 * for longer than a while, and no more of an answer is read than is shown.
 */
@Component
class Receiver {
  static final int LONGEST_ANSWER = 500;
  private static final int READ = 300;

  private final WebhookHosts hosts;
  private final Duration longestWait;
  private final HttpClient client;

  Receiver(
      WebhookHosts hosts, @Value("${fairlead.webhooks.longest-wait:PT20S}") Duration longestWait) {
    this.hosts = hosts;
    this.longestWait = longestWait;
    this.client =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(longestWait)
            .build();
  }

  /**
   * @param now signed with the event, so that receivers refuse what somebody repeats later
   */
  Answer post(String url, String secret, Event event, Instant now) {
    URI address;
    try {
      address = hosts.check(url);
    } catch (RefusedException unlisted) {
      return new Answer(null, cut(unlisted.getMessage()));
    }
    String timestamp = Long.toString(now.getEpochSecond());
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .header("User-Agent", "Fairlead")
            .header("webhook-id", event.id())
            .header("webhook-timestamp", timestamp)
            .header(
                "webhook-signature",
                Signature.of(secret, event.id(), now.getEpochSecond(), event.payload()))
            .POST(BodyPublishers.ofString(event.payload(), StandardCharsets.UTF_8))
            .build();
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, said -> new Beginning(said.statusCode() / 100 == 2 ? 0 : READ));
    try {
      HttpResponse<String> said = answer.get(longestWait.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(said.statusCode(), problem(said.statusCode(), said.body()));
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new Answer(null, Sentences.say("webhooks.silent", longestWait.toSeconds()));
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return new Answer(null, Sentences.say("webhooks.silent", longestWait.toSeconds()));
    } catch (ExecutionException e) {
      return new Answer(null, cut(unreachable(e)));
    }
  }

  private static String problem(int status, String body) {
    if (status / 100 == 2) {
      return null;
    }
    String code = "" + status; // no comma in it
    if (status / 100 == 3) {
      return Sentences.say("webhooks.redirected", code);
    }
    String said = plain(body);
    return cut(
        said.isEmpty()
            ? Sentences.say("webhooks.answeredOnly", code)
            : Sentences.say("webhooks.answered", code, said));
  }

  private static String unreachable(Exception e) {
    Throwable deepest = NestedExceptionUtils.getMostSpecificCause(e);
    // "null" says nothing, and it is what the client says of a closed port and an unknown name
    return deepest.getMessage() == null || deepest instanceof ConnectException
        ? Sentences.say("webhooks.unreachable")
        : Sentences.say("webhooks.unreachableBecause", plain(deepest.getMessage()));
  }

  private static String plain(String text) {
    return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_ANSWER ? text : text.substring(0, LONGEST_ANSWER - 1) + "…";
  }

  /** The first bytes of an answer; the rest is not read. */
  private static final class Beginning implements BodySubscriber<String> {
    private final int most;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private Subscription source;

    Beginning(int most) {
      this.most = most;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      source = subscription;
      if (most == 0) {
        end();
      } else {
        subscription.request(1);
      }
    }

    @Override
    public void onNext(List<ByteBuffer> some) {
      for (ByteBuffer part : some) {
        byte[] bytes = new byte[Math.min(part.remaining(), most - read.size())];
        part.get(bytes);
        read.writeBytes(bytes);
      }
      if (read.size() >= most) {
        end();
      } else {
        source.request(1);
      }
    }

    private void end() {
      source.cancel();
      onComplete();
    }

    @Override
    public void onComplete() {
      text.complete(read.toString(StandardCharsets.UTF_8));
    }

    /** What was read before counts. */
    @Override
    public void onError(Throwable broken) {
      onComplete();
    }

    @Override
    public CompletionStage<String> getBody() {
      return text;
    }
  }
}
