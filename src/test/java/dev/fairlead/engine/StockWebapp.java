package dev.fairlead.engine;

import dev.fairlead.Jar;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.autoconfigure.session.SessionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * Camunda's web applications as Spring Boot starts them where nobody configures anything, with
 * nothing of ours: a control for tests of holes that we close. A process of its own, since the web
 * applications keep things in static fields.
 */
@EnableAutoConfiguration(
    exclude = {
      // what our other libraries would bring along
      SecurityAutoConfiguration.class,
      SecurityFilterAutoConfiguration.class,
      UserDetailsServiceAutoConfiguration.class,
      ManagementWebSecurityAutoConfiguration.class,
      FlywayAutoConfiguration.class,
      SessionAutoConfiguration.class
    })
final class StockWebapp {
  private StockWebapp() {}

  static Jar start(Path folder) {
    return Jar.command(
            List.of(
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StockWebapp.class.getName()),
            folder,
            Map.of())
        .awaitReady();
  }

  public static void main(String[] arguments) {
    new SpringApplicationBuilder(StockWebapp.class)
        .properties(
            // not our application.yaml
            "spring.config.name=stock",
            "server.port=0",
            "spring.datasource.url=jdbc:h2:mem:stock",
            "camunda.bpm.job-execution.enabled=false",
            "management.endpoint.health.probes.enabled=true")
        .run(arguments);
  }
}
