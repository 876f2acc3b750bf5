package dev.fairlead.engine.web;

import jakarta.servlet.DispatcherType;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.rest.security.auth.ProcessEngineAuthenticationFilter;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * The filters before the engine's own addresses, after Spring Security, and how these addresses
 * answer a refusal.
 */
@Configuration(proxyBeanMethods = false)
class EngineFilters {
  EngineFilters() {
    RefusalsOverRest.register();
  }

  @Bean
  FilterRegistrationBean<ExpressionQueryFilter> expressionQueryFilter() {
    var registration = new FilterRegistrationBean<>(new ExpressionQueryFilter());
    registration.setUrlPatterns(List.of("/camunda/api/*", "/engine-rest/*"));
    registration.setOrder(Ordered.LOWEST_PRECEDENCE - 20);
    return registration;
  }

  @Bean
  FilterRegistrationBean<ContainerBasedAuthenticationFilter> engineWebappLogin() {
    var registration = new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
    registration.setInitParameters(Map.of("authentication-provider", EngineLogin.class.getName()));
    registration.setUrlPatterns(List.of("/camunda/*"));
    registration.setDispatcherTypes(DispatcherType.REQUEST);
    // after Spring Security (-100), before the web applications' own security filter
    registration.setOrder(-50);
    return registration;
  }

  @Bean
  FilterRegistrationBean<ProcessEngineAuthenticationFilter> engineRestLogin() {
    var registration = new FilterRegistrationBean<>(new ProcessEngineAuthenticationFilter());
    registration.setInitParameters(
        Map.of(
            "authentication-provider", EngineLogin.class.getName(), "rest-url-pattern-prefix", ""));
    registration.setUrlPatterns(List.of("/engine-rest/*"));
    registration.setAsyncSupported(true);
    registration.setOrder(Ordered.LOWEST_PRECEDENCE - 10);
    return registration;
  }
}
