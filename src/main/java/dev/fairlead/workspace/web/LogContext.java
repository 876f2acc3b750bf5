package dev.fairlead.workspace.web;

import io.micrometer.common.KeyValue;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Names the person and the project of a request to everything that is logged meanwhile, and the
 * project to its trace. The engine names process, instance and business key by itself, in jobs as
 * well.
 */
@Component
@Order(0)
class LogContext extends OncePerRequestFilter {
  private static final Pattern PROJECT =
      Pattern.compile("/(?:api/)?projects/([A-Z0-9-]{2,20})(?:/.*)?");

  /** Who asks for a style or a script is not worth a look at the session. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/assets/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Matcher project = PROJECT.matcher(request.getRequestURI());
    try {
      if (request.getRemoteUser() != null) {
        MDC.put("person", request.getRemoteUser());
      }
      if (project.matches()) {
        MDC.put("project", project.group(1));
        ServerHttpObservationFilter.findObservationContext(request)
            .ifPresent(
                trace ->
                    trace.addHighCardinalityKeyValue(
                        KeyValue.of("fairlead.project", project.group(1))));
      }
      chain.doFilter(request, response);
    } finally {
      MDC.remove("person");
      MDC.remove("project");
    }
  }
}
