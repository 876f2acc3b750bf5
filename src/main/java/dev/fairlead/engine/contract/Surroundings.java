package dev.fairlead.engine.contract;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;

/**
 * What a diagram may refer to. What comes with the same deployment counts as well as what is
 * deployed already.
 *
 * @param steps names of the beans that are published to diagrams
 * @param forms file names of the forms
 * @param processes ids of the processes that can be called
 * @param decisions ids of the decision tables
 * @param variables that there are before a diagram sets any
 * @param diagrams the others, as they will be: those of the same deployment before those that are
 *     live
 * @param live the diagram that is live, by the id of its process
 * @param callers what other diagrams take back from the processes that they call
 */
public record Surroundings(
    Predicate<String> steps,
    Predicate<String> forms,
    Predicate<String> processes,
    Predicate<String> decisions,
    PublishedVariables variables,
    Function<String, Optional<Diagram>> diagrams,
    Function<String, Optional<Diagram>> live,
    Supplier<List<TakenBack>> callers) {

  /** Where no other diagram is known. */
  public Surroundings(
      Predicate<String> steps,
      Predicate<String> forms,
      Predicate<String> processes,
      Predicate<String> decisions,
      PublishedVariables variables) {
    this(
        steps,
        forms,
        processes,
        decisions,
        variables,
        id -> Optional.empty(),
        id -> Optional.empty(),
        List::of);
  }

  /**
   * A diagram with what comes along with it.
   *
   * @param files its forms and tables by their names
   */
  public record Diagram(BpmnModelInstance model, Function<String, Optional<byte[]>> files) {}

  /**
   * A variable that a diagram takes back from a process that it calls.
   *
   * @param caller the name of the diagram
   * @param call the label of the call
   */
  public record TakenBack(String caller, String call, String called, String variable) {}
}
