package dev.fairlead.communication;

import dev.fairlead.project.History;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.RegisterPage;
import dev.fairlead.shared.Seen;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The stakeholders of a project. Its coordinator keeps the register until the project is closed;
 * who reads how much of it is asked of {@link StakeholderRights} at every reading.
 */
@Service
@Transactional
public class Stakeholders {
  private static final int MOST = 200;
  private static final SimplePropertyRowMapper<Stakeholder> MAPPER =
      new SimplePropertyRowMapper<>(Stakeholder.class);

  private final JdbcClient jdbc;
  private final Projects projects;
  private final Rights rights;
  private final StakeholderRights sights;
  private final StakeholderRules rules;
  private final StakeholderHistory told;
  private final FairleadClock clock;

  Stakeholders(
      JdbcClient jdbc,
      Projects projects,
      Rights rights,
      StakeholderRights sights,
      StakeholderRules rules,
      StakeholderHistory told,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.rights = rights;
    this.sights = sights;
    this.rules = rules;
    this.told = told;
    this.clock = clock;
  }

  /** Which stakeholders of a project are looked at. */
  public enum Shown implements RegisterPage.Part {
    ACTIVE("ended_at is null"),
    /** Those whom the one who looks looks after, or may read all of, and who are due. */
    REVIEW(
        "ended_at is null and next_review <= :today and (:everything or responsible in (:people))"),
    /** Whom the one who looks looks after. */
    MINE("ended_at is null and responsible in (:people)"),
    FORMER("ended_at is not null"),
    ALL("1 = 1");

    private final String condition;

    Shown(String condition) {
      this.condition = condition;
    }

    @Override
    public String condition() {
      return condition;
    }
  }

  /** In which order; whoever may not read what is judged sees none that tells of it. */
  public enum Order {
    NAME("lower(name), number"),
    INFLUENCE("influence desc, interest desc, lower(name), number"),
    REVIEW("case when next_review is null then 1 else 0 end, next_review, number");

    private final String columns;

    Order(String columns) {
      this.columns = columns;
    }
  }

  /**
   * A page of the stakeholders of a project, as this person may read them.
   *
   * @param number of the page from 1; the last one where there are not so many
   * @throws RefusedException where they may read none of them
   */
  @Transactional(readOnly = true)
  public RegisterPage<Shown, Stakeholder> register(
      String projectKey, Shown shown, Order order, String by, int number) {
    StakeholderRights.Sight sight = sights.mustRead(projects.get(projectKey), by);
    return RegisterPage.read(
        jdbc,
        "stakeholder where project_key = :key",
        shown,
        (sight.everything() ? order : Order.NAME).columns,
        Map.of(
            "key",
            projectKey,
            "today",
            clock.today(),
            "everything",
            sight.everything(),
            "people",
            sight.people()),
        number,
        (row, i) -> sight.of(MAPPER.mapRow(row, i)));
  }

  /**
   * All of them by their numbers, as this person may read them.
   *
   * @throws RefusedException where they may read none of them
   */
  @Transactional(readOnly = true)
  public List<Stakeholder> all(String projectKey, String by) {
    StakeholderRights.Sight sight = sights.mustRead(projects.get(projectKey), by);
    return kept(projectKey).stream().map(sight::of).toList();
  }

  /** All of them with all that is judged, for those who have asked who reads. */
  List<Stakeholder> kept(String projectKey) {
    return jdbc.sql("select * from stakeholder where project_key = ? order by number")
        .param(projectKey)
        .query(MAPPER)
        .list();
  }

  /**
   * One of them as this person may read it.
   *
   * @throws RefusedException where they may not read it at all
   * @throws NotFoundException when there is no such stakeholder
   */
  @Transactional(readOnly = true)
  public Stakeholder get(String projectKey, int number, String by) {
    return sights.mustRead(projects.get(projectKey), by).of(get(projectKey, number));
  }

  /** Its history, or that of the whole register where the number is null. */
  @Transactional(readOnly = true)
  public List<History.Entry> history(String projectKey, Integer number, int size, String by) {
    StakeholderRights.Sight sight = sights.mustRead(projects.get(projectKey), by);
    boolean whole =
        number == null ? sight.everything() : sight.of(get(projectKey, number)).isAssessed();
    return whole ? told.page(projectKey, number, size) : List.of();
  }

  private Stakeholder get(String projectKey, int number) {
    return find(projectKey, number)
        .orElseThrow(
            () -> NotFoundException.because("communication.stakeholder.unknown", projectKey));
  }

  private Optional<Stakeholder> find(String projectKey, int number) {
    return jdbc.sql("select * from stakeholder where project_key = ? and number = ?")
        .params(projectKey, number)
        .query(MAPPER)
        .optional();
  }

  /**
   * Enters a stakeholder.
   *
   * @param checks what was found wrong while the form was read
   * @throws RefusedException naming every field that is wrong
   */
  public Stakeholder add(String projectKey, NewStakeholder wanted, String by, Checks checks) {
    Project project = keep(projectKey, by);
    List<Stakeholder> known = kept(projectKey);
    Stakeholder one = rules.checked(project, wanted, null, known, checks);
    if (known.size() >= MOST) {
      throw RefusedException.because("communication.stakeholder.tooMany", MOST);
    }
    int number = known.isEmpty() ? 1 : known.get(known.size() - 1).number() + 1;
    jdbc.sql(
            "insert into stakeholder (id, project_key, number, name, organisation, role, person,"
                + " party_id, audience_role, interest, influence, attitude, wanted_attitude,"
                + " expectations, approach, responsible, next_review) values (:id, :key, :number,"
                + " :name, :organisation, :role, :person, :party, :audience, :interest, :influence,"
                + " :attitude, :wanted, :expectations, :approach, :responsible, :review)")
        .param("id", projectKey + "-S" + number)
        .param("key", projectKey)
        .param("number", number)
        .params(values(one))
        .param("person", one.person(), Types.VARCHAR)
        .param("party", one.partyId(), Types.BIGINT)
        .param("audience", name(one.audienceRole()), Types.VARCHAR)
        .param("review", one.nextReview(), Types.DATE)
        .update();
    Stakeholder made = get(projectKey, number);
    told.note(null, made, by);
    return made;
  }

  /**
   * Changes a stakeholder from a form.
   *
   * @param seen {@link Stakeholder#seen()} of what the form showed
   * @param checks what was found wrong while the form was read
   * @throws ConflictException when somebody changed it meanwhile
   * @throws RefusedException naming every field that is wrong
   */
  public Stakeholder change(
      String projectKey, int number, NewStakeholder wanted, String seen, String by, Checks checks) {
    Project project = keep(projectKey, by);
    Stakeholder was = get(projectKey, number);
    Seen.mustBe(
        was.seen(),
        seen,
        "communication.stakeholder.meanwhile",
        was.called(),
        told.otherwise(was, StakeholderRules.typed(was, wanted)));
    if (!was.isActive()) {
      throw ConflictException.because("communication.stakeholder.former", was.called());
    }
    Stakeholder one = rules.checked(project, wanted, was, kept(projectKey), checks);
    jdbc.sql(
            "update stakeholder set name = :name, organisation = :organisation, role = :role,"
                + " person = :person, party_id = :party, audience_role = :audience,"
                + " interest = :interest, influence = :influence, attitude = :attitude,"
                + " wanted_attitude = :wanted, expectations = :expectations, approach = :approach,"
                + " responsible = :responsible, next_review = :review where id = :id")
        .param("id", was.id())
        .params(values(one))
        .param("person", one.person(), Types.VARCHAR)
        .param("party", one.partyId(), Types.BIGINT)
        .param("audience", name(one.audienceRole()), Types.VARCHAR)
        .param("review", one.nextReview(), Types.DATE)
        .update();
    Stakeholder is = get(projectKey, number);
    told.note(was, is, by);
    return is;
  }

  private static Map<String, Object> values(Stakeholder one) {
    return Map.of(
        "name", one.name(),
        "organisation", one.organisation(),
        "role", one.role(),
        "interest", one.interest(),
        "influence", one.influence(),
        "attitude", one.attitude().name(),
        "wanted", one.wantedAttitude().name(),
        "expectations", one.expectations(),
        "approach", one.approach(),
        "responsible", one.responsible());
  }

  private static String name(Enum<?> value) {
    return value == null ? null : value.name();
  }

  /**
   * The project does not concern them any more; what is known of them stays.
   *
   * @param seen {@link Stakeholder#seen()} of what the form showed
   */
  public Stakeholder retire(String projectKey, int number, String seen, String by) {
    return end(projectKey, number, seen, clock.now(), by);
  }

  /** The project concerns them again. */
  public Stakeholder restore(String projectKey, int number, String seen, String by) {
    return end(projectKey, number, seen, null, by);
  }

  private Stakeholder end(
      String projectKey, int number, String seen, LocalDateTime endedAt, String by) {
    keep(projectKey, by);
    Stakeholder was = get(projectKey, number);
    if (was.isActive() == (endedAt == null)) {
      throw ConflictException.because(
          "communication.stakeholder." + (was.isActive() ? "activeAlready" : "former"),
          was.called());
    }
    Seen.mustBe(
        was.seen(), seen, "communication.stakeholder.meanwhile", was.called(), told.said(was));
    jdbc.sql("update stakeholder set ended_at = ? where id = ?")
        .param(1, endedAt, Types.TIMESTAMP)
        .param(2, was.id())
        .update();
    Stakeholder is = get(projectKey, number);
    told.note(was, is, by);
    return is;
  }

  /** The project, which is neither closed nor paused; until the end nobody else changes in it. */
  private Project keep(String projectKey, String by) {
    Project project = rights.mustCoordinate(projectKey, by);
    if (project.phase().isOver()) {
      throw ConflictException.because("communication.stakeholder.over", projectKey);
    }
    // its row is the lock for the next number too
    return projects.running(projectKey);
  }
}
