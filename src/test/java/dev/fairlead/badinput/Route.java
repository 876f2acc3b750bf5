package dev.fairlead.badinput;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.UriComponentsBuilder;

/** One address that the application answers, as Spring knows it: none can be forgotten here. */
record Route(HttpMethod method, String pattern, HandlerMethod handler) {
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)(?::([^}]*))?}");

  static List<Route> all(Iterable<RequestMappingInfoHandlerMapping> mappings) {
    List<Route> routes = new ArrayList<>();
    for (RequestMappingInfoHandlerMapping mapping : mappings) {
      for (Map.Entry<RequestMappingInfo, HandlerMethod> entry :
          mapping.getHandlerMethods().entrySet()) {
        for (HttpMethod method : methods(entry.getKey())) {
          for (String pattern : entry.getKey().getPatternValues()) {
            routes.add(new Route(method, pattern, entry.getValue()));
          }
        }
      }
    }
    routes.sort(Comparator.comparing(Route::toString));
    return routes;
  }

  private static List<HttpMethod> methods(RequestMappingInfo info) {
    List<RequestMethod> named = List.copyOf(info.getMethodsCondition().getMethods());
    return named.isEmpty()
        ? List.of(HttpMethod.GET, HttpMethod.POST)
        : named.stream().map(RequestMethod::asHttpMethod).toList();
  }

  boolean isOurs() {
    return handler.getBeanType().getPackageName().startsWith("dev.fairlead");
  }

  boolean isApi() {
    return pattern.startsWith("/api/");
  }

  List<String> variables() {
    List<String> names = new ArrayList<>();
    for (Matcher found = VARIABLE.matcher(pattern); found.find(); ) {
      if (found.group(2) == null) {
        names.add(found.group(1));
      }
    }
    return names;
  }

  /** The names of the parameters that its method declares one by one. */
  List<String> parameters() {
    return Arrays.stream(handler.getMethodParameters())
        .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
        .map(
            parameter -> {
              String name = parameter.getParameterAnnotation(RequestParam.class).name();
              parameter.initParameterNameDiscovery(
                  new org.springframework.core.DefaultParameterNameDiscoverer());
              return name.isEmpty() ? parameter.getParameterName() : name;
            })
        .toList();
  }

  /** The address with these values; of alternatives written in the pattern the first. */
  String path(Map<String, String> values) {
    StringBuilder template = new StringBuilder();
    Matcher found = VARIABLE.matcher(pattern);
    while (found.find()) {
      String choice = found.group(2) == null ? null : found.group(2).split("\\|")[0];
      found.appendReplacement(template, choice == null ? "{" + found.group(1) + "}" : choice);
    }
    return UriComponentsBuilder.fromPath(found.appendTail(template).toString())
        .encode()
        .buildAndExpand(values)
        .toUriString();
  }

  @Override
  public String toString() {
    return method + " " + pattern;
  }
}
