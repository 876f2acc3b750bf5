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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

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

  /** Ids that no two projects share, so that those of one may be tried in another. */
  private static final Set<String> GLOBAL =
      Set.of("id", "posting", "party", "row", "run", "link", "request");

  private static final Pattern INLINE =
      Pattern.compile(
          "<script(?![^>]*(src=|application/json))|<[a-z][^>]*\\son[a-z]+\\s*=|javascript:",
          Pattern.CASE_INSENSITIVE);

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
    return route.method() == HttpMethod.POST
        ? forms.stream().filter(f -> f.pattern().equals(route.pattern())).findFirst().orElse(null)
        : null;
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

  /** Pages that would let a script run which somebody typed. */
  final Set<String> loose = new TreeSet<>();

  private void mustBeStrict(MvcResult result) throws Exception {
    MockHttpServletResponse answer = result.getResponse();
    if (!("" + answer.getContentType()).startsWith("text/html")) {
      return;
    }
    String policy = "" + answer.getHeader("Content-Security-Policy");
    String page = answer.getContentAsString(StandardCharsets.UTF_8);
    if (!policy.contains("script-src 'self';")
        || !policy.contains("object-src 'none'")
        || INLINE.matcher(page).find()) {
      loose.add(result.getRequest().getRequestURI());
    }
  }

  private Answer answered(MvcResult result) throws Exception {
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
    return new Answer(letter, guard(result.getResolvedException()), status);
  }

  /** Who of ours said no: the first method below the one that makes the exception. */
  private static String guard(Throwable refused) {
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
    List<String> lines = new ArrayList<>();
    for (Route route : routes) {
      StringBuilder line = new StringBuilder();
      for (String person : PEOPLE.keySet()) {
        Answer answer = ask(route, person);
        line.append(answer.letter()).append(' ');
        if (answer.letter() == '-') {
          byGuard
              .computeIfAbsent("" + answer.guard(), guard -> new ArrayList<>())
              .add(new Cell(route, person, answer));
        }
      }
      Answer foreign = askForeign(route);
      line.append(foreign == null ? ' ' : foreign.letter());
      lines.add(line + "  " + route);
    }
    return lines;
  }

  record Cell(Route route, String person, Answer answer) {}
}
