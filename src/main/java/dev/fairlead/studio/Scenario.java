package dev.fairlead.studio;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What happens to one process instance from its start to its end, so that a diagram can be tried
 * with it.
 *
 * @param name what it is about, in a sentence
 * @param begins when it starts, on a clock of its own; a Monday morning where it does not say
 * @param start variables that the instance is started with
 * @param happens what people and timers do; each comes as soon as the process waits for it, the
 *     earlier ones first
 * @param steps what the steps of Fairlead set, by their names, such as assessImpact: once for each
 *     time, the last one from then on
 * @param calls what called processes hand back, by the ids of the call activities, in the same way
 * @param collections for whom an activity is repeated, by the names of the variables, once for each
 *     time; needed only where no step sets them
 * @param passes elements that it passes
 * @param whole whether {@code passes} names all that it passes
 */
public record Scenario(
    String name,
    LocalDateTime begins,
    Map<String, Object> start,
    List<Happening> happens,
    Map<String, List<Map<String, Object>>> steps,
    Map<String, List<Map<String, Object>>> calls,
    Map<String, List<List<Object>>> collections,
    Set<String> passes,
    boolean whole) {

  private static final LocalDateTime MONDAY = LocalDateTime.of(2027, 1, 4, 9, 0);

  public Scenario {
    begins = begins == null ? MONDAY : begins;
    start = start == null ? Map.of() : start;
    happens = happens == null ? List.of() : happens;
    steps = steps == null ? Map.of() : steps;
    calls = calls == null ? Map.of() : calls;
    collections = collections == null ? Map.of() : collections;
    passes = passes == null ? Set.of() : passes;
  }

  Scenario(
      String name,
      Map<String, Object> start,
      List<Happening> happens,
      Map<String, List<Map<String, Object>>> steps,
      Map<String, List<Map<String, Object>>> calls,
      Map<String, List<List<Object>>> collections,
      Set<String> passes,
      boolean whole) {
    this(name, null, start, happens, steps, calls, collections, passes, whole);
  }

  /**
   * A task that is completed, a timer that fires, a message that comes, a called process that ends,
   * or time that goes by; one of the five.
   *
   * @param task id of a user task
   * @param timer id of an event
   * @param message name of a message
   * @param call id of a call activity; one that is not named ends as soon as it is called
   * @param with the answers given, or what the message brings, or what the call hands back
   * @param advance how long nobody does anything, such as P3D or PT8H; what is due meanwhile fires,
   *     in its order. What stands behind it comes only then
   */
  public record Happening(
      String task,
      String timer,
      String message,
      String call,
      Map<String, Object> with,
      String advance) {
    public Happening {
      with = with == null ? Map.of() : with;
    }

    Happening(String task, String timer, String message, String call, Map<String, Object> with) {
      this(task, timer, message, call, with, null);
    }
  }

  /** Whether this call goes on until the scenario says that it ends. */
  boolean keepsWaiting(String call) {
    return whole || happens.stream().anyMatch(happening -> call.equals(happening.call()));
  }
}
