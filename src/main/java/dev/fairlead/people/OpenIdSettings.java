package dev.fairlead.people;

import dev.fairlead.shared.RefusedException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What a provider's claims mean here.
 *
 * @param groups pairs of their group and ours, such as {@code pm-office=coordinators}
 * @param create whether somebody new gets an account
 * @param link whether an account of the same name and verified mail address becomes theirs
 */
@ConfigurationProperties("fairlead.open-id")
public record OpenIdSettings(
    String usernameClaim, String groupsClaim, Set<String> groups, boolean create, boolean link) {
  public OpenIdSettings {
    groups = groups == null ? Set.of() : groups;
    for (String pair : groups) {
      if (!Groups.ALL.contains(ours(pair))) {
        throw RefusedException.because("people.openId.pair", pair, String.join(", ", Groups.ALL));
      }
    }
  }

  /** Our groups of somebody who has these at the provider. */
  Set<String> ours(Collection<String> theirs) {
    Set<String> ours = new LinkedHashSet<>();
    for (String pair : groups) {
      if (theirs.contains(pair.substring(0, pair.lastIndexOf('=')).strip())) {
        ours.add(ours(pair));
      }
    }
    return ours;
  }

  private static String ours(String pair) {
    return pair.substring(pair.lastIndexOf('=') + 1).strip();
  }
}
