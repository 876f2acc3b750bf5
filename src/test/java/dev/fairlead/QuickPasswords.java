package dev.fairlead;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Passwords of test people are hashed as in production, with the least work that BCrypt allows: 2^4
 * rounds in place of 2^10, and the tests check many.
 */
@TestConfiguration
public class QuickPasswords {
  @Bean
  @Primary
  PasswordEncoder quickPasswordEncoder() {
    return new BCryptPasswordEncoder(4);
  }
}
