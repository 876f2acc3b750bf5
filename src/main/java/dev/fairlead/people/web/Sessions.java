package dev.fairlead.people.web;

import dev.fairlead.people.AccountChanged;
import org.springframework.security.core.session.SessionInformation;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Ends the sessions of an account that was changed, since a session keeps the groups of its login:
 * whoever was shut out is out at once. The session in which somebody changes their own account goes
 * on.
 */
@Component
class Sessions {
  private final SessionRegistry sessions;

  Sessions(SessionRegistry sessions) {
    this.sessions = sessions;
  }

  @TransactionalEventListener
  public void on(AccountChanged account) {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    String own = request == null ? null : request.getSessionId();
    sessions.getAllPrincipals().stream()
        .filter(who -> who instanceof UserDetails)
        .filter(who -> ((UserDetails) who).getUsername().equals(account.username()))
        .flatMap(who -> sessions.getAllSessions(who, false).stream())
        .filter(session -> !session.getSessionId().equals(own))
        .forEach(SessionInformation::expireNow);
  }
}
