package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import jakarta.servlet.http.Cookie;
import org.camunda.bpm.engine.RepositoryService;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.test.web.servlet.MockMvc;

@FairleadTest
class SecurityTests {
  @Autowired MockMvc web;
  @Autowired RepositoryService repository;
  @Autowired ApplicationContext spring;

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/work", "/projects/ABC", "/camunda/app/tasklist/default/", "/outbox"})
  void strangersAreSentToTheLogin(String path) throws Exception {
    web.perform(get(path))
        .andExpect(status().is3xxRedirection())
        .andExpect(redirectedUrlPattern("**/login"));
  }

  @Test
  void onlyWhatWasSharedOpensWithoutALogin() throws Exception {
    web.perform(get("/shared/" + "A".repeat(43)))
        .andExpect(status().isNotFound())
        .andExpect(header().string("Referrer-Policy", "no-referrer"))
        .andExpect(header().doesNotExist("Set-Cookie"));
    web.perform(get("/decide/" + "A".repeat(43)))
        .andExpect(status().isNotFound())
        .andExpect(header().string("Referrer-Policy", "no-referrer"))
        .andExpect(header().doesNotExist("Set-Cookie"));
    web.perform(get("/decidesecret")).andExpect(redirectedUrlPattern("**/login"));
    web.perform(get("/sharedsecret")).andExpect(redirectedUrlPattern("**/login"));
    web.perform(get("/projects/ABC/communication")).andExpect(redirectedUrlPattern("**/login"));
  }

  /** Calendar programs cannot log in; nothing but one step below that address is open to them. */
  @Test
  void onlyTheAddressOfACalendarIsOpenToStrangers() throws Exception {
    web.perform(get("/calendar/unknown.ics")).andExpect(status().isNotFound());
    for (String path : new String[] {"/calendar", "/calendar/a/b.ics", "/account/mail"}) {
      web.perform(get(path)).andExpect(redirectedUrlPattern("**/login"));
    }
    web.perform(post("/calendar/unknown.ics")).andExpect(status().isForbidden());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/projects", "/engine-rest/task", "/engine-rest/engine"})
  void restAnswersStrangersWithoutAChallenge(String path) throws Exception {
    web.perform(get(path))
        .andExpect(status().isUnauthorized())
        .andExpect(header().doesNotExist("WWW-Authenticate"));
  }

  @Test
  void whatNobodyNamedDoesNotExist() throws Exception {
    web.perform(
            get("/h2-console")
                .with(user("clara").authorities(new SimpleGrantedAuthority("coordinators"))))
        .andExpect(status().isNotFound());
  }

  @Test
  void theEnginesAnonymousSetUpIsClosed() throws Exception {
    web.perform(
            post("/camunda/api/admin/setup/default/user/create")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"profile\":{\"id\":\"evil\"},\"credentials\":{\"password\":\"evil\"}}"))
        .andExpect(result -> assertThat(result.getResponse().getStatus()).isIn(302, 401, 403));
    web.perform(
            post("/camunda/api/admin/setup/default/user/create")
                .with(httpBasic("admin", "fairlead-demo"))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{}"))
        .andExpect(status().isForbidden());
  }

  @Test
  void aFormPostedFromElsewhereIsRefused() throws Exception {
    web.perform(
            post("/projects/new")
                .with(user("clara").authorities(new SimpleGrantedAuthority("coordinators"))))
        .andExpect(status().isForbidden());
  }

  @Test
  void pagesCarryAStrictPolicy() throws Exception {
    web.perform(get("/login"))
        .andExpect(
            header()
                .string(
                    "Content-Security-Policy",
                    org.hamcrest.Matchers.containsString("script-src 'self';")))
        .andExpect(header().string("X-Frame-Options", "SAMEORIGIN"));
  }

  @Test
  void aWrongPasswordLeavesTheLoginNameInTheFormAndNowhereElse() throws Exception {
    // the form's token is kept in a session, as the name is
    Cookie session =
        web.perform(get("/camunda/app/tasklist/default/"))
            .andReturn()
            .getResponse()
            .getCookie("SESSION");
    web.perform(
            post("/login")
                .cookie(session)
                .param("username", "tom\"><b>")
                .param("password", "not-this-one")
                .with(csrf()))
        .andExpect(redirectedUrl("/login?error"));
    String page =
        web.perform(get("/login").param("error", "").cookie(session))
            .andReturn()
            .getResponse()
            .getContentAsString();
    Document form = Jsoup.parse(page);
    assertThat(form.select("#username").val()).isEqualTo("tom\"><b>");
    assertThat(form.select("[autofocus]").eachAttr("id")).containsExactly("password");
    assertThat(page).doesNotContain("not-this-one", "<b>");

    String next =
        web.perform(get("/login").cookie(session)).andReturn().getResponse().getContentAsString();
    assertThat(Jsoup.parse(next).select("#username").val()).isEmpty();
    assertThat(Jsoup.parse(next).select("[autofocus]").eachAttr("id")).containsExactly("username");
  }

  @Test
  void onlyTheDeclaredPeopleOpenCockpit() throws Exception {
    web.perform(
            get("/camunda/app/cockpit/default/")
                .with(user("tom").authorities(new SimpleGrantedAuthority("team-members"))))
        .andExpect(status().isForbidden());
  }

  @Test
  void withoutAProviderNobodyIsSentToOne() throws Exception {
    assertThat(spring.getBeanNamesForType(ClientRegistrationRepository.class)).isEmpty();
    web.perform(get("/oauth2/authorization/house")).andExpect(redirectedUrlPattern("**/login"));
    web.perform(get("/login/oauth2/code/house").param("code", "1").param("state", "1"))
        .andExpect(redirectedUrlPattern("**/login"));
  }

  @Test
  void healthIsTwoWordsForStrangersAndFiguresAreNone() throws Exception {
    for (String group : new String[] {"", "/liveness", "/readiness"}) {
      String health =
          web.perform(get("/actuator/health" + group))
              .andExpect(status().isOk())
              .andReturn()
              .getResponse()
              .getContentAsString();
      assertThat(health).contains("\"status\":\"UP\"").doesNotContain("components");
    }
    web.perform(get("/actuator/prometheus")).andExpect(redirectedUrlPattern("**/login"));
    web.perform(get("/actuator/prometheus").header("Authorization", "Bearer "))
        .andExpect(status().isUnauthorized());
    web.perform(get("/actuator/env").with(user("clara"))).andExpect(status().isNotFound());
  }
}
