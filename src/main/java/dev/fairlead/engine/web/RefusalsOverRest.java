package dev.fairlead.engine.web;

import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.RefusedException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.camunda.bpm.engine.rest.dto.ExceptionDto;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;

/**
 * A refusal is an answer to the person who asked, not a failure of the server; the sentence stands
 * where Tasklist and Camunda Modeler look for it.
 */
final class RefusalsOverRest {
  private RefusalsOverRest() {}

  /** For the engine's REST interface and its web applications alike, before either starts. */
  static void register() {
    CamundaRestResources.getConfigurationClasses().add(Refused.class);
    CamundaRestResources.getConfigurationClasses().add(Conflict.class);
  }

  /** What is not allowed: 400. */
  @Provider
  public static class Refused implements ExceptionMapper<RefusedException> {
    @Override
    public Response toResponse(RefusedException refused) {
      return answer(Response.Status.BAD_REQUEST, refused);
    }
  }

  /** What came too late: 409. */
  @Provider
  public static class Conflict implements ExceptionMapper<ConflictException> {
    @Override
    public Response toResponse(ConflictException late) {
      return answer(Response.Status.CONFLICT, late);
    }
  }

  private static Response answer(Response.Status status, RuntimeException refusal) {
    return Response.status(status)
        .entity(ExceptionDto.fromException(refusal))
        .type(MediaType.APPLICATION_JSON_TYPE)
        .build();
  }
}
