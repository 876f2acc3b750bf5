package dev.fairlead.workspace.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.web.servlet.FlashMap;

class FlashMessagesTests {
  private final FlashMessages messages = new FlashMessages();
  private final List<String> changes = new ArrayList<>();
  private final MockHttpSession session =
      new MockHttpSession() {
        @Override
        public void setAttribute(String name, Object value) {
          changes.add("set " + name);
          super.setAttribute(name, value);
        }

        @Override
        public void removeAttribute(String name) {
          changes.add("remove " + name);
          super.removeAttribute(name);
        }
      };

  @Test
  void takingOneMessageLeavesTheOthersAlone() {
    say("/work", "done");
    say("/frame", "decided");
    String frames = changes.get(1).replace("set ", "");
    changes.clear();

    assertThat(taken("/frame")).containsEntry("message", "decided");

    assertThat(changes).containsExactly("remove " + frames);
    assertThat(taken("/other")).isNull();
    assertThat(taken("/work")).containsEntry("message", "done");
    assertThat(taken("/work")).as("once").isNull();
  }

  @Test
  void whoHasNoSessionGetsNoneForIt() {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/login");
    Map<String, Object> none = messages.retrieveAndUpdate(request, new MockHttpServletResponse());
    assertThat(none).isNull();
    assertThat(request.getSession(false)).isNull();
  }

  private void say(String target, String text) {
    FlashMap flash = new FlashMap();
    flash.setTargetRequestPath(target);
    flash.put("message", text);
    messages.saveOutputFlashMap(flash, request("/from"), new MockHttpServletResponse());
  }

  private Map<String, Object> taken(String path) {
    return messages.retrieveAndUpdate(request(path), new MockHttpServletResponse());
  }

  private MockHttpServletRequest request(String path) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
    request.setSession(session);
    return request;
  }
}
