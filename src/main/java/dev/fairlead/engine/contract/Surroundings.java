package dev.fairlead.engine.contract;

import java.util.function.Predicate;

/**
 * What a diagram may refer to. What comes with the same deployment counts as well as what is
 * deployed already.
 *
 * @param steps names of the beans that are published to diagrams
 * @param forms file names of the forms
 * @param processes ids of the processes that can be called
 * @param decisions ids of the decision tables
 * @param variables that there are before a diagram sets any
 */
public record Surroundings(
    Predicate<String> steps,
    Predicate<String> forms,
    Predicate<String> processes,
    Predicate<String> decisions,
    PublishedVariables variables) {}
