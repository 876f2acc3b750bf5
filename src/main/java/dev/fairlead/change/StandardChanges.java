package dev.fairlead.change;

import dev.fairlead.people.Groups;
import dev.fairlead.people.Users;
import dev.fairlead.project.Decided;
import dev.fairlead.project.History;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.tracking.Texts;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The catalogue of standard changes of all projects. Managers keep it; the route of a change that
 * names one of them is still chosen by the decision table, which looks at what it does to the plan.
 */
@Service
@Transactional
public class StandardChanges {
  private static final int MOST = 200;

  private final JdbcClient jdbc;
  private final Users users;
  private final History history;
  private final FairleadClock clock;

  StandardChanges(JdbcClient jdbc, Users users, History history, FairleadClock clock) {
    this.jdbc = jdbc;
    this.users = users;
    this.history = history;
    this.clock = clock;
  }

  /** All of them by title, those that are offered no longer at the end. */
  @Transactional(readOnly = true)
  public List<StandardChange> all() {
    return jdbc.sql(
            "select * from standard_change"
                + " order by case when retired_at is null then 0 else 1 end, lower(title), id")
        .query(StandardChange.class)
        .list();
  }

  @Transactional(readOnly = true)
  public List<StandardChange> offered() {
    return all().stream().filter(StandardChange::isOffered).toList();
  }

  /**
   * The one that a change request names.
   *
   * @throws RefusedException when it names none, or one that is not offered
   */
  StandardChange named(Long id) {
    if (id == null) {
      throw RefusedException.ofField("standard", "change.standard.missing");
    }
    return offered().stream()
        .filter(entry -> entry.id() == id)
        .findFirst()
        .orElseThrow(() -> RefusedException.ofField("standard", "change.standard.unknown"));
  }

  /** Whether this person may change the catalogue. */
  @Transactional(readOnly = true)
  public boolean mayKeep(String by) {
    return users.find(by).filter(user -> user.groups().contains(Groups.MANAGERS)).isPresent();
  }

  /** Puts a change into the catalogue; its number is the answer. */
  public long add(
      String title,
      ChangeRequest.Category category,
      String description,
      String implementationPlan,
      String backoutPlan,
      String by) {
    mustMayKeep(by);
    if (category == null) {
      throw RefusedException.ofField("category", "change.category");
    }
    String name = Texts.needed("title", "the title", title, 200);
    List<StandardChange> offered = offered();
    if (offered.stream()
        .anyMatch(
            known ->
                known.title().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))) {
      throw RefusedException.ofField("title", "change.standard.twice", name);
    }
    if (offered.size() >= MOST) {
      throw RefusedException.because("change.standard.many", MOST);
    }
    var keys = new GeneratedKeyHolder();
    jdbc.sql(
            "insert into standard_change (title, category, description, implementation_plan,"
                + " backout_plan, kept_by, kept_at) values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            name,
            category.name(),
            Texts.needed("description", "the description", description, 4000),
            Texts.needed("implementationPlan", "the implementation plan", implementationPlan, 4000),
            Texts.needed("backoutPlan", "the backout plan", backoutPlan, 4000),
            by,
            clock.now())
        .update(keys, "id");
    long id = keys.getKey().longValue();
    history.decided(
        Decided.on(null, Decided.Kind.STANDARD_CHANGE, "standard change " + id, "APPROVE", by)
            .named(name)
            .ofVersion(null, Fingerprint.of(description + implementationPlan + backoutPlan)));
    return id;
  }

  /** Takes it out of the catalogue; requests that named it keep its name. */
  public void retire(long id, String by) {
    mustMayKeep(by);
    StandardChange entry =
        all().stream()
            .filter(known -> known.id() == id)
            .findFirst()
            .orElseThrow(() -> NotFoundException.because("change.standard.notThere", "" + id));
    if (!entry.isOffered()) {
      throw ConflictException.because("change.standard.retiredAlready", entry.title());
    }
    jdbc.sql("update standard_change set retired_by = ?, retired_at = ? where id = ?")
        .params(by, clock.now(), id)
        .update();
    history.decided(
        Decided.on(null, Decided.Kind.STANDARD_CHANGE, "standard change " + id, "RETIRE", by)
            .named(entry.title()));
  }

  private void mustMayKeep(String by) {
    if (!mayKeep(by)) {
      throw RefusedException.forbidden("change.standard.onlyManagers");
    }
  }
}
