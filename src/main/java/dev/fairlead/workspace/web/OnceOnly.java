package dev.fairlead.workspace.web;

import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.workspace.SentForms;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
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

  private final SentForms sent;

  OnceOnly(SentForms sent) {
    this.sent = sent;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new Guard(sent));
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

  private record Guard(SentForms sent) implements HandlerInterceptor {
    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      if (request.getMethod().equals("POST") && request.getParameter(FIELD) != null) {
        String form = fingerprint(request);
        if (!sent.add(form)) {
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
      if (request.getAttribute(SENT) instanceof String form
          && (trouble != null || response.getStatus() >= 400)) {
        sent.remove(form);
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
      return Fingerprint.of(request.getRequestURI() + content + files);
    }
  }
}
