package dev.fairlead.shared;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Looks after the file of the embedded database before anybody connects to it. */
class EmbeddedDatabaseOpens implements ApplicationListener<ApplicationPreparedEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabaseOpens.class);
  private static final String URL = "spring.datasource.url";

  @Override
  public void onApplicationEvent(ApplicationPreparedEvent prepared) {
    ConfigurableEnvironment environment = prepared.getApplicationContext().getEnvironment();
    EmbeddedDatabase.at(
            environment.getProperty(URL),
            environment.getProperty("spring.datasource.username"),
            environment.getProperty("spring.datasource.password"))
        .ifPresent(file -> open(file, environment));
  }

  private static void open(EmbeddedDatabase file, ConfigurableEnvironment environment) {
    closeItOurselves(environment);
    if (file.open()) {
      // these run after the application and its connections are closed
      SpringApplication.getShutdownHandlers().add(file::close);
    }
  }

  /** H2 has a hook of its own that closes it while requests and jobs are still being finished. */
  private static void closeItOurselves(ConfigurableEnvironment environment) {
    String url = environment.getProperty(URL);
    String ours = EmbeddedDatabase.closedByFairlead(url);
    if (!ours.equals(url)) {
      environment
          .getPropertySources()
          .addFirst(new MapPropertySource("embedded database", Map.of(URL, ours)));
    } else if (EmbeddedDatabase.closesItself(url)) {
      LOG.warn(
          "FAIRLEAD_DB_URL says DB_CLOSE_ON_EXIT=TRUE: when Fairlead is ended, H2 closes its database under the hands of whoever finishes their work. Leave it out.");
    }
  }
}
