package dev.fairlead.badinput;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import dev.fairlead.people.Users;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.view.RedirectView;

/**
 * Asks every address of Fairlead's own as each kind of person, with everything else about the
 * request right, and undoes what it did.
 */
final class WhoMay {
  /** One of each kind, seen from Clara's projects. */
  static final Map<String, String> PEOPLE = new LinkedHashMap<>();

  static {
    PEOPLE.put("clara", "coordinator of the project");
    PEOPLE.put("colin", "coordinator of other projects");
    PEOPLE.put("sofia", "sponsor of the project");
    PEOPLE.put("maria", "manager");
    PEOPLE.put("tom", "team member of the project");
    PEOPLE.put("tarek", "team member of none");
    PEOPLE.put("paula", "process owner");
    PEOPLE.put("admin", "administrator");
  }

  /** Where the address alone decided. */
  static final String ADDRESS = "address";

  /** Ids that no two projects share, so that those of one may be tried in another. */
  private static final Set<String> GLOBAL =
      Set.of("id", "posting", "party", "row", "run", "link", "request");

  private final MockMvc web;
  private final Users users;
  private final World world;
  private final List<Form> forms;
  private final TransactionTemplate transaction;

  WhoMay(
      MockMvc web,
      Users users,
      World world,
      List<Form> forms,
      PlatformTransactionManager transactions) {
    this.web = web;
    this.users = users;
    this.world = world;
    this.forms = forms;
    transaction = new TransactionTemplate(transactions);
  }

  /**
   * @param letter {@code y} allowed, {@code -} forbidden, {@code 0} not found, {@code r} refused
   *     for another reason than who asks, {@code .} asked to log in, {@code !} broken
   * @param guard class, method and line that said no, or null where it was none of ours
   */
  record Answer(char letter, String guard, int status) {}

  Answer ask(Route route, String person) {
    return ask(route, person, path(route), true);
  }

  Answer askWithoutToken(Route route, String person) {
    return ask(route, person, path(route), false);
  }

  /** Things of one project under the address of another one, of which the person is the same. */
  Answer askForeign(Route route) {
    Map<String, String> ids = new HashMap<>(path(route));
    if (!ids.containsKey("key") || route.variables().stream().noneMatch(GLOBAL::contains)) {
      return null;
    }
    ids.put("key", ids.get("key").equals(world.tracked) ? world.reported : world.tracked);
    Form form = form(route);
    return ask(route, form == null ? "clara" : form.person(), ids, true);
  }

  private Answer ask(Route route, String person, Map<String, String> path, boolean withToken) {
    return transaction.execute(
        status -> {
          status.setRollbackOnly();
          try {
            return answered(perform(route, person, path, withToken));
          } catch (Exception broken) {
            throw new IllegalStateException(route + " as " + person, broken);
          }
        });
  }

  private Form form(Route route) {
    return route.method() == HttpMethod.POST ? form(route.pattern()).orElse(null) : null;
  }

  private Optional<Form> form(String pattern) {
    return forms.stream().filter(form -> form.pattern().equals(pattern)).findFirst();
  }

  private Map<String, String> path(Route route) {
    Form form = form(route);
    Map<String, String> ids =
        new HashMap<>(form == null ? world.ids(route.pattern()) : form.path());
    if (form == null && route.method() == HttpMethod.POST) {
      ids.put(
          "key",
          route.pattern().contains("/plan/")
              ? world.drafted
              : route.pattern().endsWith("/actions") ? world.rested : world.tracked);
    }
    if (form == null && route.pattern().startsWith("/processes/")) {
      ids.put("key", "reviewRisk");
    }
    if (form == null && route.pattern().startsWith("/drafts/{id}")) {
      ids.put("id", form("/drafts/{id}/submit").orElseThrow().path().get("id"));
    }
    if (route.pattern().endsWith("/archive")) {
      ids.put("key", world.supported);
    }
    Map<String, String> known = new HashMap<>();
    route.variables().forEach(name -> known.put(name, ids.getOrDefault(name, "1")));
    return known;
  }

  private MvcResult perform(Route route, String person, Map<String, String> path, boolean withToken)
      throws Exception {
    URI address = URI.create(route.path(path));
    Form form = form(route);
    MockHttpServletRequestBuilder request = request(route.method(), address);
    String body = world.bodies().get(route.pattern());
    if (body != null) {
      request.contentType(MediaType.APPLICATION_JSON).content(body);
    } else if (form != null) {
      form.fields()
          .forEach(
              (name, value) ->
                  request.param(
                      name,
                      value.equals(World.VERSION)
                          ? "" + world.plans.current(form.path().get("key")).version()
                          : value));
    } else if (route.method() == HttpMethod.POST) {
      MockHttpServletRequestBuilder file =
          multipart(address)
              .file(
                  new MockMultipartFile(
                      "file", "x.csv", null, "Name\nA\n".getBytes(StandardCharsets.UTF_8)));
      return send(file, person, withToken);
    }
    return send(request, person, withToken);
  }

  private MvcResult send(MockHttpServletRequestBuilder request, String person, boolean withToken)
      throws Exception {
    if (withToken) {
      request.with(csrf());
    }
    return web.perform(
            request.with(
                user(person)
                    .authorities(
                        users.get(person).groups().stream()
                            .map(SimpleGrantedAuthority::new)
                            .toList())))
        .andReturn();
  }

  /** Pages whose policy would let a script run which somebody typed. */
  final Set<String> loose = new TreeSet<>();

  private void mustBeStrict(MvcResult result) {
    String policy = "" + result.getResponse().getHeader("Content-Security-Policy");
    if (!policy.contains("script-src 'self';") || !policy.contains("object-src 'none'")) {
      loose.add(result.getRequest().getRequestURI());
    }
  }

  private Answer answered(MvcResult result) {
    mustBeStrict(result);
    int status = result.getResponse().getStatus();
    String to = "" + result.getResponse().getRedirectedUrl();
    char letter =
        switch (status) {
          case 401 -> '.';
          case 403 -> '-';
          case 404 -> '0';
          default -> status < 400 ? (to.endsWith("/login") ? '.' : 'y') : status < 500 ? 'r' : '!';
        };
    String guard = guard(result.getResolvedException());
    if (guard == null && letter == '-') {
      // nobody of ours was reached, or a page says by itself what was refused
      guard =
          result.getHandler() instanceof HandlerMethod page
              ? "page of " + page.getBeanType().getName().split("\\.")[2]
              : ADDRESS;
    }
    return new Answer(letter, guard, status);
  }

  /** Who of ours said no: the first method below the one that makes the exception. */
  static String guard(Throwable refused) {
    for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
      for (StackTraceElement frame : cause.getStackTrace()) {
        if (frame.getClassName().startsWith("dev.fairlead.")
            && !frame.getClassName().endsWith(".RefusedException")) {
          return Guards.name(frame.getClassName(), frame.getLineNumber());
        }
      }
    }
    return null;
  }

  /** The table as it stands in its file: one line per address. */
  List<String> table(List<Route> routes, Map<String, List<Cell>> byGuard) {
    // who may is decided before a page is written, which is most of the time
    Object views = ReflectionTestUtils.getField(web.getDispatcherServlet(), "viewResolvers");
    ReflectionTestUtils.setField(
        web.getDispatcherServlet(),
        "viewResolvers",
        List.<ViewResolver>of(
            (name, locale) ->
                name.startsWith("redirect:")
                    ? new RedirectView(name.substring(9), true)
                    : (model, request, response) -> {}));
    try {
      return answers(routes, byGuard);
    } finally {
      ReflectionTestUtils.setField(web.getDispatcherServlet(), "viewResolvers", views);
    }
  }

  private List<String> answers(List<Route> routes, Map<String, List<Cell>> byGuard) {
    List<String> lines = new ArrayList<>();
    for (Route route : routes) {
      StringBuilder line = new StringBuilder();
      for (String person : PEOPLE.keySet()) {
        Answer answer = ask(route, person);
        line.append(answer.letter()).append(' ');
        note(route, person, answer, byGuard);
      }
      Answer foreign = askForeign(route);
      line.append(foreign == null ? ' ' : foreign.letter());
      lines.add(line + "  " + route);
      Form form = form(route);
      for (String stranger : form == null ? List.<String>of() : form.strangers()) {
        if (!PEOPLE.containsKey(stranger)) {
          note(route, stranger, ask(route, stranger), byGuard);
        }
      }
    }
    return lines;
  }

  private static void note(
      Route route, String person, Answer answer, Map<String, List<Cell>> byGuard) {
    if (answer.letter() == '-') {
      byGuard
          .computeIfAbsent(answer.guard(), guard -> new ArrayList<>())
          .add(new Cell(route, person, answer));
    }
  }

  record Cell(Route route, String person, Answer answer) {}
}
