package dev.fairlead.webhooks;

import dev.fairlead.shared.PlainText;
import dev.fairlead.shared.RefusedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where Fairlead may post to. It stands within a network that an administrator of Fairlead may not
 * reach otherwise, so only hosts are asked that whoever runs it has named, each at one port.
 */
@Component
public class WebhookHosts {
  static final int LONGEST_URL = 500;
  private static final int HTTPS = 443;
  private static final int HTTP = 80;
  private static final int LAST_PORT = 65_535;

  /** A name, an IPv4 address or, in brackets, an IPv6 address; and perhaps a port. */
  private static final Pattern HOST =
      Pattern.compile("([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[0-9]{1,5})?");

  /** What no other machine sees. */
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1\\]");

  private final Set<String> hosts = new TreeSet<>();

  /**
   * @param hosts such as {@code hooks.example.org} for its port 443, or {@code localhost:9000}
   * @throws RefusedException for what is no host, so that the start ends with a sentence
   */
  WebhookHosts(@Value("${fairlead.webhooks.hosts:}") List<String> hosts) {
    for (String one : hosts) {
      String host = one.strip().toLowerCase(Locale.ROOT);
      if (host.isEmpty()) {
        continue;
      }
      if (!HOST.matcher(host).matches()) {
        throw RefusedException.because("webhooks.noHost", one.strip());
      }
      this.hosts.add(host.matches(".*:\\d+") ? host : host + ":" + HTTPS);
    }
  }

  /** Whether anything may be posted anywhere. */
  public boolean isOn() {
    return !hosts.isEmpty();
  }

  /** What may be asked, as it is written in an address. */
  public List<String> named() {
    return hosts.stream().map(host -> host.replaceFirst(":" + HTTPS + "$", "")).toList();
  }

  /**
   * The address, where Fairlead may post to it.
   *
   * @throws RefusedException naming the field {@code url} and what is wrong with it
   */
  URI check(String typed) {
    String url = typed == null ? "" : typed.strip();
    if (url.isEmpty()) {
      throw refused("webhooks.urlMissing");
    }
    if (url.length() > LONGEST_URL) {
      throw refused("webhooks.urlLong", LONGEST_URL);
    }
    URI address;
    try {
      address = new URI(url);
    } catch (URISyntaxException e) {
      throw refused("webhooks.urlUnreadable");
    }
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    if (!PlainText.isPlain(url) || address.getRawAuthority() == null || !scheme.matches("https?")) {
      throw refused("webhooks.urlUnreadable");
    }
    if (address.getRawAuthority().contains("@")) {
      throw refused("webhooks.urlUser");
    }
    if (address.getHost() == null
        || address.getPort() > LAST_PORT
        || !url.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw refused("webhooks.urlUnreadable");
    }
    if (address.getRawFragment() != null) {
      throw refused("webhooks.urlFragment");
    }
    String host = address.getHost().toLowerCase(Locale.ROOT);
    boolean plain = scheme.equals("http");
    if (plain && !LOOPBACK.matcher(host).matches()) {
      throw refused("webhooks.urlPlain");
    }
    int port = address.getPort() >= 0 ? address.getPort() : plain ? HTTP : HTTPS;
    if (!isOn()) {
      throw refused("webhooks.off");
    }
    if (!hosts.contains(host + ":" + port)) {
      throw refused(
          "webhooks.urlHost", port == HTTPS ? host : host + ":" + port, String.join(", ", named()));
    }
    return address;
  }

  private static RefusedException refused(String code, Object... arguments) {
    return RefusedException.ofField("url", code, arguments);
  }
}
