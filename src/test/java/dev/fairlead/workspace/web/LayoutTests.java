package dev.fairlead.workspace.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.stereotype.Controller;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

@WebMvcTest(
    properties = {
      "spring.messages.basename=messages/workspace,messages/project",
      "spring.main.allow-bean-definition-overriding=true"
    })
@ContextConfiguration(classes = {LayoutTests.Pages.class, Viewer.class})
class LayoutTests {
  @Autowired MockMvc mvc;
  @MockitoBean Users users;

  @TestConfiguration
  @Import(SamplePages.class)
  static class Pages {}

  @Controller
  static class SamplePages {
    @GetMapping("/sample")
    String sample(Model model) {
      model.addAttribute(
          "project",
          Map.of("key", "CRM-1", "name", "New CRM", "phase", "PLANNING", "paused", false));
      model.addAttribute("message", "The plan went to your team.");
      return "sample-page";
    }

    @GetMapping("/bare")
    String bare() {
      return "sample-frame";
    }
  }

  private void anna(String... groups) {
    given(users.find("anna"))
        .willReturn(
            Optional.of(new User("anna", "Anna Berg", "anna@example.org", true, Set.of(groups))));
  }

  @Test
  @WithMockUser("anna")
  void aCoordinatorSeesTheNewProjectEntryAndTheTabsOfTheProject() throws Exception {
    anna("coordinators");
    String page =
        mvc.perform(get("/sample"))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(page)
        .contains(
            "Anna Berg",
            "New project",
            "href=\"/projects/CRM-1/risks\"",
            "The plan went to your team.",
            "<title>Plan")
        .contains("name=\"_csrf\"")
        .doesNotContain("Cockpit", "th:", "??", "style=\"");
    assertThat(page).containsOnlyOnce("aria-current=\"page\">").containsOnlyOnce("<main");
  }

  @Test
  @WithMockUser("anna")
  void aFrameHasNoHeader() throws Exception {
    anna("managers");
    String page =
        mvc.perform(get("/bare"))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(page).contains("only this").doesNotContain("fl-header", "th:");
  }
}
