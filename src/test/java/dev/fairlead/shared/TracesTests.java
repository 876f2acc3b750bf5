package dev.fairlead.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.tracing.MicrometerTracingAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.tracing.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.tracing.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.mock.env.MockEnvironment;

/** Whether traces are made is asked of the environment alone; a collector says what arrives. */
class TracesTests {
  private static void decide(ConfigurableEnvironment environment) {
    new TracesByEnvironment().postProcessEnvironment(environment, new SpringApplication());
  }

  @Test
  void aCollectorThatIsNamedGetsWhatWasObserved() throws Exception {
    List<String> received = new CopyOnWriteArrayList<>();
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/",
        call -> {
          received.add(
              call.getRequestMethod()
                  + " "
                  + call.getRequestURI()
                  + " "
                  + new String(call.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
          call.sendResponseHeaders(200, -1);
          call.close();
        });
    collector.start();
    try {
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ObservationAutoConfiguration.class,
                  OpenTelemetryAutoConfiguration.class,
                  OpenTelemetryTracingAutoConfiguration.class,
                  MicrometerTracingAutoConfiguration.class,
                  OtlpTracingAutoConfiguration.class))
          .withPropertyValues(
              "OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:"
                  + collector.getAddress().getPort()
                  + "/")
          .withInitializer(context -> decide(context.getEnvironment()))
          .run(
              context -> {
                Observation.createNotStarted(
                        "fairlead.job", context.getBean(ObservationRegistry.class))
                    .highCardinalityKeyValue("fairlead.process_instance", "4711")
                    .observe(() -> {});
                assertThat(
                        context
                            .getBean(SdkTracerProvider.class)
                            .forceFlush()
                            .join(10, TimeUnit.SECONDS)
                            .isSuccess())
                    .isTrue();
              });
    } finally {
      collector.stop(0);
    }
    assertThat(received)
        .singleElement()
        .asString()
        .startsWith("POST /v1/traces ")
        .contains("service.name", "fairlead", "fairlead.job", "fairlead.process_instance", "4711");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "OTEL_EXPORTER_OTLP_ENDPOINT=",
        "OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:1 OTEL_SDK_DISABLED=true",
        "management.otlp.tracing.endpoint=http://localhost:1 management.tracing.enabled=false"
      })
  void withoutACollectorNothingOfTracesIsMade(String environment) throws Exception {
    MockEnvironment given = new MockEnvironment();
    for (String setting : environment.split(" ")) {
      if (setting.contains("=")) {
        given.setProperty(
            setting.substring(0, setting.indexOf('=')),
            setting.substring(setting.indexOf('=') + 1));
      }
    }
    decide(given);
    assertThat(given.getProperty("management.tracing.enabled")).isEqualTo("false");
    for (String left : given.getRequiredProperty("spring.autoconfigure.exclude").split(",")) {
      assertThat(Class.forName(left, false, getClass().getClassLoader())).isNotNull();
    }
  }

  @Test
  void anAddressForTracesAloneCountsAsItStands() {
    MockEnvironment given = new MockEnvironment();
    given.setProperty("OTEL_EXPORTER_OTLP_ENDPOINT", "http://all.example:4318");
    given.setProperty("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://traces.example/x");
    decide(given);
    assertThat(given.getProperty("management.otlp.tracing.endpoint"))
        .isEqualTo("http://traces.example/x");
  }
}
