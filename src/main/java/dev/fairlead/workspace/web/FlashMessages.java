package dev.fairlead.workspace.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.AbstractFlashMapManager;

/**
 * Keeps each message from one page to the next in an attribute of its own. Sessions stand in the
 * database, where requests of one person at the same moment, such as a page and its frame, see a
 * copy each and save what they changed: in one common list the last would lose what the others
 * said.
 */
@Component(DispatcherServlet.FLASH_MAP_MANAGER_BEAN_NAME)
class FlashMessages extends AbstractFlashMapManager {
  private static final String PREFIX = FlashMessages.class.getSimpleName() + ".";

  @Override
  protected List<FlashMap> retrieveFlashMaps(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    List<FlashMap> found = new ArrayList<>();
    if (session != null) {
      for (String name : names(session)) {
        if (session.getAttribute(name) instanceof FlashMap message) {
          found.add(message);
        }
      }
    }
    return found;
  }

  @Override
  protected void updateFlashMaps(
      List<FlashMap> messages, HttpServletRequest request, HttpServletResponse response) {
    HttpSession session = request.getSession(!messages.isEmpty());
    if (session == null) {
      return;
    }
    List<FlashMap> added = new ArrayList<>(messages);
    for (String name : names(session)) {
      Object kept = session.getAttribute(name);
      // the same object, since two messages may say the same
      if (!added.removeIf(message -> message == kept)) {
        session.removeAttribute(name);
      }
    }
    added.forEach(message -> session.setAttribute(PREFIX + UUID.randomUUID(), message));
  }

  private static List<String> names(HttpSession session) {
    return Collections.list(session.getAttributeNames()).stream()
        .filter(name -> name.startsWith(PREFIX))
        .toList();
  }
}
