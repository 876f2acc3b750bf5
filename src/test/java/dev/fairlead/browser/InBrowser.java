package dev.fairlead.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import dev.fairlead.RunningFairlead;
import dev.fairlead.demo.ProcessDriver;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * People at real browsers in front of the running application. After every test, whatever the
 * browsers complained about fails it; where a test fails, pictures are kept of what each person
 * saw.
 */
@RunningFairlead
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith({Chromium.class, Witness.class})
abstract class InBrowser {
  @LocalServerPort private int port;
  @Autowired protected ProcessDriver driver;
  @Autowired private ManagementService jobs;

  private final Map<String, Person> people = new LinkedHashMap<>();
  private final List<Person> everybody = new ArrayList<>();
  private Browser browser;

  void use(Browser browser) {
    this.browser = browser;
  }

  Browser browser() {
    return browser;
  }

  /** The address of the application. */
  String home() {
    return "http://localhost:" + port;
  }

  /** The person, logged in, in the same browser all through the class. */
  Person person(String username) {
    return people.computeIfAbsent(username, name -> visitor(name).logsIn());
  }

  /** Somebody who has not logged in. */
  Person visitor(String name) {
    Person visitor = new Person(browser, home(), name);
    everybody.add(visitor);
    return visitor;
  }

  /**
   * Lets it be this moment, where people would wait for it. Timers that are due then fire, and have
   * fired before the story goes on: nobody is at work in the second in which ten days pass.
   */
  void itIs(String moment) {
    driver.setTime(LocalDateTime.parse(moment));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> jobs.createJobQuery().executable().count() == 0);
  }

  /** Keeps what each person sees now. */
  List<String> keepPictures(String name) {
    List<String> kept = new ArrayList<>();
    everybody.forEach(who -> kept.add(Pictures.take(who.page(), name + "-" + who)));
    return kept;
  }

  @AfterEach
  void noBrowserComplains() {
    List<String> complaints = new ArrayList<>();
    everybody.forEach(who -> complaints.addAll(who.complaints().taken()));
    assertThat(complaints).as("complaints of the browsers").isEmpty();
  }

  @AfterAll
  void goHome() {
    everybody.forEach(Person::close);
    driver.resumeTime();
  }
}
