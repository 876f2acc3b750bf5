package dev.fairlead.workspace.web;

import dev.fairlead.shared.ReadOnce;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** A page reads a project, its plan and each person once, however often it names them. */
@Component
@Order(1)
class ReadingPages extends OncePerRequestFilter {
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("GET");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ReadOnce.aPageBegins();
    try {
      chain.doFilter(request, response);
    } finally {
      ReadOnce.aPageEnds();
    }
  }
}
