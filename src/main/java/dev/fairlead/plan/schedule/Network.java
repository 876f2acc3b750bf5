package dev.fairlead.plan.schedule;

import java.util.Arrays;

/**
 * The critical path method on plain arrays: nodes are tasks (and hubs that stand for summaries with
 * links), edges their dependencies. All times are moments or positions of a {@link TimeAxis};
 * durations and lags are working minutes. Once built it may be run any number of times with other
 * durations, which is what a simulation needs: neither pass allocates.
 */
final class Network {
  static final byte FS = 0;
  static final byte SS = 1;
  static final byte FF = 2;
  static final byte SF = 3;

  /** Not begun: everything moves. */
  static final byte PLANNED = 0;

  /** Begun: the start is a fact, the remaining duration moves. */
  static final byte RUNNING = 1;

  /** Done on known dates. */
  static final byte FIXED = 2;

  /** Done, nobody wrote down when: where the network says, but not in the future. */
  static final byte DONE = 3;

  /** Carries a date from one set of tasks to another and takes no time. */
  static final byte HUB = 4;

  /** A summary: takes no part itself. */
  static final byte NONE = 5;

  static final long NEVER = Long.MIN_VALUE / 4;
  static final long ALWAYS = Long.MAX_VALUE / 4;

  final int nodes;
  final byte[] kind;

  /** Working minutes; of running tasks what remains. */
  final long[] duration;

  /** Earliest moment of the start (of running tasks: of the remaining work). */
  final long[] startBound;

  final long[] finishBound;

  /** Latest position of the finish, from deadlines and constraints. */
  final long[] lateBound;

  /** Moment of the start of a running task where somebody wrote it down. */
  final long[] knownStart;

  /** Moments; preset for fixed tasks, computed by {@link #forward} for the others. */
  final long[] start;

  final long[] finish;

  /** Position where the work that moves begins. */
  final long[] begin;

  /** Working time of the owner where it is not the project's, else null. */
  final PersonalAxis[] own;

  /** Position where the work could begin if its owner were there. */
  final long[] wanted;

  /** Latest position of the finish, computed by {@link #backward}. */
  final long[] late;

  /** Latest position at which the work that moves may begin, computed by {@link #backward}. */
  final long[] lateBegin;

  /** Latest position of the finish that moves nobody else, computed by {@link #freeLimits}. */
  final long[] free;

  /**
   * Where nothing that is done without dates may lie behind; {@link #ALWAYS} when progress is
   * ignored.
   */
  long statusMoment = ALWAYS;

  /** First moment of the project. */
  long projectStart;

  private final int[] order;
  private final int[] in;
  private final int[] inFrom;
  private final byte[] inType;
  private final long[] inLag;
  private final int[] out;
  private final int[] outTo;
  private final byte[] outType;
  private final long[] outLag;

  /**
   * Thrown by the constructor; the nodes of one cycle in the order of their dependencies, each
   * once.
   */
  static final class CycleFound extends Exception {
    final transient int[] path;

    CycleFound(int[] path) {
      super("cycle", null, false, false);
      this.path = path;
    }
  }

  Network(int nodes, byte[] kind, int edges, int[] from, int[] to, byte[] type, long[] lag)
      throws CycleFound {
    this.nodes = nodes;
    this.kind = kind;
    duration = new long[nodes];
    startBound = filled(nodes, NEVER);
    finishBound = filled(nodes, NEVER);
    lateBound = filled(nodes, ALWAYS);
    knownStart = filled(nodes, NEVER);
    start = filled(nodes, NEVER);
    finish = filled(nodes, NEVER);
    begin = new long[nodes];
    own = new PersonalAxis[nodes];
    wanted = new long[nodes];
    late = new long[nodes];
    lateBegin = new long[nodes];
    free = new long[nodes];

    in = new int[nodes + 1];
    out = new int[nodes + 1];
    for (int e = 0; e < edges; e++) {
      in[to[e] + 1]++;
      out[from[e] + 1]++;
    }
    for (int i = 0; i < nodes; i++) {
      in[i + 1] += in[i];
      out[i + 1] += out[i];
    }
    inFrom = new int[edges];
    inType = new byte[edges];
    inLag = new long[edges];
    outTo = new int[edges];
    outType = new byte[edges];
    outLag = new long[edges];
    int[] nextIn = Arrays.copyOf(in, nodes);
    int[] nextOut = Arrays.copyOf(out, nodes);
    for (int e = 0; e < edges; e++) {
      int i = nextIn[to[e]]++;
      inFrom[i] = from[e];
      inType[i] = type[e];
      inLag[i] = lag[e];
      int o = nextOut[from[e]]++;
      outTo[o] = to[e];
      outType[o] = type[e];
      outLag[o] = lag[e];
    }
    order = sort();
  }

  private static long[] filled(int size, long value) {
    long[] array = new long[size];
    Arrays.fill(array, value);
    return array;
  }

  /** Kahn's order: predecessors before successors. */
  private int[] sort() throws CycleFound {
    int[] waiting = new int[nodes];
    int[] sorted = new int[nodes];
    int size = 0;
    for (int i = 0; i < nodes; i++) {
      waiting[i] = in[i + 1] - in[i];
      if (waiting[i] == 0) {
        sorted[size++] = i;
      }
    }
    for (int done = 0; done < size; done++) {
      int node = sorted[done];
      for (int e = out[node]; e < out[node + 1]; e++) {
        if (--waiting[outTo[e]] == 0) {
          sorted[size++] = outTo[e];
        }
      }
    }
    if (size < nodes) {
      throw new CycleFound(cycle(waiting));
    }
    return sorted;
  }

  /** Every node still waiting has a predecessor still waiting: going back must meet itself. */
  private int[] cycle(int[] waiting) {
    int[] seenAt = filled32(nodes);
    int[] path = new int[nodes + 1];
    int node = 0;
    while (waiting[node] == 0) {
      node++;
    }
    int length = 0;
    while (seenAt[node] < 0) {
      seenAt[node] = length;
      path[length++] = node;
      for (int e = in[node]; e < in[node + 1]; e++) {
        if (waiting[inFrom[e]] > 0) {
          node = inFrom[e];
          break;
        }
      }
    }
    int[] cycle = new int[length - seenAt[node]];
    for (int i = 0; i < cycle.length; i++) {
      cycle[i] = path[length - 1 - i];
    }
    return cycle;
  }

  private static int[] filled32(int size) {
    int[] array = new int[size];
    Arrays.fill(array, -1);
    return array;
  }

  /**
   * Earliest dates of all nodes.
   *
   * @return the position where the last task finishes
   */
  long forward() {
    long last = NEVER;
    for (int node : order) {
      if (kind[node] == NONE) {
        continue;
      }
      long links = NEVER;
      long finishLinks = finishBound[node];
      for (int e = in[node]; e < in[node + 1]; e++) {
        int from = inFrom[e];
        long lag = inLag[e];
        switch (inType[e]) {
          case FS -> links = Math.max(links, TimeAxis.shift(finish[from], lag));
          case SS -> links = Math.max(links, TimeAxis.shift(start[from], lag));
          case FF -> finishLinks = Math.max(finishLinks, TimeAxis.shift(finish[from], lag));
          default -> finishLinks = Math.max(finishLinks, TimeAxis.shift(start[from], lag));
        }
      }
      place(node, links, finishLinks);
      if (kind[node] != HUB) {
        last = Math.max(last, finish[node]);
      }
    }
    return last;
  }

  private void place(int node, long links, long finishLinks) {
    long minutes = duration[node];
    long earliest = Math.max(startBound[node], links);
    switch (kind[node]) {
      case FIXED -> begin[node] = TimeAxis.position(start[node]);
      case RUNNING -> {
        start[node] =
            knownStart[node] != NEVER
                ? knownStart[node]
                : Math.min(Math.max(projectStart, links), statusMoment);
        earliest = Math.max(earliest, start[node]);
        wanted[node] = TimeAxis.position(earliest);
        long end = Math.max(advance(node, wanted[node], minutes), TimeAxis.position(finishLinks));
        begin[node] = back(node, end, minutes);
        finish[node] = TimeAxis.end(end);
      }
      default -> {
        if (minutes == 0) {
          long moment = Math.max(earliest, finishLinks);
          if (kind[node] == DONE) {
            moment = Math.min(moment, statusMoment);
          }
          start[node] = moment;
          finish[node] = moment;
          begin[node] = TimeAxis.position(moment);
        } else {
          wanted[node] = TimeAxis.position(earliest);
          long end = Math.max(advance(node, wanted[node], minutes), TimeAxis.position(finishLinks));
          if (kind[node] == DONE) {
            end = Math.min(end, TimeAxis.position(statusMoment));
          }
          begin[node] = back(node, end, minutes);
          start[node] = TimeAxis.begin(begin[node]);
          finish[node] = TimeAxis.end(end);
        }
      }
    }
  }

  /** Latest dates that keep the project's finish, deadlines and constraints. */
  void backward(long projectFinish) {
    long last = TimeAxis.position(projectFinish);
    for (int i = order.length - 1; i >= 0; i--) {
      int node = order[i];
      long minutes = duration[node];
      boolean startMoves = kind[node] == PLANNED || kind[node] == HUB;
      long latest = Math.min(last, lateBound[node]);
      for (int e = out[node]; e < out[node + 1]; e++) {
        int to = outTo[e];
        if (isDone(to)) {
          continue;
        }
        long lag = outLag[e];
        switch (outType[e]) {
          case FS -> latest = Math.min(latest, lateBegin[to] - lag);
          case FF -> latest = Math.min(latest, late[to] - lag);
          case SS ->
              latest =
                  startMoves
                      ? Math.min(latest, advance(node, lateBegin[to] - lag, minutes))
                      : latest;
          default ->
              latest =
                  startMoves ? Math.min(latest, advance(node, late[to] - lag, minutes)) : latest;
        }
      }
      late[node] = latest;
      lateBegin[node] = back(node, latest, minutes);
    }
  }

  /** How late each node may finish before it moves any other task, as scheduled now. */
  void freeLimits(long projectFinish) {
    long last = TimeAxis.position(projectFinish);
    for (int i = order.length - 1; i >= 0; i--) {
      int node = order[i];
      long minutes = duration[node];
      boolean startMoves = kind[node] == PLANNED || kind[node] == HUB;
      long limit = last;
      for (int e = out[node]; e < out[node + 1]; e++) {
        int to = outTo[e];
        if (isDone(to)) {
          continue;
        }
        long lag = outLag[e];
        long beginOfNext = kind[to] == HUB ? free[to] : begin[to];
        long endOfNext = kind[to] == HUB ? free[to] : TimeAxis.position(finish[to]);
        switch (outType[e]) {
          case FS -> limit = Math.min(limit, beginOfNext - lag);
          case FF -> limit = Math.min(limit, endOfNext - lag);
          case SS ->
              limit =
                  startMoves ? Math.min(limit, advance(node, beginOfNext - lag, minutes)) : limit;
          default ->
              limit = startMoves ? Math.min(limit, advance(node, endOfNext - lag, minutes)) : limit;
        }
      }
      free[node] = limit;
    }
  }

  /**
   * Marks the nodes that lie on a longest path to the finish, as the last forward pass placed them:
   * a later finish of theirs would move it. Where work waits for a date, for its owner, or is done,
   * the path begins.
   */
  void markLongestPath(long finishOfAll, boolean[] marks) {
    Arrays.fill(marks, false);
    long last = TimeAxis.position(finishOfAll);
    for (int place = order.length - 1; place >= 0; place--) {
      int node = order[place];
      if (kind[node] != HUB && kind[node] != NONE && TimeAxis.position(finish[node]) == last) {
        marks[node] = true;
      }
      if (marks[node] && !isDone(node)) {
        markDrivers(node, marks);
      }
    }
  }

  /** Marks the predecessors that decide when this node begins, or when it ends. */
  private void markDrivers(int node, boolean[] marks) {
    long bound = TimeAxis.position(startBound[node]);
    if (kind[node] == RUNNING) {
      bound = Math.max(bound, TimeAxis.position(start[node]));
    }
    long earliest = bound;
    for (int e = in[node]; e < in[node + 1]; e++) {
      if (inType[e] == FS || inType[e] == SS) {
        earliest = Math.max(earliest, wish(e));
      }
    }
    long end = TimeAxis.position(finish[node]);
    boolean byStart = advance(node, earliest, duration[node]) == end && isAtWork(node, earliest);
    for (int e = in[node]; e < in[node + 1]; e++) {
      boolean toStart = inType[e] == FS || inType[e] == SS;
      if (toStart ? byStart && wish(e) == earliest : wish(e) == end) {
        marks[inFrom[e]] = true;
      }
    }
  }

  /** The position that an edge asks its successor's start or finish to wait for. */
  private long wish(int edge) {
    int from = inFrom[edge];
    boolean fromFinish = inType[edge] == FS || inType[edge] == FF;
    return TimeAxis.position(fromFinish ? finish[from] : start[from]) + inLag[edge];
  }

  private boolean isAtWork(int node, long position) {
    return own[node] == null
        || duration[node] == 0
        || own[node].workAt(position + 1) > own[node].workAt(position);
  }

  /** The position at which work of this node ends that begins here at the earliest. */
  long advance(int node, long position, long minutes) {
    return own[node] == null ? position + minutes : own[node].advance(position, minutes);
  }

  /** The latest position at which work of this node begins that ends here. */
  long back(int node, long position, long minutes) {
    return own[node] == null ? position - minutes : own[node].back(position, minutes);
  }

  /** Working minutes of this node between two positions. */
  long workBetween(int node, long from, long to) {
    return own[node] == null ? to - from : own[node].workAt(to) - own[node].workAt(from);
  }

  /** The latest finish as a position at which this node's owner still works. */
  long lateEnd(int node) {
    return duration[node] == 0 ? late[node] : advance(node, lateBegin[node], duration[node]);
  }

  boolean isDone(int node) {
    return kind[node] == FIXED || kind[node] == DONE;
  }
}
