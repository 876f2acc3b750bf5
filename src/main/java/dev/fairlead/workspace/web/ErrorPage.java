package dev.fairlead.workspace.web;

import dev.fairlead.shared.Sentences;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Map;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * What went wrong before a controller was asked, by the login, the token against forgery or the
 * firewall, in the same words as {@link Troubles}.
 */
@Controller
class ErrorPage implements ErrorController {
  /** Where whoever refuses may leave the code of a better sentence than that of the status. */
  private static final String SENTENCE = "fairlead.sentence";

  @RequestMapping("/error")
  Object show(HttpServletRequest request) {
    Object given = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatusCode status =
        given == null ? HttpStatus.NOT_FOUND : HttpStatusCode.valueOf((Integer) given);
    Object code = request.getAttribute(SENTENCE);
    String sentence =
        code == null ? Troubles.sentenceOf(status.value()) : Sentences.say(code.toString());
    String path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
    if (path.matches("/(api|engine-rest|camunda/api)/.*")) {
      ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, sentence);
      problem.setInstance(URI.create(path));
      return ResponseEntity.status(status)
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .body(problem);
    }
    ModelAndView page =
        new ModelAndView("error", Map.of("status", status.value(), "sentence", sentence));
    page.setStatus(status);
    return page;
  }
}
