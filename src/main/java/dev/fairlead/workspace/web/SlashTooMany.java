package dev.fairlead.workspace.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Leads from the address of a page that ends in a slash to the page, before anybody is asked who
 * may see it. Interfaces for programs and the web applications of the engine have addresses of
 * their own. (Spring's UrlHandlerFilter loses what stands behind the question mark.)
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class SlashTooMany extends OncePerRequestFilter {
  /**
   * Whatever begins with two slashes would lead to another host. It never goes back over what it
   * has read, so that no address is too long for it.
   */
  private static final Pattern PAGE = Pattern.compile("(?:/[^/\\\\;]++)++/");

  private static final List<String> NO_PAGES =
      List.of("/api/", "/engine-rest/", "/camunda/", "/webjars/", "/actuator/", "/assets/");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String address = request.getRequestURI();
    String path = address.substring(request.getContextPath().length());
    if (!HttpMethod.GET.matches(request.getMethod())
        || !PAGE.matcher(path).matches()
        || NO_PAGES.stream().anyMatch(path::startsWith)) {
      chain.doFilter(request, response);
      return;
    }
    String query = request.getQueryString();
    response.setStatus(HttpStatus.PERMANENT_REDIRECT.value());
    response.setHeader(
        HttpHeaders.LOCATION,
        address.substring(0, address.length() - 1) + (query == null ? "" : "?" + query));
  }
}
