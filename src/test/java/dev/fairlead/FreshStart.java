package dev.fairlead;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Classes of tests share an application and run in any order. Before each of them, what others left
 * behind is out of the way: their projects are over, and the people whom they added are in no
 * group, so that they are neither booked nor told.
 */
public final class FreshStart implements BeforeAllCallback {
  private static final Map<String, Set<String>> FIRST_PEOPLE = new ConcurrentHashMap<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    ApplicationContext application = SpringExtension.getApplicationContext(context);
    RuntimeService running = application.getBean(RuntimeService.class);
    running.createProcessInstanceQuery().rootProcessInstances().list().stream()
        .map(ProcessInstance::getId)
        .forEach(id -> running.deleteProcessInstance(id, "others' test", true, true, true, false));
    JdbcClient jdbc = application.getBean(JdbcClient.class);
    jdbc.sql("update project set phase = 'CLOSED', closed_on = start_date where phase <> 'CLOSED'")
        .update();
    Set<String> first =
        FIRST_PEOPLE.computeIfAbsent(
            application.getId() + application.getStartupDate(),
            id ->
                new TreeSet<>(
                    jdbc.sql("select username from app_user").query(String.class).list()));
    jdbc.sql("delete from app_user_group where username not in (:first)")
        .param("first", first)
        .update();
  }
}
