package dev.fairlead.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestBuilders.formLogin;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.response.SecurityMockMvcResultMatchers.authenticated;
import static org.springframework.security.test.web.servlet.response.SecurityMockMvcResultMatchers.unauthenticated;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.shared.FairleadClock;
import jakarta.servlet.http.Cookie;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Accounts as administrators keep them, and one's own password. */
@FairleadTest
class UserPagesTests {
  @Autowired MockMvc web;
  @Autowired Users users;
  @Autowired FairleadClock clock;

  private static MockHttpServletRequestBuilder admin(MockHttpServletRequestBuilder request) {
    return request
        .with(user("admin").authorities(new SimpleGrantedAuthority(Groups.ADMINISTRATORS)))
        .with(csrf());
  }

  private static MockHttpServletRequestBuilder filled(String username) {
    return post("/users")
        .param("username", username)
        .param("displayName", "Nora Lind")
        .param("email", "nora@example.org")
        .param("groups", Groups.TEAM_MEMBERS, Groups.COORDINATORS)
        .param("password", "first-password");
  }

  private Cookie logIn(String username, String password) throws Exception {
    return web.perform(formLogin().user(username).password(password))
        .andExpect(authenticated())
        .andReturn()
        .getResponse()
        .getCookie("SESSION");
  }

  private String text(MockHttpServletRequestBuilder request, int status) throws Exception {
    return web.perform(request)
        .andExpect(status().is(status))
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  @Test
  void anAdministratorAddsAUserWhoCanLogIn() throws Exception {
    web.perform(admin(filled("nora1"))).andExpect(redirectedUrl("/users/nora1"));
    assertThat(users.get("nora1").groups())
        .containsExactlyInAnyOrder(Groups.TEAM_MEMBERS, Groups.COORDINATORS);
    Cookie session = logIn("nora1", "first-password");
    assertThat(text(get("/account").cookie(session), 200))
        .contains("Nora Lind", "nora@example.org", "team members");
    for (String nobody : new String[] {"\\", "%", "nora_"}) {
      assertThat(text(admin(get("/users").param("q", nobody)), 200)).doesNotContain("nora1");
    }
    assertThat(text(admin(get("/users").param("q", "nora1")), 200))
        .contains("Nora Lind", "nora@example.org")
        .doesNotContain("Tom Eriksen");
  }

  @ParameterizedTest(name = "{0} = \"{1}\"")
  @CsvSource({
    "username, Nora, 'A login name has 2 to 40 lower-case letters'",
    "username, admin, 'The login name &quot;admin&quot; is taken'",
    "displayName, '', 'Write the name of the person'",
    "email, nobody, 'Write one mail address'",
    "email, 'a@b.c, d@e.f', 'Write one mail address'",
    "groups, kings, 'Choose at least one group'",
    "password, short, 'A password has 8 to 72 characters'"
  })
  void aWrongFieldIsNamedAndNothingTypedIsLost(String field, String value, String sentence)
      throws Exception {
    MockHttpServletRequestBuilder request =
        filled("nora2")
            .with(
                sent -> {
                  sent.setParameter(field, value);
                  return sent;
                });
    String page = text(admin(request), 422);
    assertThat(page).contains(sentence).doesNotContain("first-password");
    assertThat(page).contains(field.equals("displayName") ? "nora@example.org" : "Nora Lind");
    assertThat(users.find("nora2")).isEmpty();
  }

  @Test
  void aPasswordThatBcryptWouldCutIsRefused() throws Exception {
    String page =
        text(
            admin(
                filled("nora3")
                    .with(
                        sent -> {
                          sent.setParameter("password", "ä".repeat(40));
                          return sent;
                        })),
            422);
    assertThat(page).contains("A password has 8 to 72 characters");
  }

  @Test
  void onlyAdministratorsKeepAccounts() throws Exception {
    for (String group : Groups.ALL) {
      int expected = group.equals(Groups.ADMINISTRATORS) ? 200 : 403;
      web.perform(get("/users/tom").with(user("x").authorities(new SimpleGrantedAuthority(group))))
          .andExpect(status().is(expected));
    }
    web.perform(
            filled("nora4")
                .with(user("clara").authorities(new SimpleGrantedAuthority(Groups.COORDINATORS)))
                .with(csrf()))
        .andExpect(status().isForbidden());
    assertThat(users.find("nora4")).isEmpty();
  }

  @Test
  void nameAddressAndGroupsAreChangedAndThePersonLogsInAgain() throws Exception {
    web.perform(admin(filled("nora5")));
    Cookie session = logIn("nora5", "first-password");
    web.perform(
            admin(
                post("/users/nora5")
                    .param("displayName", "Nora Lind-Berg")
                    .param("email", "nora.berg@example.org")
                    .param("groups", Groups.MANAGERS)))
        .andExpect(redirectedUrl("/users/nora5"));
    assertThat(users.get("nora5"))
        .isEqualTo(
            new User(
                "nora5",
                "Nora Lind-Berg",
                "nora.berg@example.org",
                true,
                java.util.Set.of(Groups.MANAGERS)));
    web.perform(get("/work").cookie(session)).andExpect(redirectedUrl("/login?changed"));
  }

  @Test
  void whoeverIsShutOutIsOutAtOnceAndComesBackWithTheirPassword() throws Exception {
    web.perform(admin(filled("nora6")));
    Cookie session = logIn("nora6", "first-password");
    web.perform(get("/work").cookie(session)).andExpect(status().isOk());
    web.perform(admin(post("/users/nora6/deactivate")));
    web.perform(get("/work").cookie(session)).andExpect(redirectedUrl("/login?changed"));
    web.perform(formLogin().user("nora6").password("first-password")).andExpect(unauthenticated());
    assertThat(text(admin(get("/users/nora6")), 200)).contains("This account is inactive");
    web.perform(admin(post("/users/nora6/activate")));
    logIn("nora6", "first-password");
  }

  @Test
  void anAdministratorCannotShutThemselvesOut() throws Exception {
    web.perform(admin(post("/users/admin/deactivate")))
        .andExpect(
            result ->
                assertThat(result.getFlashMap().get("problem"))
                    .asString()
                    .contains("cannot shut your own account"));
    String page =
        text(
            admin(
                post("/users/admin")
                    .param("displayName", "Ada Minow")
                    .param("email", "admin@fairlead.example")
                    .param("groups", Groups.MANAGERS)),
            422);
    assertThat(page).contains("cannot shut your own account or leave the group");
    assertThat(users.get("admin").enabled()).isTrue();
    assertThat(users.get("admin").groups()).containsExactly(Groups.ADMINISTRATORS);
  }

  @Test
  void aForgottenPasswordIsSetAnewAndAnOwnOneIsChanged() throws Exception {
    web.perform(admin(filled("nora7")));
    web.perform(admin(post("/users/nora7/password").param("password", "second-password")))
        .andExpect(redirectedUrl("/users/nora7"));
    web.perform(formLogin().user("nora7").password("first-password")).andExpect(unauthenticated());
    Cookie here = logIn("nora7", "second-password");
    Cookie elsewhere = logIn("nora7", "second-password");

    assertThat(text(change(here, "wrong-password", "third-password", "third-password"), 422))
        .contains("That is not your present password");
    assertThat(text(change(here, "second-password", "third-password", "thirdpassword"), 422))
        .contains("The two new passwords are not the same");
    web.perform(change(here, "second-password", "third-password", "third-password"))
        .andExpect(redirectedUrl("/account"));

    web.perform(get("/account").cookie(here)).andExpect(status().isOk());
    web.perform(get("/account").cookie(elsewhere)).andExpect(redirectedUrl("/login?changed"));
    logIn("nora7", "third-password");
  }

  private static MockHttpServletRequestBuilder change(
      Cookie session, String current, String password, String repeated) {
    return post("/account/password")
        .cookie(session)
        .with(csrf())
        .param("current", current)
        .param("password", password)
        .param("repeated", repeated);
  }

  @Test
  void anAbsenceNamesADeputyAndIsTakenBack() throws Exception {
    web.perform(admin(filled("nora8")));
    LocalDate today = clock.today();
    web.perform(
            admin(
                post("/users/nora8/absences")
                    .param("deputy", "tina")
                    .param("from", today.toString())
                    .param("until", today.plusDays(3).toString())))
        .andExpect(redirectedUrl("/users/nora8"));
    assertThat(users.actsFor("tina", today)).contains("nora8");
    assertThat(text(admin(get("/users/nora8")), 200)).contains("Tina Okafor", ">now<");
    long id = users.substitutions("nora8").get(0).id();
    web.perform(admin(post("/users/nora8/absences/" + id + "/remove")))
        .andExpect(redirectedUrl("/users/nora8"));
    assertThat(users.actsFor("tina", today)).doesNotContain("nora8");
    web.perform(admin(post("/users/nora8/absences/" + id + "/remove")))
        .andExpect(status().isNotFound());
  }

  @Test
  void peopleNameTheirOwnDeputies() throws Exception {
    LocalDate today = clock.today();
    web.perform(
            post("/account/absences/deputies")
                .with(user("maria"))
                .with(csrf())
                .param("deputy", "martin")
                .param("deputyFrom", today.toString())
                .param("deputyUntil", today.plusDays(2).toString()))
        .andExpect(redirectedUrl("/account/absences"));
    assertThat(users.actsFor("martin", today)).contains("maria");
    assertThat(text(get("/account/absences").with(user("maria")), 200))
        .contains("Martin Keller", ">now<");
    assertThat(text(get("/account/absences").with(user("tom")), 200)).doesNotContain(">now<");
    long id = users.substitutions("maria").get(0).id();
    web.perform(post("/account/absences/deputies/" + id + "/remove").with(user("tom")).with(csrf()))
        .andExpect(status().isNotFound());
    web.perform(
            post("/account/absences/deputies/" + id + "/remove").with(user("maria")).with(csrf()))
        .andExpect(redirectedUrl("/account/absences"));
    assertThat(users.actsFor("martin", today)).doesNotContain("maria");
  }

  @ParameterizedTest(name = "{0} from {1} until {2}")
  @CsvSource({
    "'', 2027-01-04, 2027-01-08, Choose who stands in",
    "nobody, 2027-01-04, 2027-01-08, Choose who stands in",
    "tom, 2027-01-04, 2027-01-08, Nobody can stand in for themselves",
    "tina, '', 2027-01-08, Write the first day",
    "tina, 2027-01-04, '', Write a last day",
    "tina, 2027-01-04, 2027-01-03, does not lie before the first day",
    "tina, 4 January, 2027-01-08, is not a date",
    "tina, 2027-01-04, +999999999-12-31, is not a date",
    "tina, 2027-01-04, 9999-12-31, at most ten years"
  })
  void aWrongAbsenceIsRefusedInWords(String deputy, String from, String until, String sentence)
      throws Exception {
    var before = users.substitutions("tom");
    String page =
        text(
            admin(
                post("/users/tom/absences")
                    .param("deputy", deputy)
                    .param("from", from)
                    .param("until", until)),
            422);
    assertThat(page).contains(sentence);
    assertThat(users.substitutions("tom")).isEqualTo(before);
  }
}
