package dev.fairlead.report;

import dev.fairlead.closure.HandoverChecklist;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.PlannedSystem;
import dev.fairlead.plan.Registers;
import dev.fairlead.report.ReportRows.HandoverRow;
import dev.fairlead.report.ReportRows.SystemPlanRow;
import dev.fairlead.report.ReportRows.SystemRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What a report says of the systems: which, what was planned for them, and their handover. */
@Component
class SystemsSection {
  private final Users users;
  private final Registers registers;
  private final Baselines baselines;

  SystemsSection(Users users, Registers registers, Baselines baselines) {
    this.users = users;
    this.registers = registers;
    this.baselines = baselines;
  }

  List<SystemRow> systems(Sight sight, List<HandoverChecklist> checklists) {
    Words words = sight.words();
    Map<Integer, HandoverChecklist> lists = new HashMap<>();
    checklists.forEach(h -> lists.put(h.system().number(), h));
    List<SystemRow> rows = new ArrayList<>();
    for (PlanSystem system : registers.systems(sight.key())) {
      HandoverChecklist list = lists.get(system.number());
      String status =
          list == null
              ? words.say("said.system.none")
              : list.isSigned()
                  ? words.say("said.system.signed", users.nameOf(list.signedBy()))
                  : words.say("said.system.open", list.open());
      rows.add(
          new SystemRow(
              system.number(),
              system.name(),
              words.word(system.action()),
              users.nameOf(system.owner()),
              system.environment(),
              words.word(system.criticality()),
              system.maintenanceWindow(),
              system.blackoutFrom() == null
                  ? null
                  : words.say("said.fromTo", system.blackoutFrom(), system.blackoutUntil()),
              sight.plan().tasks().stream()
                  .filter(t -> Objects.equals(t.system(), system.number()))
                  .map(t -> sight.dates().get(t.number()).wbs())
                  .collect(Collectors.joining(", ")),
              status));
    }
    return rows;
  }

  List<SystemPlanRow> compared(Sight sight, Baseline first, List<SystemRow> systems) {
    Words words = sight.words();
    Map<Integer, PlannedSystem> planned = plannedSystems(first);
    Map<Integer, PlannedSystem> latest = plannedSystems(sight.latest());
    Map<Integer, PlanSystem> present =
        registers.systems(sight.key()).stream()
            .collect(Collectors.toMap(PlanSystem::number, Function.identity()));
    Map<Integer, String> ends =
        systems.stream().collect(Collectors.toMap(SystemRow::number, SystemRow::status));
    Set<Integer> numbers = new TreeSet<>(present.keySet());
    Optional.ofNullable(planned).ifPresent(p -> numbers.addAll(p.keySet()));
    Optional.ofNullable(latest).ifPresent(p -> numbers.addAll(p.keySet()));
    List<SystemPlanRow> rows = new ArrayList<>();
    for (int number : numbers) {
      PlanSystem is = present.get(number);
      String name =
          is != null
              ? is.name()
              : latest != null && latest.containsKey(number)
                  ? latest.get(number).name()
                  : planned.get(number).name();
      rows.add(
          new SystemPlanRow(
              name,
              planned(words, planned, number),
              planned(words, latest, number),
              is == null
                  ? words.get("said.system.dropped")
                  : words.say("said.system.planned", words.word(is.action()), ends.get(number))));
    }
    return rows;
  }

  /** By number; null where a baseline is missing or too old to have kept its systems. */
  private Map<Integer, PlannedSystem> plannedSystems(Baseline baseline) {
    return baseline == null
        ? null
        : baselines
            .systems(baseline)
            .map(
                all ->
                    all.stream()
                        .collect(Collectors.toMap(PlannedSystem::number, Function.identity())))
            .orElse(null);
  }

  private String planned(Words words, Map<Integer, PlannedSystem> plan, int number) {
    if (plan == null) {
      return null;
    }
    PlannedSystem system = plan.get(number);
    return system == null
        ? words.get("said.system.notPlanned")
        : words.say(
            "said.system.planned", words.word(system.action()), words.word(system.criticality()));
  }

  HandoverRow handover(Sight sight, HandoverChecklist list, HandoverChecklist.Line line) {
    Words words = sight.words();
    return new HandoverRow(
        list.system().name(),
        words.shipped(line.label()),
        line.answer() == null ? Light.NONE : Light.GREEN,
        line.answer() == null ? words.say("said.handover.open") : words.word(line.answer()),
        line.note(),
        users.nameOf(list.receiver()),
        Sight.day(list.signedAt()));
  }
}
