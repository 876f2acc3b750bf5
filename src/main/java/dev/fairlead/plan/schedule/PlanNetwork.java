package dev.fairlead.plan.schedule;

import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.plan.ConstraintType;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.TaskLink;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A plan as a {@link Network}: its outline, its links, the bounds that constraints, deadlines and
 * progress put on its tasks. Everything is indexed by the task's place in the plan's list.
 */
final class PlanNetwork {
  private static final int DEEPEST_LEVEL = 100;
  private static final int LONGEST_CYCLE_NAMED = 12;

  final WorkPlan plan;
  final LocalDateTime statusDate;
  final List<PlanTask> tasks;
  final int count;
  final TimeAxis axis;
  final int[] parent;
  final int[] level;
  final boolean[] summary;
  final int[][] children;
  final TaskIndex index;
  final Network network;

  /** Which of its parent's children a task is, from 1. */
  private final int[] place;

  /** Whether a task still waits for one before it. */
  private final boolean[] waits;

  private final Edges edges;

  PlanNetwork(WorkPlan plan, LocalDateTime statusDate, Map<String, PersonalCalendar> people) {
    this.plan = plan;
    this.statusDate = statusDate;
    tasks = plan.tasks();
    count = tasks.size();
    axis = new TimeAxis(plan.calendar(), plan.start());
    parent = new int[count];
    level = new int[count];
    place = new int[count];
    summary = new boolean[count];
    children = new int[count][];
    edges = new Edges(count);
    waits = new boolean[count];
    index = new TaskIndex(tasks);
    readOutline();
    readLinks();
    try {
      network = edges.network(summary);
    } catch (Network.CycleFound found) {
      int[] path = new int[found.path.length];
      for (int i = 0; i < path.length; i++) {
        path[i] = edges.task(found.path[i]);
      }
      throw cycle(path);
    }
    setCalendars(people);
    setBounds();
  }

  /**
   * Runs all passes.
   *
   * @return the moment when the last task finishes
   */
  long schedule() {
    long finish = count == 0 ? network.projectStart : network.forward();
    network.backward(finish);
    if (delayAsLateAsPossible()) {
      network.forward();
    }
    network.freeLimits(finish);
    return finish;
  }

  /** Runs the passes that finish dates follow from; slack needs {@link #schedule}. */
  void forecast() {
    if (count == 0) {
      return;
    }
    long finish = network.forward();
    if (anyAsLateAsPossible()) {
      network.backward(finish);
      if (delayAsLateAsPossible()) {
        network.forward();
      }
    }
  }

  private boolean anyAsLateAsPossible() {
    for (PlanTask task : tasks) {
      if (task.constraint() == ConstraintType.AS_LATE_AS_POSSIBLE) {
        return true;
      }
    }
    return false;
  }

  /** Whoever works as their project does needs no calendar of their own. */
  private void setCalendars(Map<String, PersonalCalendar> people) {
    Map<String, PersonalAxis> axes = new HashMap<>();
    for (int i = 0; i < count; i++) {
      String owner = tasks.get(i).owner();
      PersonalCalendar own = owner == null || summary[i] ? null : people.get(owner);
      if (own != null && own.sharesTimeWith(plan.calendar())) {
        network.own[i] =
            axes.computeIfAbsent(
                owner, key -> new PersonalAxis(axis, plan.start(), plan.calendar(), own));
      }
    }
  }

  private void readOutline() {
    int[] childCount = new int[count];
    for (int i = 0; i < count; i++) {
      Integer above = tasks.get(i).parent();
      parent[i] = above == null ? -1 : known(above, tasks.get(i));
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
  }

  /** Outline numbers such as 2.1.3, for those who show the plan. */
  String[] outlineNumbers() {
    String[] numbers = new String[count];
    int[] path = new int[count];
    for (int i = 0; i < count; i++) {
      int length = 0;
      for (int node = i; node >= 0 && numbers[node] == null; node = parent[node]) {
        path[length++] = node;
      }
      while (length > 0) {
        int node = path[--length];
        int above = parent[node];
        numbers[node] = above < 0 ? "" + place[node] : numbers[above] + "." + place[node];
      }
    }
    return numbers;
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

  private void readLinks() {
    for (TaskLink link : plan.links()) {
      int from = index.of(link.predecessor());
      int to = index.of(link.successor());
      if (from < 0 || to < 0) {
        throw RefusedException.because(
            "plan.schedule.unknownTask", "" + link.predecessor(), "" + link.successor());
      }
      if (from == to) {
        throw cycle(new int[] {from});
      }
      waits[to] |= !tasks.get(from).isDone();
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
   * The node that stands for all tasks below a summary; makes those of the summaries below it, too.
   */
  private int hub(int task, int side) {
    if (edges.hub(task, side) >= 0) {
      return edges.hub(task, side);
    }
    int result = edges.addHub(task, side);
    int[] open = new int[count];
    int size = 0;
    open[size++] = task;
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
    long status = statusDate == null ? Network.ALWAYS : TimeAxis.begin(axis.positionOf(statusDate));
    network.statusMoment = status;
    long dayEnds =
        statusDate == null
            ? Network.ALWAYS
            : axis.positionOf(statusDate.toLocalDate().plusDays(1).atStartOfDay());
    for (int i = 0; i < count; i++) {
      if (summary[i]) {
        continue;
      }
      PlanTask task = tasks.get(i);
      network.duration[i] = Math.max(0, task.durationMinutes());
      network.startBound[i] = network.projectStart;
      if (statusDate != null) {
        setProgress(i, task, status, dayEnds);
      }
      for (int holder = i; holder >= 0; holder = parent[holder]) {
        constrain(i, tasks.get(holder), holder == i);
      }
    }
  }

  /**
   * @param dayEnds position at which the day of the status date ends
   */
  private void setProgress(int i, PlanTask task, long status, long dayEnds) {
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
          network.start[i] =
              minutes == 0 ? network.finish[i] : TimeAxis.begin(network.back(i, end, minutes));
        }
      } else {
        long begin = TimeAxis.position(network.start[i]);
        long end =
            Math.max(
                begin, Math.min(network.advance(i, begin, minutes), TimeAxis.position(status)));
        network.finish[i] = minutes == 0 ? network.start[i] : TimeAxis.end(end);
      }
    } else if (running) {
      network.kind[i] = Network.RUNNING;
      if (task.actualStart() != null) {
        network.knownStart[i] = axis.momentOf(task.actualStart());
      }
      network.duration[i] = remaining(task);
      network.startBound[i] =
          keepForecast(i, task, status) ? status : goesOn(i, task, status, dayEnds);
    } else {
      network.startBound[i] = Math.max(network.projectStart, status);
      if (task.remainingMinutes() != null) {
        // somebody said how much is left of a task that has not begun
        network.duration[i] = remaining(task);
      }
      keepForecast(i, task, status);
    }
  }

  /**
   * The moment from which what is left of running work can be done: the status date, or where what
   * is done of it ends, as far as that lies in the status date's day. Else work reported today
   * would leave the whole day to what is left, and its finish would jump ahead until the next
   * morning. What is done of days to come counts as done by the end of the day (as Microsoft
   * Project moves "completed parts after the status date back to the status date").
   */
  private long goesOn(int i, PlanTask task, long status, long dayEnds) {
    if (network.knownStart[i] == Network.NEVER) {
      return status;
    }
    long done = Math.round(task.durationMinutes() * task.percentComplete() / 100.0);
    long end = network.advance(i, TimeAxis.position(network.knownStart[i]), done);
    return Math.max(status, TimeAxis.begin(Math.min(end, dayEnds)));
  }

  /**
   * Lets a task end on the day that its owner reported, as long as it has not passed: not before
   * it, and not after it unless a task before it, or the work of a task that waits, takes longer.
   *
   * @return whether somebody reported one that has not passed
   */
  private boolean keepForecast(int i, PlanTask task, long status) {
    long until = workUntilForecast(i, task, status);
    if (until > 0) {
      network.finishBound[i] = TimeAxis.end(forecastEnd(task));
      if (!waits[i]) {
        network.duration[i] = Math.min(network.duration[i], until);
      }
    }
    return until > 0;
  }

  private long forecastEnd(PlanTask task) {
    return axis.positionOf(task.forecastFinish().plusDays(1).atStartOfDay());
  }

  /** Working minutes until the reported finish; 0 where nobody reported one, or it has passed. */
  private long workUntilForecast(int i, PlanTask task, long status) {
    return task.forecastFinish() == null
        ? 0
        : Math.max(0, network.workBetween(i, TimeAxis.position(status), forecastEnd(task)));
  }

  private static long remaining(PlanTask task) {
    if (task.remainingMinutes() != null) {
      return Math.max(0, task.remainingMinutes());
    }
    return Math.max(0, Math.round(task.durationMinutes() * (100 - task.percentComplete()) / 100.0));
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
          atMost(i, network.advance(i, position, network.duration[i]));
        }
      }
      case START_NO_LATER_THAN -> {
        if (planned && own) {
          atMost(i, network.advance(i, position, network.duration[i]));
        }
      }
      case FINISH_NO_EARLIER_THAN -> {
        if (own) {
          network.finishBound[i] = Math.max(network.finishBound[i], moment);
        }
      }
      case FINISH_NO_LATER_THAN -> atMost(i, position);
      case MUST_FINISH_ON -> {
        if (own) {
          network.finishBound[i] = Math.max(network.finishBound[i], moment);
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

  long constraintMoment(PlanTask task) {
    LocalDateTime date = task.constraintDate();
    boolean wholeDay = date.toLocalTime().equals(LocalTime.MIDNIGHT);
    if (wholeDay && isAboutFinish(task.constraint())) {
      return TimeAxis.end(axis.positionOf(date.plusDays(1)));
    }
    return axis.momentOf(date);
  }

  static boolean isAboutFinish(ConstraintType type) {
    return type == ConstraintType.FINISH_NO_EARLIER_THAN
        || type == ConstraintType.FINISH_NO_LATER_THAN
        || type == ConstraintType.MUST_FINISH_ON;
  }

  private boolean delayAsLateAsPossible() {
    boolean any = false;
    for (int i = 0; i < count; i++) {
      if (network.kind[i] == Network.PLANNED && isAsLateAsPossible(i)) {
        long latest = network.lateBegin[i];
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

  private int known(int number, PlanTask child) {
    int above = index.of(number);
    if (above < 0) {
      throw RefusedException.because(
          "plan.schedule.unknownParent", child.number() + " " + child.name(), "" + number);
    }
    return above;
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

  String name(int i) {
    return tasks.get(i).number() + " " + tasks.get(i).name();
  }
}
