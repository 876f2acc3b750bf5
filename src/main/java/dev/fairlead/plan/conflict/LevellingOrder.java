package dev.fairlead.plan.conflict;

import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.TaskLink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which tasks may be placed next: those before which nothing is left to be placed. A summary is a
 * gate before and a gate behind the tasks below it, since a link to or from it holds for each.
 */
final class LevellingOrder {
  /** Something that waits for others: a task, or one of the gates of a summary. */
  private static final class Node {
    private final Integer task;
    private final List<Node> behind = new ArrayList<>();
    private int waitsFor;

    private Node(Integer task) {
      this.task = task;
    }

    private void before(Node next) {
      behind.add(next);
      next.waitsFor++;
    }
  }

  private final Map<Integer, Node> tasks = new HashMap<>();
  private PriorityQueue<Integer> ready = new PriorityQueue<>();
  private final TreeSet<Integer> left = new TreeSet<>();

  LevellingOrder(PlannedProject project) {
    Map<Integer, Node> entries = new HashMap<>();
    Map<Integer, Node> exits = new HashMap<>();
    for (PlanTask task : project.plan().tasks()) {
      int number = task.number();
      boolean summary = project.summaries().contains(number);
      Node node = new Node(summary ? null : number);
      entries.put(number, node);
      exits.put(number, summary ? new Node(null) : node);
      if (!summary) {
        tasks.put(number, node);
        left.add(number);
      }
    }
    for (PlanTask task : project.plan().tasks()) {
      if (task.parent() != null) {
        entries.get(task.parent()).before(entries.get(task.number()));
        exits.get(task.number()).before(exits.get(task.parent()));
      }
    }
    for (TaskLink link : project.plan().links()) {
      exits.get(link.predecessor()).before(entries.get(link.successor()));
    }
    List<Node> free = entries.values().stream().filter(node -> node.waitsFor == 0).toList();
    free.forEach(node -> open(node, false));
  }

  /** Who comes first from now on of those that may be placed. */
  void sortBy(Comparator<Integer> first) {
    PriorityQueue<Integer> sorted = new PriorityQueue<>(first);
    sorted.addAll(ready);
    ready = sorted;
  }

  /** The task to place now, by number; null when all are placed. */
  Integer next() {
    // where none is ready, links lead round a summary in a way that only the scheduler can tell
    // apart
    return ready.isEmpty() ? left.stream().min(ready.comparator()).orElse(null) : ready.peek();
  }

  void placed(int task) {
    ready.remove(task);
    if (left.remove(task)) {
      open(tasks.get(task), true);
    }
  }

  /** The tasks that wait for a task, also by way of others. */
  Set<Integer> behind(int task) {
    Set<Integer> found = new HashSet<>();
    Set<Node> seen = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>(List.of(tasks.get(task)));
    while (!open.isEmpty()) {
      for (Node next : open.pop().behind) {
        if (seen.add(next)) {
          open.push(next);
          if (next.task != null) {
            found.add(next.task);
          }
        }
      }
    }
    return found;
  }

  /** Lets pass what waits for a node, through all gates behind it. */
  private void open(Node first, boolean placed) {
    Deque<Node> open = new ArrayDeque<>(List.of(first));
    boolean passes = placed;
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (node.task != null && !passes) {
        if (left.contains(node.task)) {
          ready.add(node.task);
        }
        continue;
      }
      passes = false;
      for (Node next : node.behind) {
        if (--next.waitsFor == 0) {
          open.push(next);
        }
      }
    }
  }
}
