package dev.fairlead.shared;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What stands in an address that opens something without a login: 256 random bits, of which only a
 * {@link Fingerprint} is kept, so that nobody who reads the database can open it.
 */
public final class SecretAddress {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private SecretAddress() {}

  /** A new one: 43 letters, digits, hyphens and underscores. */
  public static String make() {
    byte[] random = new byte[BYTES];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** Whether it could be one, so that nothing else is looked for. */
  public static boolean isPossible(String secret) {
    return secret != null && secret.matches("[A-Za-z0-9_-]{43}");
  }
}
