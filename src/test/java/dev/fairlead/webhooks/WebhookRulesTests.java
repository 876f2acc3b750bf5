package dev.fairlead.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.shared.RefusedException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom Fairlead may ask, and how it signs. */
class WebhookRulesTests {
  private final WebhookHosts hosts =
      new WebhookHosts(
          List.of(" Hooks.Example.org", "chat.example.org:8443", "localhost:9000", "[::1]:9001"));

  /** What libraries of Standard Webhooks are tried with. */
  @Test
  void theSignatureIsThatOfTheSpecification() {
    assertThat(
            Signature.of(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void eachSecretIsAnotherAndLongEnough() {
    String secret = Signature.secret();
    assertThat(secret).startsWith("whsec_").isNotEqualTo(Signature.secret());
    assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hooks.example.org",
        "https://HOOKS.example.org:443/a/b?c=d",
        "  https://hooks.example.org/x  ",
        "https://chat.example.org:8443/",
        "http://localhost:9000/x",
        "https://localhost:9000/x",
        "http://[::1]:9001/x"
      })
  void whatIsListedIsAsked(String url) {
    assertThat(hosts.check(url)).hasToString(url.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                    | urlMissing
          hooks.example.org/x                   | urlUnreadable
          ftp://hooks.example.org/x             | urlUnreadable
          file:///etc/passwd                    | urlUnreadable
          https:///x                            | urlUnreadable
          https:hooks.example.org               | urlUnreadable
          https://hooks.example.org/a b         | urlUnreadable
          https://hooks.example.org/ä           | urlUnreadable
          https://hööks.example.org/            | urlUnreadable
          https://hooks.example.org:99999999/   | urlUnreadable
          https://me@hooks.example.org/         | urlUser
          https://me:pw@hooks.example.org/      | urlUser
          https://hooks.example.org@evil.test/  | urlUser
          https://hooks.example.org/#x          | urlFragment
          http://hooks.example.org/             | urlPlain
          http://10.0.0.1/                      | urlPlain
          https://hooks.example.org:8443/       | urlHost
          https://chat.example.org/             | urlHost
          https://hooks.example.org.evil.test/  | urlHost
          https://hooks.example.org./           | urlHost
          https://169.254.169.254/              | urlHost
          https://[::ffff:127.0.0.1]/           | urlHost
          http://127.0.0.1:9000/                | urlHost
          http://localhost/                     | urlHost
          http://localhost:9001/                | urlHost
          """)
  void whatIsNotIsRefusedInWords(String url, String code) {
    assertThatThrownBy(() -> hosts.check(url))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("webhooks." + code);
              assertThat(refused.field()).isEqualTo("url");
            });
  }

  @Test
  void noHeaderCanBeSlippedIn() {
    for (String bad : List.of("\r\nX-Evil: 1", "\n", "\u0000", "\t", "%0d%0a\r")) {
      assertThatThrownBy(() -> hosts.check("https://hooks.example.org/a" + bad + "b"))
          .isInstanceOf(RefusedException.class);
    }
  }

  @Test
  void withoutHostsTheSentenceSaysWhoTurnsItOn() {
    WebhookHosts none = new WebhookHosts(List.of(""));
    assertThat(none.isOn()).isFalse();
    assertThatThrownBy(() -> none.check("https://hooks.example.org/"))
        .hasMessageContaining("FAIRLEAD_WEBHOOKS_HOSTS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://hooks.example.org", "*.example.org", "a b", "me@x.org", "x/y", "x:port"})
  void whatIsNoHostEndsTheStartWithASentence(String host) {
    assertThatThrownBy(() -> new WebhookHosts(List.of("hooks.example.org", host)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("\"" + host + "\" is no host");
  }
}
