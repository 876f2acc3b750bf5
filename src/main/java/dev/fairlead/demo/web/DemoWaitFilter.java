package dev.fairlead.demo.web;

import dev.fairlead.demo.DemoProgress;
import dev.fairlead.shared.Sentences;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says that the demo world is being made, instead of showing half of it with a clock that runs
 * through the past.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class DemoWaitFilter extends OncePerRequestFilter {
  private final DemoProgress making;

  DemoWaitFilter(DemoProgress making) {
    this.making = making;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!making.isMaking() || request.getRequestURI().startsWith("/assets/")) {
      chain.doFilter(request, response);
      return;
    }
    response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setHeader("Retry-After", "5");
    response.setContentType("text/html;charset=UTF-8");
    response
        .getWriter()
        .write(
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"2\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Fairlead</title>"
                + "<link rel=\"stylesheet\" href=\"/assets/fairlead.css\"></head><body class=\"fl-frame\">"
                + "<main class=\"container py-5\"><h1>Fairlead</h1><p>"
                + Sentences.say("demo.making", making.percent())
                + "</p><progress class=\"w-100 mb-3\" max=\"100\" value=\""
                + making.percent()
                + "\"></progress><p>"
                + Sentences.say("demo.thenLogIn")
                + "</p><p>"
                + Sentences.say("demo.mayBeEnded")
                + "</p></main></body></html>");
  }
}
