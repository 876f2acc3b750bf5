package dev.fairlead.people.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A large file is read from people with a login only. The check for forged forms would read all of
 * it, from whomever, to find the form's token in it.
 */
final class LargeUploads extends OncePerRequestFilter {
  private final RequestMatcher where;

  LargeUploads(RequestMatcher where) {
    this.where = where;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String type = request.getContentType();
    boolean parts = type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    // a password of its own is looked at before anything is read
    return !where.matches(request)
        || !parts
        || SecurityConfiguration.carriesItsOwnPassword(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (SecurityContextHolder.getContext().getAuthentication() == null) {
      response.sendRedirect(request.getContextPath() + "/login");
    } else {
      chain.doFilter(request, response);
    }
  }
}
