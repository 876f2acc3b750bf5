package dev.fairlead.people.web;

import dev.fairlead.people.LoginLimits;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Login name and password, on the page and over REST alike, as long as not too many failed. */
@Component
class LimitedLogin extends DaoAuthenticationProvider {
  private final LoginLimits limits;

  LimitedLogin(UserDetailsService users, PasswordEncoder passwords, LoginLimits limits) {
    super(users);
    setPasswordEncoder(passwords);
    this.limits = limits;
  }

  /** Too many failed lately; says nothing about this attempt. */
  static final class TooMany extends AuthenticationException {
    TooMany() {
      super("Too many failed logins");
    }
  }

  @Override
  public Authentication authenticate(Authentication login) {
    String address =
        login.getDetails() instanceof WebAuthenticationDetails details
            ? details.getRemoteAddress()
            : "";
    if (limits.isExceeded(login.getName(), address)) {
      throw new TooMany();
    }
    try {
      Authentication person = super.authenticate(login);
      limits.succeeded(login.getName());
      return person;
    } catch (BadCredentialsException wrong) {
      limits.failed(login.getName(), address);
      throw wrong;
    } catch (InternalAuthenticationServiceException broken) {
      // where the database is away, nobody is told that their password is wrong
      throw broken.getCause() instanceof RuntimeException cause ? cause : broken;
    }
  }
}
