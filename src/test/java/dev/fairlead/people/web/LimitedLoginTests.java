package dev.fairlead.people.web;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.fairlead.people.LoginLimits;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class LimitedLoginTests {
  @Test
  void whereTheDatabaseIsAwayNobodyIsToldThatTheirPasswordIsWrong() {
    LoginLimits limits = mock(LoginLimits.class);
    LimitedLogin login =
        new LimitedLogin(
            name -> {
              throw new DataAccessResourceFailureException("gone");
            },
            new BCryptPasswordEncoder(4),
            limits);
    assertThatExceptionOfType(DataAccessResourceFailureException.class)
        .isThrownBy(
            () ->
                login.authenticate(
                    UsernamePasswordAuthenticationToken.unauthenticated("clara", "right")));
    verify(limits, never()).failed(any(), any());
  }
}
