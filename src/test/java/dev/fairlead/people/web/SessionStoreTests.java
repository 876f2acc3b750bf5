package dev.fairlead.people.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.people.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.web.servlet.FlashMap;

class SessionStoreTests {
  private static Object throughTheDatabase(Object value) {
    return SessionStore.read(new SerializingConverter().convert(value));
  }

  @Test
  void whatWeKeepInSessionsComesBack() {
    var password =
        UsernamePasswordAuthenticationToken.authenticated(
            org.springframework.security.core.userdetails.User.withUsername("clara")
                .password("x")
                .authorities("coordinators")
                .build(),
            null,
            AuthorityUtils.createAuthorityList("coordinators"));
    password.setDetails(new WebAuthenticationDetails("10.0.0.1", "1"));
    SecurityContextImpl login = new SecurityContextImpl(password);
    assertThat(throughTheDatabase(login)).isEqualTo(login);
    OpenIdLogin.Person vera =
        new OpenIdLogin.Person(
            new User("vera", "Vera", "vera@example.org", true, Set.of("coordinators")));
    var provider = new OAuth2AuthenticationToken(vera, vera.getAuthorities(), "house");
    assertThat(
            ((SecurityContextImpl) throughTheDatabase(new SecurityContextImpl(provider)))
                .getAuthentication()
                .getName())
        .isEqualTo("vera");
    FlashMap message = new FlashMap();
    message.put("message", "Saved.");
    message.addTargetRequestParam("a", "b");
    var messages = new CopyOnWriteArrayList<>(List.of(message));
    assertThat(throughTheDatabase(messages)).isEqualTo(messages);
    MockHttpServletRequest asked = new MockHttpServletRequest("GET", "/work/tasks/1");
    assertThat(
            ((DefaultSavedRequest) throughTheDatabase(new DefaultSavedRequest(asked)))
                .getRequestURI())
        .isEqualTo("/work/tasks/1");
  }

  @Test
  void nothingElseIsEvenMade() {
    for (Object strange :
        List.of(
            new java.io.File("/"),
            java.net.URI.create("http://localhost"),
            new ArrayList<>(List.of(new java.util.concurrent.atomic.AtomicInteger())))) {
      assertThat(throughTheDatabase(strange)).isNull();
    }
    assertThat(SessionStore.read(new byte[] {1, 2, 3})).isNull();
  }
}
