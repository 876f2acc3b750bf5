package dev.fairlead;

import org.springframework.context.ConfigurableApplicationContext;

/** Benchmarks whose figures are about PostgreSQL, whichever database the tests have. */
public class OnPostgres extends TestDatabase {
  @Override
  public void initialize(ConfigurableApplicationContext context) {
    System.setProperty("fairlead.test.database", "postgres");
    super.initialize(context);
  }
}
