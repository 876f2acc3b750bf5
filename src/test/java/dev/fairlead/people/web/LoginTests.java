package dev.fairlead.people.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import jakarta.servlet.http.Cookie;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.util.UriComponentsBuilder;

/** Logins that fail too often, and logins by a provider. */
@FairleadTest
@TestPropertySource(
    properties = {
      "fairlead.test.name=login",
      "fairlead.login.failures-per-account=3",
      "fairlead.login.failures-per-address=5",
      "fairlead.open-id.groups=pm-office=coordinators, it=team-members"
    })
class LoginTests {
  private static final FakeProvider PROVIDER = new FakeProvider();

  @Autowired MockMvc web;
  @Autowired Users users;
  @Autowired JdbcClient jdbc;

  @DynamicPropertySource
  static void provider(DynamicPropertyRegistry properties) {
    String client = "spring.security.oauth2.client.";
    properties.add(client + "registration.house.client-id", () -> "fairlead");
    properties.add(client + "registration.house.client-secret", () -> "secret");
    properties.add(client + "registration.house.client-name", () -> "The house");
    properties.add(client + "registration.house.scope", () -> "openid,profile,email");
    properties.add(client + "provider.house.issuer-uri", PROVIDER::issuer);
  }

  @AfterAll
  static void close() {
    PROVIDER.close();
  }

  @BeforeEach
  void forget() {
    jdbc.sql("delete from login_failure").update();
  }

  // ---- too many failures

  private String logIn(String username, String password, String address) throws Exception {
    return web.perform(
            post("/login")
                .param("username", username)
                .param("password", password)
                .with(from(address))
                .with(csrf()))
        .andReturn()
        .getResponse()
        .getRedirectedUrl();
  }

  private static RequestPostProcessor from(String address) {
    return request -> {
      request.setRemoteAddr(address);
      return request;
    };
  }

  @Test
  void afterThreeFailuresEvenTheRightPasswordIsNotLookedAt() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(logIn("clara", "wrong", "10.0.0." + i)).isEqualTo("/login?error");
    }
    assertThat(logIn("clara", "fairlead-demo", "10.0.0.9")).isEqualTo("/login?limited");
    assertThat(logIn("colin", "fairlead-demo", "10.0.0.9")).isEqualTo("/");
    web.perform(get("/login?limited="))
        .andExpect(content().string(Matchers.containsString("Wait 15 minutes and try again.")));
    web.perform(get("/api/projects").with(httpBasic("clara", "fairlead-demo")))
        .andExpect(status().isTooManyRequests())
        .andExpect(header().string("Retry-After", "900"));
  }

  @Test
  void whetherAnAccountExistsMakesNoDifference() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(logIn("nobody-here", "wrong", "10.0.1." + i)).isEqualTo("/login?error");
    }
    assertThat(logIn("nobody-here", "wrong", "10.0.1.9")).isEqualTo("/login?limited");
    assertThat(jdbc.sql("select account from login_failure").query(String.class).list())
        .as("a password typed as a name stands nowhere")
        .doesNotContain("nobody-here");
  }

  @Test
  void anAddressHasItsOwnLimitOverAllAccounts() throws Exception {
    for (String name : List.of("clara", "colin", "maria", "martin", "sofia")) {
      assertThat(logIn(name, "wrong", "10.0.2.1")).isEqualTo("/login?error");
    }
    assertThat(logIn("tom", "fairlead-demo", "10.0.2.1")).isEqualTo("/login?limited");
    assertThat(logIn("tom", "fairlead-demo", "10.0.2.2")).isEqualTo("/");
  }

  @Test
  void aLoginThatWorksForgetsTheFailuresBeforeIt() throws Exception {
    logIn("clara", "wrong", "10.0.3.1");
    logIn("clara", "wrong", "10.0.3.1");
    assertThat(logIn("clara", "fairlead-demo", "10.0.3.1")).isEqualTo("/");
    assertThat(logIn("clara", "wrong", "10.0.3.1")).isEqualTo("/login?error");
  }

  @Test
  void administratorsSeeItAndLetThePersonTryAgain() throws Exception {
    for (int i = 0; i < 3; i++) {
      logIn("clara", "wrong", "10.0.4.1");
    }
    logIn("a password, perhaps", "wrong", "10.0.4.2");
    RequestPostProcessor admin =
        user("admin").authorities(new SimpleGrantedAuthority(Groups.ADMINISTRATORS));
    String page =
        web.perform(get("/logins").with(admin))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(page)
        .contains("10.0.4.1", "/users/clara", "refused", "a name that nobody has")
        .doesNotContain("a password, perhaps");
    web.perform(get("/logins").with(user("clara"))).andExpect(status().isForbidden());
    String account =
        jdbc.sql("select account from login_failure where address = '10.0.4.1' limit 1")
            .query(String.class)
            .single();
    web.perform(post("/logins/" + account + "/forgive").with(admin).with(csrf()))
        .andExpect(redirectedUrl("/logins"));
    assertThat(logIn("clara", "fairlead-demo", "10.0.4.3")).isEqualTo("/");
  }

  // ---- the provider

  private static Map<String, Object> claims(String subject, String username, String... groups) {
    return Map.of(
        "sub",
        subject,
        "preferred_username",
        username,
        "name",
        "Vera Olsen",
        "email",
        username + "@example.org",
        "email_verified",
        true,
        "groups",
        List.of(groups));
  }

  /** Goes to the provider and comes back with what it says; answers where that leads. */
  private MockHttpServletResponse comeBack(Map<String, Object> claims, boolean forged)
      throws Exception {
    MockHttpServletResponse there =
        web.perform(get("/oauth2/authorization/house")).andReturn().getResponse();
    var asked = UriComponentsBuilder.fromUriString(there.getRedirectedUrl()).build();
    assertThat(there.getRedirectedUrl()).startsWith(PROVIDER.issuer() + "/authorize");
    Map<String, Object> all = new HashMap<>(claims);
    all.putIfAbsent("nonce", asked.getQueryParams().getFirst("nonce"));
    PROVIDER.says(all);
    if (forged) {
      PROVIDER.isForged();
    }
    String state =
        java.net.URLDecoder.decode(
            asked.getQueryParams().getFirst("state"), java.nio.charset.StandardCharsets.UTF_8);
    return web.perform(
            get("/login/oauth2/code/house")
                .cookie(there.getCookie("SESSION"))
                .param("code", "once")
                .param("state", state))
        .andReturn()
        .getResponse();
  }

  private String refusal(Map<String, Object> claims) throws Exception {
    String at = comeBack(claims, false).getRedirectedUrl();
    String page = web.perform(get(at)).andReturn().getResponse().getContentAsString();
    assertThat(page).contains("role=\"alert\"");
    return at;
  }

  @Test
  void thePageOffersTheProviderBesideThePassword() throws Exception {
    web.perform(get("/login"))
        .andExpect(content().string(Matchers.containsString("Log in with The house")))
        .andExpect(content().string(Matchers.containsString("/oauth2/authorization/house")));
  }

  @Test
  void somebodyNewIsOneOfOursWithTheGroupsOfTheProvider() throws Exception {
    MockHttpServletResponse in = comeBack(claims("1", "vera", "pm-office", "other"), false);
    assertThat(in.getRedirectedUrl()).isEqualTo("/");
    assertThat(users.get("vera"))
        .isEqualTo(
            new User("vera", "Vera Olsen", "vera@example.org", true, Set.of(Groups.COORDINATORS)));
    Cookie session = in.getCookie("SESSION");
    web.perform(get("/projects/new").cookie(session)).andExpect(status().isOk());
    web.perform(get("/account").cookie(session))
        .andExpect(content().string(Matchers.containsString("Vera Olsen")));
    web.perform(get("/users").cookie(session)).andExpect(status().isForbidden());

    comeBack(claims("1", "renamed", "it"), false);
    assertThat(users.get("vera").groups()).containsExactly(Groups.TEAM_MEMBERS);
    assertThat(users.find("renamed")).isEmpty();
    web.perform(get("/work").cookie(session)).andExpect(redirectedUrl("/login?changed"));
  }

  @Test
  void whoMayNotComeInReadsWhy() throws Exception {
    assertThat(refusal(claims("2", "wilma", "other"))).endsWith("people.openId.groups");
    assertThat(refusal(claims("3", "clara", "pm-office"))).endsWith("people.openId.taken");
    assertThat(refusal(claims("4", "x", "pm-office"))).endsWith("people.openId.claims");
    comeBack(claims("5", "yvonne", "it"), false);
    User yvonne = users.get("yvonne");
    users.change(
        new User("yvonne", yvonne.displayName(), yvonne.email(), false, yvonne.groups()), "admin");
    assertThat(refusal(claims("5", "yvonne", "it"))).endsWith("people.openId.shut");
    assertThat(users.find("wilma")).isEmpty();
  }

  @Test
  void whatTheProviderDidNotSayForThisLoginIsRefused() throws Exception {
    assertThat(comeBack(claims("6", "zoe", "it"), true).getRedirectedUrl())
        .isEqualTo("/login?refused=people.openId.failed");
    Map<String, Object> replayed = new HashMap<>(claims("6", "zoe", "it"));
    replayed.put("nonce", "of another login");
    assertThat(comeBack(replayed, false).getRedirectedUrl())
        .isEqualTo("/login?refused=people.openId.failed");
    assertThat(users.find("zoe")).isEmpty();
  }
}
