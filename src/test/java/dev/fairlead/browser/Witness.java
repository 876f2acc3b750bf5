package dev.fairlead.browser;

import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Keeps pictures of what each person saw when a test failed, and names them in the message. Where
 * the tests of a class tell one story, the steps after a failed one are left out.
 */
class Witness implements TestExecutionExceptionHandler, ExecutionCondition {
  private static final String BROKEN = "broken";

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable problem)
      throws Throwable {
    store(context.getParent().orElseThrow()).put(BROKEN, context.getDisplayName());
    String name = context.getRequiredTestClass().getSimpleName() + "-" + context.getDisplayName();
    List<String> pictures = ((InBrowser) context.getRequiredTestInstance()).keepPictures(name);
    throw new AssertionError(
        problem.getMessage() + "\nWhat people saw: " + String.join(", ", pictures), problem);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Object broken =
        context.getTestClass().filter(c -> c.isAnnotationPresent(Story.class)).isPresent()
            ? store(context).get(BROKEN)
            : null;
    return broken == null
        ? ConditionEvaluationResult.enabled("the story goes on")
        : ConditionEvaluationResult.disabled("the story broke off at: " + broken);
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(
        ExtensionContext.Namespace.create(Witness.class, context.getRequiredTestClass()));
  }
}
