package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import dev.fairlead.FairleadTest;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Projects;
import dev.fairlead.report.Reports;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

/** What traces would hold, read by a listener of the test's own: there is no collector here. */
@FairleadTest
class ObservedWorkTests {
  @Autowired ObservationRegistry observations;
  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Reports reports;
  @Autowired RuntimeService runtime;
  @Autowired MockMvc web;

  private final List<Observation.Context> seen = new CopyOnWriteArrayList<>();
  private boolean looking = true;

  @AfterEach
  void lookAway() {
    // handlers stay for as long as the application does
    looking = false;
    driver.resumeTime();
  }

  @Test
  void jobsNameTheirProcessInstanceAndRequestsTheirProject() throws Exception {
    observations
        .observationConfig()
        .observationHandler(
            new ObservationHandler<>() {
              @Override
              public void onStop(Observation.Context context) {
                seen.add(context);
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return looking;
              }
            });
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
    SampleProject.tracked(driver, projects, plans, "OW-1");
    seen.clear();
    reports.request("OW-1", "clara");
    driver.act(
        "clara",
        "OW-1",
        "userTask_releaseReport",
        Map.of("release", "publish", "summary", "On time", "overrideHealth", "none"));
    seen.clear();
    driver.runWaiting();
    List<String> instances =
        runtime.createProcessInstanceQuery().processInstanceBusinessKey("OW-1").list().stream()
            .map(instance -> instance.getId())
            .toList();
    assertThat(seen)
        .filteredOn(context -> context.getName().equals("fairlead.job"))
        .isNotEmpty()
        .anySatisfy(
            context -> assertThat(instances).contains(value(context, "fairlead.process_instance")));

    seen.clear();
    web.perform(get("/projects/OW-1").with(user("clara")));
    assertThat(seen)
        .filteredOn(context -> "http.server.requests".equals(context.getName()))
        .singleElement()
        .satisfies(context -> assertThat(value(context, "fairlead.project")).isEqualTo("OW-1"));
  }

  private static String value(Observation.Context context, String name) {
    KeyValue found = context.getHighCardinalityKeyValue(name);
    return found == null ? null : found.getValue();
  }
}
