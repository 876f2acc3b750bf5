package dev.fairlead.workspace.web;

import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Who looks at the page, for the layout: {@code ${@viewer.isIn('coordinators')}}. What it answers
 * decides what is shown, never what is allowed.
 */
@Component("viewer")
public class Viewer {
  private static final String USER = Viewer.class.getName();

  private final Users users;

  Viewer(Users users) {
    this.users = users;
  }

  /** Whether somebody with an account looks. */
  public boolean isKnown() {
    return user() != null;
  }

  public String getUsername() {
    User user = user();
    return user == null ? "" : user.username();
  }

  public String getName() {
    User user = user();
    return user == null ? "" : user.displayName();
  }

  public boolean isIn(String group) {
    User user = user();
    return user != null && user.isIn(group);
  }

  /** Whether the viewer is this person. */
  public boolean is(String username) {
    User user = user();
    return user != null && user.username().equals(username);
  }

  /** Whether the page shown is this one or, but for the root, lies below it. */
  public boolean at(String path) {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    if (!(request instanceof ServletRequestAttributes servlet)) {
      return false;
    }
    String here = servlet.getRequest().getServletPath();
    return here.equals(path) || (path.length() > 1 && here.startsWith(path + "/"));
  }

  private User user() {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    if (who == null || !who.isAuthenticated() || who instanceof AnonymousAuthenticationToken) {
      return null;
    }
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    if (request == null) {
      return users.find(who.getName()).orElse(null);
    }
    if (request.getAttribute(USER, RequestAttributes.SCOPE_REQUEST) instanceof User known
        && known.username().equals(who.getName())) {
      return known;
    }
    User found = users.find(who.getName()).orElse(null);
    if (found != null) {
      request.setAttribute(USER, found, RequestAttributes.SCOPE_REQUEST);
    }
    return found;
  }
}
