package dev.fairlead.shared;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Traces are made and sent where OpenTelemetry's own variables, or Spring's, name a collector;
 * nowhere else is there anything of them, not even in the lines of the log.
 */
class TracesByEnvironment implements EnvironmentPostProcessor, Ordered {
  private static final String ENDPOINT = "management.otlp.tracing.endpoint";
  private static final String CONFIGURATION = "org.springframework.boot.actuate.autoconfigure.";

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(ConfigurableEnvironment given, SpringApplication application) {
    String collector = collector(given);
    boolean wanted =
        StringUtils.hasText(collector)
            && !given.getProperty("OTEL_SDK_DISABLED", Boolean.class, false)
            && given.getProperty("management.tracing.enabled", Boolean.class, true);
    Map<String, Object> settings = new HashMap<>();
    settings.put("management.tracing.enabled", wanted);
    if (wanted) {
      settings.put(ENDPOINT, collector);
      // as OpenTelemetry does where nobody says otherwise
      settings.put("management.tracing.sampling.probability", 1.0);
      settings.put(
          "management.opentelemetry.resource-attributes.service.name",
          given.getProperty("OTEL_SERVICE_NAME", "fairlead"));
    } else {
      settings.put(
          "spring.autoconfigure.exclude",
          String.join(
              ",",
              List.of(
                  CONFIGURATION + "opentelemetry.OpenTelemetryAutoConfiguration",
                  CONFIGURATION + "logging.OpenTelemetryLoggingAutoConfiguration",
                  CONFIGURATION + "tracing.OpenTelemetryTracingAutoConfiguration",
                  CONFIGURATION + "tracing.MicrometerTracingAutoConfiguration",
                  CONFIGURATION + "tracing.NoopTracerAutoConfiguration",
                  CONFIGURATION + "tracing.otlp.OtlpTracingAutoConfiguration")));
    }
    // last, so that whoever sets one of these by name is heard
    given.getPropertySources().addLast(new MapPropertySource("tracesByEnvironment", settings));
  }

  private static String collector(ConfigurableEnvironment given) {
    String traces = given.getProperty("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
    String all = given.getProperty("OTEL_EXPORTER_OTLP_ENDPOINT");
    if (StringUtils.hasText(given.getProperty(ENDPOINT))) {
      return given.getProperty(ENDPOINT);
    }
    return StringUtils.hasText(traces) || !StringUtils.hasText(all)
        ? traces
        : StringUtils.trimTrailingCharacter(all, '/') + "/v1/traces";
  }
}
