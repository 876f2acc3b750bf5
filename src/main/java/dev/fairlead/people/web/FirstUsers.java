package dev.fairlead.people.web;

import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.shared.RefusedException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the first users of an empty installation: the demo people with the embedded default,
 * otherwise one administrator from the environment. There is no default password outside the demo,
 * and no start without anybody who could log in.
 */
@Component
@Order(1)
class FirstUsers implements ApplicationRunner {
  private static final Logger LOG = LoggerFactory.getLogger(FirstUsers.class);
  private static final String DEMO_PASSWORD = "fairlead-demo";

  private final Users users;
  private final TransactionTemplate transaction;
  private final boolean demo;
  private final String adminName;
  private final String adminPassword;
  private final String adminEmail;

  FirstUsers(
      Users users,
      TransactionTemplate transaction,
      @Value("${fairlead.demo}") boolean demo,
      @Value("${fairlead.admin.username:}") String adminName,
      @Value("${fairlead.admin.password:}") String adminPassword,
      @Value("${fairlead.admin.email:}") String adminEmail) {
    this.users = users;
    this.transaction = transaction;
    this.demo = demo;
    this.adminName = adminName;
    this.adminPassword = adminPassword;
    this.adminEmail = adminEmail;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (!users.none()) {
      return;
    }
    if (demo) {
      // a start that is ended meanwhile leaves nobody, and the next one makes them all
      transaction.executeWithoutResult(
          status -> demoPeople().forEach(user -> users.create(user, DEMO_PASSWORD)));
      LOG.info(
          "Made the demo users; the README lists them. They exist with the embedded default only.");
    } else {
      firstAdministrator();
      LOG.info("Made the first administrator {} from the environment", adminName);
    }
  }

  private void firstAdministrator() {
    String missing =
        Stream.of(
                adminName.isBlank() ? "FAIRLEAD_ADMIN_USERNAME" : "",
                adminPassword.isBlank() ? "FAIRLEAD_ADMIN_PASSWORD" : "",
                adminEmail.isBlank() ? "FAIRLEAD_ADMIN_EMAIL" : "")
            .filter(name -> !name.isEmpty())
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw RefusedException.because("people.noAdministrator", missing);
    }
    try {
      users.create(
          new User(adminName, "Administrator", adminEmail, true, Set.of(Groups.ADMINISTRATORS)),
          adminPassword);
    } catch (RefusedException refused) {
      throw RefusedException.because("people.administratorRefused", refused.getMessage());
    }
  }

  private static List<User> demoPeople() {
    return List.of(
        person("clara", "Clara Lindgren", Groups.COORDINATORS),
        person("colin", "Colin Abara", Groups.COORDINATORS),
        person("maria", "Maria Costa", Groups.MANAGERS),
        person("martin", "Martin Keller", Groups.MANAGERS),
        person("sofia", "Sofia Brandt", Groups.SPONSORS),
        person("stefan", "Stefan Novak", Groups.STEERING_BOARD),
        person("tom", "Tom Eriksen", Groups.TEAM_MEMBERS),
        person("tina", "Tina Okafor", Groups.TEAM_MEMBERS),
        person("tarek", "Tarek Haddad", Groups.TEAM_MEMBERS),
        person("paula", "Paula Meyer", Groups.PROCESS_OWNERS),
        person("petra", "Petra Novotna", Groups.PROCESS_OWNERS),
        person("admin", "Ada Minow", Groups.ADMINISTRATORS));
  }

  private static User person(String username, String name, String group) {
    return new User(username, name, username + "@fairlead.example", true, Set.of(group));
  }
}
