package dev.fairlead;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts Fairlead: workspace, Camunda and REST in one program. */
@SpringBootApplication
@EnableScheduling
public class FairleadApplication {
  public static void main(String[] args) {
    SpringApplication.run(FairleadApplication.class, args);
  }
}
