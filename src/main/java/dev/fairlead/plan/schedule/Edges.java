package dev.fairlead.plan.schedule;

import java.util.Arrays;

/** Collects nodes and edges while the plan is read. */
final class Edges {
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
