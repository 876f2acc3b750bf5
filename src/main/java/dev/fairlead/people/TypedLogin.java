package dev.fairlead.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/**
 * The login name of somebody whose password was wrong, for the form that is shown again: once, in
 * their session, where no address, log or history of a browser has it.
 */
public final class TypedLogin {
  private static final String NAME = "fairlead.typedLogin";
  private static final int LONGEST = 100;

  private TypedLogin() {}

  public static void keep(HttpServletRequest request) {
    String typed = request.getParameter("username");
    HttpSession session = request.getSession(false);
    if (session != null && typed != null && typed.length() <= LONGEST) {
      session.setAttribute(NAME, typed);
    }
  }

  /** What was typed the last time, or null; the next time it is forgotten. */
  public static String taken(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    Object typed = session == null ? null : session.getAttribute(NAME);
    if (typed != null) {
      session.removeAttribute(NAME);
    }
    return (String) typed;
  }
}
