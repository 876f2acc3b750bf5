package dev.fairlead.badinput;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import dev.fairlead.people.Users;
import jakarta.servlet.RequestDispatcher;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Sends forms and whatever else as a person, and answers as the servlet container would. */
final class Sending {
  private final MockMvc web;
  private final Users users;
  private final List<Route> routes;

  Sending(MockMvc web, Users users, List<Route> routes) {
    this.web = web;
    this.users = users;
    this.routes = routes;
  }

  MockHttpServletRequestBuilder form(Form form, World in) {
    Route route =
        routes.stream()
            .filter(Route::isOurs)
            .filter(r -> r.method() == HttpMethod.POST && r.pattern().equals(form.pattern()))
            .findFirst()
            .orElseThrow();
    MockHttpServletRequestBuilder request =
        request(HttpMethod.POST, URI.create(route.path(form.path()))).with(csrf());
    form.fields().forEach((name, value) -> request.param(name, value(form, value, in)));
    return request;
  }

  static String value(Form form, String value, World in) {
    return value.equals(World.VERSION)
        ? String.valueOf(in.plans.current(form.path().get("key")).version())
        : value;
  }

  MockHttpServletResponse perform(MockHttpServletRequestBuilder request, String person)
      throws Exception {
    MvcResult result =
        web.perform(
                request.with(
                    user(person)
                        .authorities(
                            users.get(person).groups().stream()
                                .map(SimpleGrantedAuthority::new)
                                .toList())))
            .andReturn();
    MockHttpServletResponse answer = result.getResponse();
    if (answer.getStatus() < 400 || !answer.isCommitted() || !text(answer).isEmpty()) {
      return answer;
    }
    // what a servlet container does with an error that was only named
    return web.perform(
            request(HttpMethod.GET, URI.create("/error"))
                .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, answer.getStatus())
                .requestAttr(
                    RequestDispatcher.ERROR_REQUEST_URI, result.getRequest().getRequestURI()))
        .andReturn()
        .getResponse();
  }

  static String text(MockHttpServletResponse answer) throws Exception {
    return answer.getContentAsString(StandardCharsets.UTF_8);
  }
}
