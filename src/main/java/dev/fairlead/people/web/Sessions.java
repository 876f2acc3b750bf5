package dev.fairlead.people.web;

import dev.fairlead.people.AccountChanged;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends the sessions of an account that was changed, on all nodes, since a session keeps the groups
 * of its login: whoever was shut out is out at once. The session in which somebody changes their
 * own account goes on.
 */
@Component
class Sessions {
  private static final String ENDED = "fairlead.ended";

  private final FindByIndexNameSessionRepository<? extends Session> sessions;

  Sessions(FindByIndexNameSessionRepository<? extends Session> sessions) {
    this.sessions = sessions;
  }

  @TransactionalEventListener
  public void on(AccountChanged account) {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    end(sessions, account.username(), request == null ? null : request.getSessionId());
  }

  private static <S extends Session> void end(
      FindByIndexNameSessionRepository<S> sessions, String username, String own) {
    sessions.findByPrincipalName(username).values().stream()
        .filter(session -> !session.getId().equals(own))
        .forEach(
            session -> {
              session.setAttribute(ENDED, true);
              sessions.save(session);
            });
  }

  /** Tells whoever comes with a session that was ended to log in again. */
  static final class Ended extends OncePerRequestFilter {
    /** Styles and scripts are for everybody, and each look at a session is one at the database. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
      return request.getRequestURI().startsWith("/assets/");
    }

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      HttpSession session = request.getSession(false);
      if (session == null || session.getAttribute(ENDED) == null) {
        chain.doFilter(request, response);
        return;
      }
      session.invalidate();
      response.sendRedirect(request.getContextPath() + "/login?changed");
    }
  }
}
