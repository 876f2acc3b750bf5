package dev.fairlead.browser;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * What the browser complains about while a person works: errors in the console and requests that
 * failed, on every page and in every frame.
 */
final class Complaints {
  private final String whose;
  private final List<String> all = new ArrayList<>();
  private int expectedStatus;

  Complaints(String whose) {
    this.whose = whose;
  }

  void listenTo(Page page) {
    page.onConsoleMessage(this::heard);
    page.onPageError(error -> add("script error: " + error));
    page.onRequestFailed(this::failed);
    page.onResponse(this::answered);
  }

  /** Within the work, a page may be answered with this status: that is what the test looks for. */
  void expecting(int status, Runnable work) {
    expectedStatus = status;
    try {
      work.run();
    } finally {
      expectedStatus = 0;
    }
  }

  /** All complaints since the last call. */
  List<String> taken() {
    List<String> taken = List.copyOf(all);
    all.clear();
    return taken;
  }

  private void heard(ConsoleMessage message) {
    // every failed request stands in the console as well; failed() and answered() know more of it
    if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
      add("console: " + message.text() + " at " + message.location());
    }
  }

  private void failed(Request request) {
    // the person went on before everything had come, or the browser made a download of it
    if (!"net::ERR_ABORTED".equals(request.failure())) {
      add(request.failure() + " " + request.method() + " " + request.url());
    }
  }

  private void answered(Response response) {
    if (response.status() >= 400
        && response.status() != expectedStatus
        && !asksForADoneTask(response)
        && !wasOvertaken(response)) {
      add(response.status() + " " + response.request().method() + " " + response.url());
    }
  }

  /** Now and then Tasklist asks once more for the task that was completed a moment ago. */
  private static boolean asksForADoneTask(Response response) {
    return response.status() == 404
        && response.request().method().equals("GET")
        && response.url().matches(".*/camunda/api/engine/engine/default/task/[-0-9a-f]+");
  }

  /**
   * The editor asks every few seconds what others changed; where a step of its own is saved in that
   * moment, a copy says that it is not the same any more.
   */
  private static boolean wasOvertaken(Response response) {
    return response.status() == 409
        && response.request().method().equals("GET")
        && response.url().matches(".*/plan/copy/changes\\?since=[0-9]+");
  }

  private void add(String complaint) {
    all.add(whose + ": " + complaint);
  }
}
