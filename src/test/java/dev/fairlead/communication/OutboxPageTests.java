package dev.fairlead.communication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.people.Groups;
import dev.fairlead.project.Notice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;

/** Without a mail server the mails stay where people can read them. */
@FairleadTest
class OutboxPageTests {
  @Autowired MockMvc web;
  @Autowired Outbox outbox;
  @Autowired Postman postman;
  @Autowired ApplicationEventPublisher events;

  private String page(String path, String who, String group, int status) throws Exception {
    return web.perform(get(path).with(user(who).authorities(new SimpleGrantedAuthority(group))))
        .andExpect(status().is(status))
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  @Test
  void withoutAServerMailsStayReadableAndThePageSaysSo() throws Exception {
    events.publishEvent(
        new Notice(
            "page/1",
            "PAGE",
            List.of("tarek"),
            "task",
            Map.of("projectKey", "PAGE", "taskName", "Read me", "description", "Why & how"),
            "/work/tasks/42"));
    postman.carry();
    Mail mail = outbox.page("tarek", 0, 1).get(0);
    assertThat(mail.status()).isEqualTo("WAITING");
    assertThat(mail.attempts()).isZero();

    assertThat(page("/outbox", "tarek", Groups.TEAM_MEMBERS, 200))
        .contains("No mail server is configured", "PAGE: Read me", "kept here");
    assertThat(page("/outbox/" + mail.id(), "tarek", Groups.TEAM_MEMBERS, 200))
        .contains("Hello Tarek Haddad,", "Why &amp; how", "href=\"/work/tasks/42\"");
    assertThat(page("/outbox", "tina", Groups.TEAM_MEMBERS, 200)).doesNotContain("PAGE: Read me");
    assertThat(page("/outbox/" + mail.id(), "tina", Groups.TEAM_MEMBERS, 404))
        .contains("or it is not addressed to you");
    assertThat(page("/outbox/" + mail.id(), "admin", Groups.ADMINISTRATORS, 200))
        .contains("Hello Tarek Haddad,");
  }
}
