package dev.fairlead.shared;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Looks after the file of the embedded database before anybody connects to it. */
class EmbeddedDatabaseOpens implements ApplicationListener<ApplicationPreparedEvent> {
  @Override
  public void onApplicationEvent(ApplicationPreparedEvent prepared) {
    Environment environment = prepared.getApplicationContext().getEnvironment();
    EmbeddedDatabase.at(
            environment.getProperty("spring.datasource.url"),
            environment.getProperty("spring.datasource.username"),
            environment.getProperty("spring.datasource.password"))
        .filter(EmbeddedDatabase::open)
        // these run after the application and its connections are closed
        .ifPresent(file -> SpringApplication.getShutdownHandlers().add(file::close));
  }
}
