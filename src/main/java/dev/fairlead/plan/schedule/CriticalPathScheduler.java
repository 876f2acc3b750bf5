package dev.fairlead.plan.schedule;

import dev.fairlead.plan.ConstraintType;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.TaskLink;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The critical path method with a forward and a backward pass over the plan's working time.
 *
 * <ul>
 *   <li>Dependencies win over constraints: a task never begins before its predecessors allow it; a
 *       constraint that cannot be kept gives a warning and negative slack.
 *   <li>A link to or from a summary holds for every task below it.
 *   <li>"As late as possible" takes the latest date that keeps the project's finish, as MS Project
 *       does.
 *   <li>With a status date, what is done stays where it was done; what was begun keeps its start
 *       and does its remaining work after the status date and after its predecessors; nothing else
 *       begins before the status date.
 *   <li>A constraint date at midnight means the whole day: its beginning for a start, its end for a
 *       finish.
 * </ul>
 */
@Component
public class CriticalPathScheduler implements Scheduler {
  private static final int DEEPEST_LEVEL = 100;
  private static final int LONGEST_CYCLE_NAMED = 12;

  @Override
  public Schedule schedule(WorkPlan plan, LocalDateTime statusDate) {
    return new Run(plan, statusDate).run();
  }

  /** One computation; everything is indexed by the task's place in the plan's list. */
  private static final class Run {
    private final WorkPlan plan;
    private final LocalDateTime statusDate;
    private final List<PlanTask> tasks;
    private final int count;
    private final TimeAxis axis;
    private final int[] parent;
    private final int[] level;
    private final String[] wbs;
    private final boolean[] summary;
    private final int[][] children;

    private final Edges edges;
    private final List<ScheduleWarning> warnings = new ArrayList<>();
    private Network network;

    Run(WorkPlan plan, LocalDateTime statusDate) {
      this.plan = plan;
      this.statusDate = statusDate;
      tasks = plan.tasks();
      count = tasks.size();
      axis = new TimeAxis(plan.calendar(), plan.start());
      parent = new int[count];
      level = new int[count];
      wbs = new String[count];
      summary = new boolean[count];
      children = new int[count][];
      edges = new Edges(count);
    }

    Schedule run() {
      Map<Integer, Integer> indexOf = new HashMap<>(count * 2);
      for (int i = 0; i < count; i++) {
        if (indexOf.put(tasks.get(i).number(), i) != null) {
          throw new IllegalArgumentException("two tasks with the number " + tasks.get(i).number());
        }
      }
      readOutline(indexOf);
      readLinks(indexOf);
      try {
        network = edges.network(summary);
      } catch (Network.CycleFound found) {
        int[] path = new int[found.path.length];
        for (int i = 0; i < path.length; i++) {
          path[i] = edges.task(found.path[i]);
        }
        throw cycle(path);
      }
      setBounds();

      long finish = count == 0 ? network.projectStart : network.forward();
      network.backward(finish);
      if (delayAsLateAsPossible()) {
        network.forward();
      }
      network.freeLimits(finish);
      return collect();
    }

    private void readOutline(Map<Integer, Integer> indexOf) {
      int[] childCount = new int[count];
      for (int i = 0; i < count; i++) {
        Integer above = tasks.get(i).parent();
        parent[i] = above == null ? -1 : known(indexOf, above, tasks.get(i));
        if (parent[i] >= 0) {
          summary[parent[i]] = true;
          childCount[parent[i]]++;
        }
      }
      int[] path = new int[count];
      for (int i = 0; i < count; i++) {
        int length = 0;
        int node = i;
        while (node >= 0 && level[node] == 0) {
          if (length > DEEPEST_LEVEL || length == count) {
            refuseOutlineCycle(i);
            throw RefusedException.because("plan.schedule.tooDeep", name(i), DEEPEST_LEVEL);
          }
          path[length++] = node;
          node = parent[node];
        }
        int above = node < 0 ? 0 : level[node];
        while (length > 0) {
          level[path[--length]] = ++above;
        }
        if (level[i] > DEEPEST_LEVEL) {
          throw RefusedException.because("plan.schedule.tooDeep", name(i), DEEPEST_LEVEL);
        }
      }
      int[] place = new int[count];
      int top = 0;
      int[] filled = new int[count];
      for (int i = 0; i < count; i++) {
        if (parent[i] < 0) {
          place[i] = ++top;
        } else {
          int above = parent[i];
          if (children[above] == null) {
            children[above] = new int[childCount[above]];
          }
          children[above][filled[above]++] = i;
          place[i] = filled[above];
        }
      }
      for (int i = 0; i < count; i++) {
        int length = 0;
        for (int node = i; node >= 0 && wbs[node] == null; node = parent[node]) {
          path[length++] = node;
        }
        while (length > 0) {
          int node = path[--length];
          wbs[node] = parent[node] < 0 ? "" + place[node] : wbs[parent[node]] + "." + place[node];
        }
      }
    }

    private void refuseOutlineCycle(int from) {
      boolean[] seen = new boolean[count];
      int node = from;
      while (node >= 0 && !seen[node]) {
        seen[node] = true;
        node = parent[node];
      }
      if (node < 0) {
        return;
      }
      List<Integer> path = new ArrayList<>();
      int first = node;
      do {
        path.add(node);
        node = parent[node];
      } while (node != first);
      throw cycle(path.stream().mapToInt(Integer::intValue).toArray());
    }

    private void readLinks(Map<Integer, Integer> indexOf) {
      for (TaskLink link : plan.links()) {
        Integer from = indexOf.get(link.predecessor());
        Integer to = indexOf.get(link.successor());
        if (from == null || to == null) {
          throw RefusedException.because(
              "plan.schedule.unknownTask", "" + link.predecessor(), "" + link.successor());
        }
        if (from.equals(to)) {
          throw cycle(new int[] {from});
        }
        byte type =
            switch (link.type()) {
              case FS -> Network.FS;
              case SS -> Network.SS;
              case FF -> Network.FF;
              case SF -> Network.SF;
            };
        boolean fromFinish = type == Network.FS || type == Network.FF;
        boolean toStart = type == Network.FS || type == Network.SS;
        int source =
            summary[from] ? hub(from, fromFinish ? Edges.OUT_FINISH : Edges.OUT_START) : from;
        int target = summary[to] ? hub(to, toStart ? Edges.IN_START : Edges.IN_FINISH) : to;
        edges.add(source, target, type, link.lagMinutes());
      }
    }

    /**
     * The node that stands for all tasks below a summary; makes those of the summaries below it,
     * too.
     */
    private int hub(int index, int side) {
      if (edges.hub(index, side) >= 0) {
        return edges.hub(index, side);
      }
      int result = edges.addHub(index, side);
      int[] open = new int[count];
      int size = 0;
      open[size++] = index;
      byte type = side == Edges.OUT_FINISH || side == Edges.IN_FINISH ? Network.FF : Network.SS;
      boolean outward = side == Edges.OUT_FINISH || side == Edges.OUT_START;
      while (size > 0) {
        int node = open[--size];
        int hub = edges.hub(node, side);
        for (int child : children[node]) {
          int end = child;
          if (summary[child]) {
            end = edges.hub(child, side);
            if (end < 0) {
              end = edges.addHub(child, side);
              open[size++] = child;
            }
          }
          edges.add(outward ? end : hub, outward ? hub : end, type, 0);
        }
      }
      return result;
    }

    private void setBounds() {
      network.projectStart = TimeAxis.begin(axis.positionOf(plan.start().atStartOfDay()));
      long status =
          statusDate == null ? Network.ALWAYS : TimeAxis.begin(axis.positionOf(statusDate));
      network.statusMoment = status;
      for (int i = 0; i < count; i++) {
        if (summary[i]) {
          continue;
        }
        PlanTask task = tasks.get(i);
        network.duration[i] = Math.max(0, task.durationMinutes());
        network.startBound[i] = network.projectStart;
        if (statusDate != null) {
          setProgress(i, task, status);
        }
        for (int holder = i; holder >= 0; holder = parent[holder]) {
          constrain(i, tasks.get(holder), holder == i);
        }
      }
    }

    private void setProgress(int i, PlanTask task, long status) {
      long minutes = network.duration[i];
      boolean done = task.isDone() || task.actualFinish() != null;
      boolean running = !done && (task.actualStart() != null || task.percentComplete() > 0);
      if (done) {
        if (task.actualFinish() == null && task.actualStart() == null) {
          network.kind[i] = Network.DONE;
          return;
        }
        network.kind[i] = Network.FIXED;
        if (task.actualStart() != null) {
          network.start[i] = axis.momentOf(task.actualStart());
        }
        if (task.actualFinish() != null) {
          network.finish[i] = axis.momentOf(task.actualFinish());
          if (task.actualStart() == null) {
            long end = TimeAxis.position(network.finish[i]);
            network.start[i] = minutes == 0 ? network.finish[i] : TimeAxis.begin(end - minutes);
          }
        } else {
          long begin = TimeAxis.position(network.start[i]);
          long end = Math.max(begin, Math.min(begin + minutes, TimeAxis.position(status)));
          network.finish[i] = minutes == 0 ? network.start[i] : TimeAxis.end(end);
        }
      } else if (running) {
        network.kind[i] = Network.RUNNING;
        if (task.actualStart() != null) {
          network.knownStart[i] = axis.momentOf(task.actualStart());
        }
        network.duration[i] = remaining(task);
        network.startBound[i] = status;
      } else {
        network.startBound[i] = Math.max(network.projectStart, status);
        if (task.remainingMinutes() != null) {
          // somebody said how much is left of a task that has not begun
          network.duration[i] = remaining(task);
        }
      }
    }

    private static long remaining(PlanTask task) {
      if (task.remainingMinutes() != null) {
        return Math.max(0, task.remainingMinutes());
      }
      return Math.max(
          0, Math.round(task.durationMinutes() * (100 - task.percentComplete()) / 100.0));
    }

    /**
     * The bounds that the constraint and the deadline of a task, or of a summary above it, put on
     * task {@code i}.
     */
    private void constrain(int i, PlanTask holder, boolean own) {
      byte kind = network.kind[i];
      if (network.isDone(i)) {
        return;
      }
      boolean planned = kind == Network.PLANNED;
      if (holder.deadline() != null) {
        atMost(i, axis.positionOf(holder.deadline().plusDays(1).atStartOfDay()));
      }
      if (holder.constraintDate() == null || holder.constraint() == null) {
        return;
      }
      long moment = constraintMoment(holder);
      long position = TimeAxis.position(moment);
      switch (holder.constraint()) {
        case START_NO_EARLIER_THAN -> startAtLeast(i, moment, planned);
        case MUST_START_ON -> {
          startAtLeast(i, moment, planned);
          if (planned && own) {
            atMost(i, position + network.duration[i]);
          }
        }
        case START_NO_LATER_THAN -> {
          if (planned && own) {
            atMost(i, position + network.duration[i]);
          }
        }
        case FINISH_NO_EARLIER_THAN -> {
          if (own) {
            network.finishBound[i] = moment;
          }
        }
        case FINISH_NO_LATER_THAN -> atMost(i, position);
        case MUST_FINISH_ON -> {
          if (own) {
            network.finishBound[i] = moment;
          }
          atMost(i, position);
        }
        default -> {}
      }
    }

    private void startAtLeast(int i, long moment, boolean planned) {
      if (planned) {
        network.startBound[i] = Math.max(network.startBound[i], moment);
      }
    }

    private void atMost(int i, long position) {
      network.lateBound[i] = Math.min(network.lateBound[i], position);
    }

    private long constraintMoment(PlanTask task) {
      LocalDateTime date = task.constraintDate();
      boolean wholeDay = date.toLocalTime().equals(LocalTime.MIDNIGHT);
      if (wholeDay && isAboutFinish(task.constraint())) {
        return TimeAxis.end(axis.positionOf(date.plusDays(1)));
      }
      return axis.momentOf(date);
    }

    private static boolean isAboutFinish(ConstraintType type) {
      return type == ConstraintType.FINISH_NO_EARLIER_THAN
          || type == ConstraintType.FINISH_NO_LATER_THAN
          || type == ConstraintType.MUST_FINISH_ON;
    }

    private boolean delayAsLateAsPossible() {
      boolean any = false;
      for (int i = 0; i < count; i++) {
        if (network.kind[i] == Network.PLANNED && isAsLateAsPossible(i)) {
          long latest = network.late[i] - network.duration[i];
          if (latest > network.begin[i]) {
            network.startBound[i] =
                network.duration[i] == 0 ? TimeAxis.end(latest) : TimeAxis.begin(latest);
            any = true;
          }
        }
      }
      return any;
    }

    private boolean isAsLateAsPossible(int i) {
      ConstraintType own = tasks.get(i).constraint();
      if (own != null && own != ConstraintType.AS_SOON_AS_POSSIBLE) {
        return own == ConstraintType.AS_LATE_AS_POSSIBLE;
      }
      for (int above = parent[i]; above >= 0; above = parent[above]) {
        if (tasks.get(above).constraint() == ConstraintType.AS_LATE_AS_POSSIBLE) {
          return true;
        }
      }
      return false;
    }

    private Schedule collect() {
      ScheduledTask[] result = new ScheduledTask[count];
      for (int i = 0; i < count; i++) {
        if (!summary[i]) {
          result[i] = leaf(i);
        }
      }
      rollUp(result);
      LocalDateTime start = null;
      LocalDateTime finish = null;
      for (int i = 0; i < count; i++) {
        warn(i, result[i]);
        if (parent[i] < 0) {
          start = earlier(start, result[i].start());
          finish = later(finish, result[i].finish());
        }
      }
      if (count == 0) {
        start = axis.date(network.projectStart);
        finish = start;
      }
      if (plan.deadline() != null && finish.toLocalDate().isAfter(plan.deadline())) {
        warnings.add(
            0,
            warning(
                null,
                "plan.schedule.projectDeadlineMissed",
                day(finish),
                Sentences.day(plan.deadline()),
                workingDaysLate(plan.deadline(), finish)));
      }
      return new Schedule(start, finish, List.of(result), List.copyOf(warnings));
    }

    private ScheduledTask leaf(int i) {
      PlanTask task = tasks.get(i);
      boolean done = network.isDone(i);
      byte kind = network.kind[i];
      LocalDateTime start = axis.date(network.start[i]);
      LocalDateTime finish = axis.date(network.finish[i]);
      if (statusDate != null) {
        if (task.actualStart() != null) {
          start = task.actualStart();
        }
        if (task.actualFinish() != null) {
          finish = task.actualFinish();
        }
      }
      long end = TimeAxis.position(network.finish[i]);
      long total = done ? 0 : network.late[i] - end;
      long free = done ? 0 : Math.max(0, Math.min(total, network.free[i] - end));
      LocalDateTime lateStart = start;
      LocalDateTime lateFinish = finish;
      if (!done && total != 0) {
        lateFinish = axis.asFinish(network.late[i]);
        if (kind == Network.PLANNED) {
          lateStart =
              network.duration[i] == 0
                  ? lateFinish
                  : axis.asStart(network.late[i] - network.duration[i]);
        }
      }
      return new ScheduledTask(
          task.number(),
          wbs[i],
          level[i],
          false,
          start,
          finish,
          lateStart,
          lateFinish,
          total,
          free,
          !done && total <= 0,
          task.percentComplete());
    }

    private void rollUp(ScheduledTask[] result) {
      long[] weight = new long[count];
      long[] progress = new long[count];
      boolean[] done = new boolean[count];
      for (int i = 0; i < count; i++) {
        if (!summary[i]) {
          weight[i] = Math.max(0, tasks.get(i).durationMinutes());
          progress[i] = weight[i] * tasks.get(i).percentComplete();
          done[i] = network.isDone(i);
        }
      }
      List<List<Integer>> byLevel = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        if (summary[i]) {
          while (byLevel.size() <= level[i]) {
            byLevel.add(new ArrayList<>());
          }
          byLevel.get(level[i]).add(i);
        }
      }
      for (int at = byLevel.size() - 1; at > 0; at--) {
        for (int i : byLevel.get(at)) {
          LocalDateTime start = null;
          LocalDateTime finish = null;
          LocalDateTime lateStart = null;
          LocalDateTime lateFinish = null;
          long total = Network.ALWAYS;
          long free = Network.ALWAYS;
          boolean critical = false;
          long percents = 0;
          done[i] = true;
          for (int child : children[i]) {
            ScheduledTask part = result[child];
            start = earlier(start, part.start());
            finish = later(finish, part.finish());
            lateStart = earlier(lateStart, part.lateStart());
            lateFinish = later(lateFinish, part.lateFinish());
            if (!done[child]) {
              total = Math.min(total, part.totalSlack());
              free = Math.min(free, part.freeSlack());
              done[i] = false;
            }
            critical |= part.critical();
            weight[i] += weight[child];
            progress[i] += progress[child];
            percents += part.percentComplete();
          }
          long percent = weight[i] > 0 ? progress[i] / weight[i] : percents / children[i].length;
          result[i] =
              new ScheduledTask(
                  tasks.get(i).number(),
                  wbs[i],
                  level[i],
                  true,
                  start,
                  finish,
                  lateStart,
                  lateFinish,
                  done[i] ? 0 : total,
                  done[i] ? 0 : free,
                  critical,
                  (int) percent);
        }
      }
    }

    private void warn(int i, ScheduledTask dates) {
      PlanTask task = tasks.get(i);
      boolean done = !summary[i] && network.isDone(i);
      if (!summary[i] && dates.start().toLocalDate().isBefore(plan.start())) {
        warnings.add(
            warning(
                task,
                "plan.schedule.beforeProjectStart",
                name(i),
                day(dates.start()),
                plan.start().toString()));
      }
      if (done || summary[i] && dates.percentComplete() == 100) {
        return;
      }
      if (task.deadline() != null && dates.finish().toLocalDate().isAfter(task.deadline())) {
        warnings.add(
            warning(
                task,
                "plan.schedule.deadlineMissed",
                name(i),
                day(dates.finish()),
                Sentences.day(task.deadline()),
                workingDaysLate(task.deadline(), dates.finish())));
      }
      if (task.constraintDate() == null || task.constraint() == null) {
        return;
      }
      boolean startMoves = summary[i] || network.kind[i] == Network.PLANNED;
      long wanted = TimeAxis.position(constraintMoment(task));
      long start = axis.positionOf(dates.start());
      long finish = axis.positionOf(dates.finish());
      String code =
          switch (task.constraint()) {
            case START_NO_LATER_THAN ->
                startMoves && start > wanted ? "plan.schedule.startsTooLate" : null;
            case MUST_START_ON ->
                startMoves && start != wanted ? "plan.schedule.startsOnOtherDay" : null;
            case FINISH_NO_LATER_THAN -> finish > wanted ? "plan.schedule.finishesTooLate" : null;
            case MUST_FINISH_ON -> finish != wanted ? "plan.schedule.finishesOnOtherDay" : null;
            default -> null;
          };
      if (code != null) {
        LocalDateTime actual = isAboutFinish(task.constraint()) ? dates.finish() : dates.start();
        warnings.add(warning(task, code, name(i), day(task.constraintDate()), day(actual)));
      }
    }

    private long workingDaysLate(LocalDate deadline, LocalDateTime finish) {
      long minutes = axis.positionOf(finish) - axis.positionOf(deadline.plusDays(1).atStartOfDay());
      long perDay = plan.calendar().minutesPerDay();
      return Math.max(1, (minutes + perDay - 1) / perDay);
    }

    private static ScheduleWarning warning(PlanTask task, String code, Object... arguments) {
      return new ScheduleWarning(
          task == null ? null : task.number(), code, Sentences.say(code, arguments));
    }

    private int known(Map<Integer, Integer> indexOf, int number, PlanTask child) {
      Integer index = indexOf.get(number);
      if (index == null) {
        throw RefusedException.because(
            "plan.schedule.unknownParent", child.number() + " " + child.name(), "" + number);
      }
      return index;
    }

    private RefusedException cycle(int[] path) {
      List<String> names = new ArrayList<>();
      int previous = -1;
      // start at the plan's first task, so that the same circle is always told the same way
      int first = 0;
      for (int i = 1; i < path.length; i++) {
        if (path[i] < path[first]) {
          first = i;
        }
      }
      int more = 0;
      for (int i = 0; i < path.length; i++) {
        int task = path[(first + i) % path.length];
        if (task == previous) {
          continue;
        }
        previous = task;
        if (names.size() < LONGEST_CYCLE_NAMED) {
          names.add(name(task));
        } else {
          more++;
        }
      }
      String end = name(path[first]);
      if (more > 0) {
        names.add(Sentences.say("plan.cycleMore", "" + more));
      }
      if (names.size() == 1 || more > 0 || !names.get(names.size() - 1).equals(end)) {
        names.add(end);
      }
      return RefusedException.because("plan.cycle", String.join(" -> ", names));
    }

    private String name(int i) {
      return tasks.get(i).number() + " " + tasks.get(i).name();
    }

    private static String day(LocalDateTime time) {
      return Sentences.day(time.toLocalDate());
    }

    private static LocalDateTime earlier(LocalDateTime a, LocalDateTime b) {
      return a == null || b.isBefore(a) ? b : a;
    }

    private static LocalDateTime later(LocalDateTime a, LocalDateTime b) {
      return a == null || b.isAfter(a) ? b : a;
    }
  }

  /** Collects nodes and edges while the plan is read. */
  private static final class Edges {
    static final int IN_START = 0;
    static final int IN_FINISH = 1;
    static final int OUT_START = 2;
    static final int OUT_FINISH = 3;

    private final int tasks;
    private final int[][] hubs = new int[4][];
    private int[] hubTask = new int[16];
    private int hubCount;
    private int size;
    private int[] from = new int[64];
    private int[] to = new int[64];
    private byte[] type = new byte[64];
    private long[] lag = new long[64];

    Edges(int tasks) {
      this.tasks = tasks;
    }

    int hub(int task, int side) {
      return hubs[side] == null ? -1 : hubs[side][task];
    }

    int addHub(int task, int side) {
      if (hubs[side] == null) {
        hubs[side] = new int[tasks];
        Arrays.fill(hubs[side], -1);
      }
      if (hubCount == hubTask.length) {
        hubTask = Arrays.copyOf(hubTask, 2 * hubCount);
      }
      hubTask[hubCount] = task;
      hubs[side][task] = tasks + hubCount++;
      return hubs[side][task];
    }

    int task(int node) {
      return node < tasks ? node : hubTask[node - tasks];
    }

    void add(int source, int target, byte kind, long minutes) {
      if (size == from.length) {
        from = Arrays.copyOf(from, 2 * size);
        to = Arrays.copyOf(to, 2 * size);
        type = Arrays.copyOf(type, 2 * size);
        lag = Arrays.copyOf(lag, 2 * size);
      }
      from[size] = source;
      to[size] = target;
      type[size] = kind;
      lag[size++] = minutes;
    }

    Network network(boolean[] summary) throws Network.CycleFound {
      byte[] kind = new byte[tasks + hubCount];
      for (int i = 0; i < kind.length; i++) {
        kind[i] = i >= tasks ? Network.HUB : summary[i] ? Network.NONE : Network.PLANNED;
      }
      return new Network(kind.length, kind, size, from, to, type, lag);
    }
  }
}
