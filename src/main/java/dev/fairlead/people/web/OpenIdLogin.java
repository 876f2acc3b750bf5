package dev.fairlead.people.web;

import dev.fairlead.people.OpenIdAccounts;
import dev.fairlead.people.OpenIdAccounts.Claims;
import dev.fairlead.people.User;
import dev.fairlead.shared.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * The login by a provider (OpenID Connect) beside our own, where one is configured. Afterwards the
 * person is one of ours like any other; the provider's tokens are kept nowhere.
 */
final class OpenIdLogin {
  private static final Logger LOG = LoggerFactory.getLogger(OpenIdLogin.class);

  private OpenIdLogin() {}

  static void at(HttpSecurity http, OpenIdAccounts accounts) throws Exception {
    OidcUserService provider = new OidcUserService();
    http.oauth2Login(
        login ->
            login
                .loginPage("/login")
                .defaultSuccessUrl("/")
                .authorizedClientRepository(new NoTokens())
                .userInfoEndpoint(
                    info -> info.oidcUserService(asked -> person(provider, accounts, asked)))
                .failureHandler(
                    (request, response, problem) -> {
                      LOG.warn("A login by the provider failed: {}", problem.getMessage());
                      String code =
                          problem instanceof OAuth2AuthenticationException known
                              ? known.getError().getErrorCode()
                              : "";
                      response.sendRedirect(
                          request.getContextPath()
                              + "/login?refused="
                              + (OpenIdAccounts.REFUSALS.contains(code)
                                  ? code
                                  : "people.openId.failed"));
                    }));
  }

  private static OidcUser person(
      OidcUserService provider, OpenIdAccounts accounts, OidcUserRequest asked) {
    OidcUser there = provider.loadUser(asked);
    List<String> groups = there.getClaimAsStringList(accounts.settings().groupsClaim());
    try {
      return new Person(
          accounts.logIn(
              new Claims(
                  there.getIssuer().toString(),
                  there.getSubject(),
                  there.getClaimAsString(accounts.settings().usernameClaim()),
                  there.getFullName(),
                  there.getEmail(),
                  Boolean.TRUE.equals(there.getEmailVerified()),
                  groups == null ? List.of() : groups)));
    } catch (RefusedException refused) {
      throw new OAuth2AuthenticationException(
          new OAuth2Error(refused.code()), refused.getMessage(), refused);
    }
  }

  /** One of ours, who came by a provider. */
  static final class Person implements OidcUser, Serializable {
    private static final long serialVersionUID = 1;

    private final String username;
    private final ArrayList<GrantedAuthority> groups;

    Person(User user) {
      this.username = user.username();
      this.groups =
          new ArrayList<>(AuthorityUtils.createAuthorityList(user.groups().toArray(String[]::new)));
    }

    @Override
    public String getName() {
      return username;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
      return groups;
    }

    @Override
    public Map<String, Object> getAttributes() {
      return Map.of();
    }

    @Override
    public Map<String, Object> getClaims() {
      return Map.of();
    }

    @Override
    public OidcUserInfo getUserInfo() {
      return null;
    }

    @Override
    public OidcIdToken getIdToken() {
      return null;
    }
  }

  /** Nobody asks the provider for anything after the login. */
  private static final class NoTokens implements OAuth2AuthorizedClientRepository {
    @Override
    public <T extends OAuth2AuthorizedClient> T loadAuthorizedClient(
        String registration, Authentication who, HttpServletRequest request) {
      return null;
    }

    @Override
    public void saveAuthorizedClient(
        OAuth2AuthorizedClient client,
        Authentication who,
        HttpServletRequest request,
        HttpServletResponse response) {}

    @Override
    public void removeAuthorizedClient(
        String registration,
        Authentication who,
        HttpServletRequest request,
        HttpServletResponse response) {}
  }
}
