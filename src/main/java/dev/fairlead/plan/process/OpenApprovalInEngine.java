package dev.fairlead.plan.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.engine.EngineGateway;
import dev.fairlead.plan.OpenApproval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Reads from the running process what its decision table said. */
@Component
class OpenApprovalInEngine implements OpenApproval {
  private final RuntimeService runtime;
  private final EngineGateway engine;

  OpenApprovalInEngine(@Lazy RuntimeService runtime, @Lazy EngineGateway engine) {
    this.runtime = runtime;
    this.engine = engine;
  }

  @Override
  public Optional<Asked> of(String projectKey) {
    return engine.asSystem(
        () ->
            runtime
                .createProcessInstanceQuery()
                .processDefinitionKey(ApprovePlanProcess.ID)
                .processInstanceBusinessKey(projectKey)
                .list()
                .stream()
                .findFirst()
                .flatMap(this::asked));
  }

  private Optional<Asked> asked(ProcessInstance approval) {
    Map<String, Object> said =
        runtime.getVariables(
            approval.getId(),
            List.of(
                ApprovePlanProcess.APPROVAL_LEVEL,
                ApprovePlanProcess.APPROVER_GROUP,
                ApprovePlanProcess.APPROVALS,
                ApprovePlanProcess.APPROVAL_REASON));
    return said.get(ApprovePlanProcess.APPROVER_GROUP) instanceof String group
        ? Optional.of(
            new Asked(
                (Integer) said.get(ApprovePlanProcess.APPROVAL_LEVEL),
                group,
                Answers.approvals(said.get(ApprovePlanProcess.APPROVALS)),
                (String) said.get(ApprovePlanProcess.APPROVAL_REASON)))
        : Optional.empty();
  }
}
