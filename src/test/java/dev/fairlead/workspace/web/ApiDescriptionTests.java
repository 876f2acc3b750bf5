package dev.fairlead.workspace.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.FairleadTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

/** Who reads the description of the API finds a sentence with every call. */
@FairleadTest
class ApiDescriptionTests {
  @Autowired MockMvc web;
  @Autowired ObjectMapper json;

  @Test
  void everyCallIsDescribedByASentence() throws Exception {
    JsonNode api =
        json.readTree(
            web.perform(get("/api/openapi").with(user("tom")))
                .andReturn()
                .getResponse()
                .getContentAsString());
    assertThat(api.at("/info/title").asText()).isEqualTo("Fairlead");
    List<String> silent = new ArrayList<>();
    api.get("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        call -> {
                          String said = call.getValue().path("description").asText();
                          if (said.isBlank() || said.contains("{@")) {
                            silent.add(call.getKey() + " " + path.getKey() + ": " + said);
                          }
                        }));
    assertThat(silent).isEmpty();
    assertThat(api.get("paths").fieldNames())
        .toIterable()
        .contains(
            "/api/projects",
            "/api/projects/{key}",
            "/api/projects/{key}/plan/import",
            "/api/projects/{key}/plan/tasks",
            "/api/projects/{key}/changes",
            "/api/projects/{key}/reports",
            "/api/reports/{id}.pdf");
  }
}
