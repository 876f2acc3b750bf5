package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.FormElement;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** A form as a browser has opened it, with all its fields; it may be sent much later. */
public final class OpenForm {
  private final String action;
  private final Map<String, String> fields;

  private OpenForm(String action, Map<String, String> fields) {
    this.action = action;
    this.fields = fields;
  }

  /** The one form of a page that a query such as {@code form:has([name=percent])} finds. */
  public static OpenForm in(String page, String query) {
    var found = Jsoup.parse(page).select(query);
    assertThat(found).as(query).hasSize(1);
    Map<String, String> fields = new LinkedHashMap<>();
    ((FormElement) found.get(0))
        .formData()
        .forEach(field -> fields.put(field.key(), field.value()));
    fields.remove("_csrf");
    return new OpenForm(found.get(0).attr("action"), fields);
  }

  /** The same form with something typed, ticked or pressed. */
  public OpenForm with(String field, String value) {
    Map<String, String> typed = new LinkedHashMap<>(fields);
    typed.put(field, value);
    return new OpenForm(action, typed);
  }

  public String value(String field) {
    return fields.get(field);
  }

  public MockHttpServletRequestBuilder send() {
    MockHttpServletRequestBuilder request = post(action).with(csrf());
    fields.forEach(request::param);
    return request;
  }
}
