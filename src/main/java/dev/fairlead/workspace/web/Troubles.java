package dev.fairlead.workspace.web;

import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.ModelAndView;

/**
 * Turns what went wrong into an answer: problem+json below {@code /api/}, a page with a sentence
 * and a way on elsewhere. A stack trace goes to the log under a number, never to the person.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class Troubles {
  private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);

  @ExceptionHandler(Exception.class)
  Object answer(Exception trouble, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    if (response.isCommitted()) {
      throw trouble;
    }
    Trouble told = tell(trouble);
    if (request.getRequestURI().startsWith(request.getContextPath() + "/api/")) {
      ProblemDetail problem = ProblemDetail.forStatusAndDetail(told.status, told.sentence);
      problem.setInstance(URI.create(request.getRequestURI()));
      if (told.field != null) {
        problem.setProperty("field", told.field);
      }
      if (told.fields.size() > 1) {
        problem.setProperty("fields", told.fields);
      }
      if (told.code != null) {
        problem.setProperty("code", told.code);
      }
      HttpHeaders headers = new HttpHeaders();
      if (trouble instanceof ErrorResponse known) {
        headers.putAll(known.getHeaders());
      }
      headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
      return new ResponseEntity<>(problem, headers, told.status);
    }
    ModelAndView page =
        new ModelAndView("error", Map.of("status", told.status.value(), "sentence", told.sentence));
    page.setStatus(told.status);
    page.addObject("typed", TypedText.of(request));
    String back = sameSite(request);
    if (back != null) {
      page.addObject("back", back);
    }
    return page;
  }

  /**
   * @param fields the sentence of each field that is wrong, where there are several
   */
  private record Trouble(
      HttpStatusCode status,
      String sentence,
      String field,
      String code,
      Map<String, String> fields) {
    Trouble(HttpStatusCode status, String sentence, String field, String code) {
      this(status, sentence, field, code, Map.of());
    }
  }

  private static Trouble tell(Exception trouble) {
    for (Throwable cause = trouble;
        cause != null;
        cause = cause.getCause() == cause ? null : cause.getCause()) {
      if (cause instanceof RefusedException refused) {
        return new Trouble(
            refused.isForbidden() ? HttpStatus.FORBIDDEN : HttpStatus.UNPROCESSABLE_ENTITY,
            refused.getMessage(),
            refused.field(),
            refused.code(),
            refused.fields());
      }
      if (cause instanceof NotFoundException) {
        return new Trouble(HttpStatus.NOT_FOUND, cause.getMessage(), null, null);
      }
      if (cause instanceof ConflictException) {
        return new Trouble(HttpStatus.CONFLICT, cause.getMessage(), null, null);
      }
      // a deadlock among them: the database took one of both back as a whole
      if (cause instanceof OptimisticLockingException
          || cause instanceof DuplicateKeyException
          || cause instanceof PessimisticLockingFailureException) {
        return said(HttpStatus.CONFLICT, "workspace.error.changedMeanwhile");
      }
      if (cause instanceof AccessDeniedException || cause instanceof AuthorizationException) {
        return said(HttpStatus.FORBIDDEN, "workspace.error.403");
      }
      if (cause instanceof MaxUploadSizeExceededException) {
        return said(HttpStatus.PAYLOAD_TOO_LARGE, "workspace.error.413");
      }
    }
    if (trouble instanceof RequestRejectedException) {
      return said(HttpStatus.BAD_REQUEST, "shared.control");
    }
    if (trouble instanceof HttpMessageNotReadableException) {
      return said(HttpStatus.BAD_REQUEST, "workspace.error.unreadable");
    }
    if (trouble instanceof BindException bound && bound.getFieldError() != null) {
      return ofField(bound.getFieldError());
    }
    if (trouble instanceof MultipartException
        || trouble instanceof MissingServletRequestPartException) {
      return said(HttpStatus.BAD_REQUEST, "workspace.error.noFile");
    }
    if (trouble instanceof MissingServletRequestParameterException missing) {
      return new Trouble(
          HttpStatus.BAD_REQUEST,
          Sentences.say("workspace.error.missing", missing.getParameterName()),
          missing.getParameterName(),
          null);
    }
    if (trouble instanceof MethodArgumentTypeMismatchException mismatch) {
      return new Trouble(
          HttpStatus.BAD_REQUEST,
          Sentences.say("workspace.error.value", mismatch.getName()),
          mismatch.getName(),
          null);
    }
    if (trouble instanceof ErrorResponse known) {
      HttpStatusCode status = known.getStatusCode();
      return new Trouble(status, sentenceOf(status.value()), null, null);
    }
    String number = UUID.randomUUID().toString().substring(0, 8);
    LOG.error("Trouble {}", number, trouble);
    return new Trouble(
        HttpStatus.INTERNAL_SERVER_ERROR, Sentences.say("workspace.error.500", number), null, null);
  }

  private static Trouble ofField(FieldError error) {
    return new Trouble(
        HttpStatus.BAD_REQUEST,
        Sentences.say("workspace.error.value", error.getField()),
        error.getField(),
        null);
  }

  private static Trouble said(HttpStatus status, String code) {
    return new Trouble(status, Sentences.say(code), null, null);
  }

  static String sentenceOf(int status) {
    if (status >= 500) {
      return Sentences.say("workspace.error.plain.500");
    }
    String code = "workspace.error." + status;
    String sentence = Sentences.say(code);
    return sentence.equals(code) ? Sentences.say("workspace.error.400") : sentence;
  }

  /** The page the person came from, as a path of ours, or null. */
  private static String sameSite(HttpServletRequest request) {
    String referer = request.getHeader(HttpHeaders.REFERER);
    if (referer == null) {
      return null;
    }
    try {
      URI from = URI.create(referer);
      if (from.getHost() == null
          || !from.getHost().equals(request.getServerName())
          || from.getRawPath() == null) {
        return null;
      }
      String path =
          from.getRawPath() + (from.getRawQuery() == null ? "" : "?" + from.getRawQuery());
      return path.startsWith("/") && !path.startsWith("//") ? path : null;
    } catch (IllegalArgumentException strange) {
      return null;
    }
  }
}
