package dev.fairlead.people.web;

import dev.fairlead.people.Users;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Names for those who type one into a form. */
@RestController
@RequestMapping("/api/people")
class PeopleApi {
  private static final int FOUND = 20;

  private final Users users;

  PeopleApi(Users users) {
    this.users = users;
  }

  /** A login name and what the person is called. */
  record Person(String username, String name) {}

  /**
   * People found by parts of their names.
   *
   * @param more how many others were found
   */
  record Found(List<Person> people, int more) {}

  /** Those with an account in use whose names hold all the words, twenty at most. */
  @GetMapping
  Found search(@RequestParam(name = "q", defaultValue = "") String words) {
    Users.Found found = users.search(words, FOUND);
    return new Found(
        found.people().stream()
            .map(user -> new Person(user.username(), user.displayName()))
            .toList(),
        found.more());
  }
}
