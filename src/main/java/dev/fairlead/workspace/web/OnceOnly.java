package dev.fairlead.workspace.web;

import dev.fairlead.shared.ConflictException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.support.RequestDataValueProcessor;

/**
 * What a form does it does once. Every form carries a number of its own beside the token against
 * forgery; the same number with the same content a second time, by a double click, a reload or the
 * way back, is refused with a sentence. A form that was refused may be sent again.
 */
@Configuration(proxyBeanMethods = false)
class OnceOnly implements WebMvcConfigurer {
  static final String FIELD = "_once";
  private static final String SENT = OnceOnly.class.getName();
  private static final int REMEMBERED = 500;

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new Guard());
  }

  /** Spring Security puts its token into every form; ours goes the same way. */
  @Bean
  static BeanPostProcessor numbersInForms() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof RequestDataValueProcessor token ? new Numbering(token) : bean;
      }
    };
  }

  private record Numbering(RequestDataValueProcessor token) implements RequestDataValueProcessor {
    @Override
    public String processAction(HttpServletRequest request, String action, String method) {
      return token.processAction(request, action, method);
    }

    @Override
    public String processFormFieldValue(
        HttpServletRequest request, String name, String value, String type) {
      return token.processFormFieldValue(request, name, value, type);
    }

    @Override
    public Map<String, String> getExtraHiddenFields(HttpServletRequest request) {
      Map<String, String> fields = token.getExtraHiddenFields(request);
      if (fields == null || fields.isEmpty()) {
        return fields;
      }
      Map<String, String> both = new LinkedHashMap<>(fields);
      both.put(FIELD, UUID.randomUUID().toString());
      return both;
    }

    @Override
    public String processUrl(HttpServletRequest request, String url) {
      return token.processUrl(request, url);
    }
  }

  private static final class Guard implements HandlerInterceptor {
    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      if (request.getMethod().equals("POST") && request.getParameter(FIELD) != null) {
        String form = fingerprint(request);
        if (!sent(request.getSession()).add(form)) {
          throw ConflictException.because("workspace.error.twice");
        }
        request.setAttribute(SENT, form);
      }
      return true;
    }

    @Override
    public void afterCompletion(
        HttpServletRequest request,
        HttpServletResponse response,
        Object handler,
        Exception trouble) {
      Object form = request.getAttribute(SENT);
      if (form != null && (trouble != null || response.getStatus() >= 400)) {
        sent(request.getSession()).remove(form);
      }
    }

    @SuppressWarnings("unchecked")
    private static Set<String> sent(HttpSession session) {
      synchronized (Guard.class) {
        Set<String> sent = (Set<String>) session.getAttribute(SENT);
        if (sent == null) {
          sent =
              Collections.synchronizedSet(
                  Collections.newSetFromMap(
                      new LinkedHashMap<>() {
                        @Override
                        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                          return size() > REMEMBERED;
                        }
                      }));
          session.setAttribute(SENT, sent);
        }
        return sent;
      }
    }

    private static String fingerprint(HttpServletRequest request) {
      Map<String, String> content = new TreeMap<>();
      request
          .getParameterMap()
          .forEach(
              (name, values) -> {
                if (!name.equals("_csrf")) {
                  content.put(name, Arrays.toString(values));
                }
              });
      String files = "";
      if (request instanceof MultipartHttpServletRequest multipart) {
        files =
            multipart.getFileMap().values().stream()
                .map(file -> file.getOriginalFilename() + file.getSize())
                .collect(Collectors.joining());
      }
      return request.getParameter(FIELD)
          + UUID.nameUUIDFromBytes((request.getRequestURI() + content + files).getBytes());
    }
  }
}
