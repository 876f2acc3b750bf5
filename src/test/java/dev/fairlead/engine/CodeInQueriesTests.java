package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.FairleadTest;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Code in a query or in a stored filter, which the stock engine runs; ours refuses it even where
 * nobody has looked at the request before. That requests are looked at is shown by {@link
 * EngineRestSecurityIT}.
 */
@FairleadTest
class CodeInQueriesTests {
  /** What it answers is only known once it has run. */
  private static final String CODE = "${''.getClass().getName()}";

  private static final String ANSWER = "java.lang.String";

  private static ProcessEngine stock;

  @Autowired ProcessEngine ours;

  @BeforeAll
  static void theStockEngine() {
    var settings = new StandaloneInMemProcessEngineConfiguration();
    settings.setProcessEngineName("stockForQueries");
    settings.setJdbcUrl("jdbc:h2:mem:stockForQueries");
    settings.setJobExecutorActivate(false);
    stock = settings.buildProcessEngine();
    Task task = stock.getTaskService().newTask("found");
    task.setAssignee(ANSWER);
    stock.getTaskService().saveTask(task);
  }

  @AfterAll
  static void close() {
    stock.close();
  }

  static Stream<Function<ProcessEngine, Long>> ways() {
    return Stream.of(
        engine ->
            engine
                .getTaskService()
                .createTaskQuery()
                .or()
                .taskAssigneeExpression(CODE)
                .endOr()
                .count(),
        engine ->
            stored(engine, engine.getTaskService().createTaskQuery().taskAssigneeExpression(CODE)),
        engine ->
            stored(
                engine,
                engine
                    .getTaskService()
                    .createTaskQuery()
                    .or()
                    .taskAssigneeExpression(CODE)
                    .endOr()));
  }

  private static long stored(ProcessEngine engine, TaskQuery query) {
    Filter filter = engine.getFilterService().newTaskFilter("Code");
    String id = engine.getFilterService().saveFilter(filter.setQuery(query)).getId();
    try {
      return engine.getFilterService().count(id);
    } finally {
      engine.getFilterService().deleteFilter(id);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theStockEngineRunsItAndOursDoesNot(Function<ProcessEngine, Long> way) {
    assertThat(way.apply(stock)).as("the task of whoever the code answered").isEqualTo(1);
    assertThatThrownBy(() -> way.apply(ours)).hasStackTraceContaining("Expressions may not reach");
  }

  @Test
  void noBeanAndNoMethodIsReachedEither() {
    for (String code :
        new String[] {
          "${dataSource}", "${projects}", "${currentUser().getClass()}", "${''['class']}"
        }) {
      ThrowingCallable asked =
          () ->
              ours.getTaskService()
                  .createTaskQuery()
                  .or()
                  .taskAssigneeExpression(code)
                  .endOr()
                  .count();
      assertThatThrownBy(asked).as(code).isInstanceOf(RuntimeException.class);
    }
  }
}
