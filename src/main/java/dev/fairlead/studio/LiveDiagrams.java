package dev.fairlead.studio;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.management.ActivityStatistics;
import org.camunda.bpm.engine.management.IncidentStatistics;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Where the instances of a version stand and how long they stay, from the engine's own history. Its
 * tables are read by two queries, since its interface cannot ask for the stays of all elements at
 * once.
 */
@Service
public class LiveDiagrams {
  /** Of how many of those that stand at an element the keys are shown. */
  public static final int NAMED = 20;

  /** The last stays that the averages are made of, so that a long history stays readable. */
  private static final int STAYS = 5_000;

  private static final WorkingCalendar CALENDAR = WorkingCalendar.standard();

  private final ManagementService management;
  private final EngineGateway engine;
  private final Catalogue catalogue;
  private final JdbcClient jdbc;

  LiveDiagrams(
      ManagementService management, EngineGateway engine, Catalogue catalogue, JdbcClient jdbc) {
    this.management = management;
    this.engine = engine;
    this.catalogue = catalogue;
    this.jdbc = jdbc;
  }

  private record Open(String element, String businessKey, LocalDateTime since) {}

  private record Past(String element, LocalDateTime came, LocalDateTime gone, LocalDateTime taken) {
    long minutes() {
      return CALENDAR.workingMinutes(came, gone);
    }
  }

  /** One line per element at which somebody stands or stood, in the order of the diagram. */
  public List<Stay> of(Version version) {
    Drawing drawing = Drawing.read(catalogue.xml(Deployed.Kind.PROCESS, version));
    Map<String, ActivityStatistics> statistics =
        engine
            .asSystem(
                () ->
                    management
                        .createActivityStatisticsQuery(version.id())
                        .includeIncidents()
                        .list())
            .stream()
            .collect(Collectors.toMap(ActivityStatistics::getId, Function.identity()));
    Map<String, List<Open>> open = open(version);
    Map<String, List<Past>> past = past(version);
    List<Stay> stays = new ArrayList<>();
    drawing
        .elements()
        .forEach(
            (id, element) -> {
              ActivityStatistics here = statistics.get(id);
              List<Open> standing = open.getOrDefault(id, List.of());
              List<Past> left = past.getOrDefault(id, List.of());
              if (here == null && standing.isEmpty() && left.isEmpty()) {
                return;
              }
              stays.add(stay(id, drawing.title(element), here, standing, left));
            });
    return heated(stays);
  }

  private Stay stay(
      String id, String title, ActivityStatistics here, List<Open> standing, List<Past> left) {
    List<Long> taken =
        left.stream()
            .filter(past -> past.taken() != null)
            .map(past -> CALENDAR.workingMinutes(past.came(), past.taken()))
            .toList();
    return new Stay(
        id,
        title,
        here == null ? standing.size() : here.getInstances(),
        here == null
            ? 0
            : here.getIncidentStatistics().stream()
                .mapToInt(IncidentStatistics::getIncidentCount)
                .sum(),
        standing.stream()
            .map(Open::businessKey)
            .filter(Objects::nonNull)
            .distinct()
            .limit(NAMED)
            .toList(),
        standing.isEmpty() ? null : standing.get(0).since(),
        left.size(),
        mean(left.stream().map(Past::minutes).toList()),
        left.stream().map(Past::minutes).max(Comparator.naturalOrder()).orElse(null),
        mean(taken),
        0);
  }

  private static Long mean(List<Long> minutes) {
    return minutes.isEmpty()
        ? null
        : Math.round(minutes.stream().mapToLong(Long::longValue).average().orElse(0));
  }

  /** The slowest element is the hottest; what stays no minute is cold. */
  private static List<Stay> heated(List<Stay> stays) {
    long slowest =
        stays.stream()
            .map(Stay::meanMinutes)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(0L);
    return stays.stream()
        .map(
            s ->
                new Stay(
                    s.elementId(),
                    s.element(),
                    s.here(),
                    s.incidents(),
                    s.keys(),
                    s.since(),
                    s.passed(),
                    s.meanMinutes(),
                    s.longestMinutes(),
                    s.untilTakenMinutes(),
                    s.meanMinutes() == null || s.meanMinutes() == 0
                        ? 0
                        : (int) Math.ceil(4.0 * s.meanMinutes() / slowest)))
        .toList();
  }

  private Map<String, List<Open>> open(Version version) {
    Map<String, List<Open>> byElement = new HashMap<>();
    jdbc.sql(
            "select a.act_id_ as element, p.business_key_ as business_key, a.start_time_ as since"
                + " from act_hi_actinst a join act_hi_procinst p on p.proc_inst_id_ = a.proc_inst_id_"
                + " where a.proc_def_id_ = ? and a.end_time_ is null order by a.start_time_")
        .param(version.id())
        .query(Open.class)
        .list()
        .forEach(o -> byElement.computeIfAbsent(o.element(), e -> new ArrayList<>()).add(o));
    return byElement;
  }

  private Map<String, List<Past>> past(Version version) {
    Map<String, List<Past>> byElement = new HashMap<>();
    // who is the assignee from the beginning took the task then; who claimed it, at that moment
    jdbc.sql(
            "select a.act_id_ as element, a.start_time_ as came, a.end_time_ as gone,"
                + " (select min(l.timestamp_) from act_hi_identitylink l where l.task_id_ = a.task_id_"
                + " and l.type_ = 'assignee' and l.operation_type_ = 'add') as taken"
                + " from act_hi_actinst a where a.proc_def_id_ = ? and a.end_time_ is not null"
                + " order by a.end_time_ desc limit "
                + STAYS)
        .param(version.id())
        .query(Past.class)
        .list()
        .forEach(p -> byElement.computeIfAbsent(p.element(), e -> new ArrayList<>()).add(p));
    return byElement;
  }
}
