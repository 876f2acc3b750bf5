package dev.fairlead.workspace.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.common.KeyValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class SecretsOutOfTracesTests {
  @ParameterizedTest
  @CsvSource({
    "/decide/Sesame, /decide/***",
    "/shared/Sesame/feedback, /shared/***",
    "/shared/status/Sesame, /shared/***",
    "/house/calendar/Sesame.ics, /house/calendar/***",
    "/projects/ERP/plan, /projects/ERP/plan"
  })
  void anAddressThatIsAKeyStandsInNoTrace(String address, String traced) {
    var context =
        new ServerRequestObservationContext(
            new MockHttpServletRequest("GET", address), new MockHttpServletResponse());
    context.addHighCardinalityKeyValue(KeyValue.of("http.url", address));
    new SecretsOutOfTraces().map(context);
    assertThat(context.getHighCardinalityKeyValue("http.url").getValue()).isEqualTo(traced);
  }
}
