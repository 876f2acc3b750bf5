package dev.fairlead.workspace.web;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import java.util.regex.Pattern;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/** The trace of a request names its address; not where the address itself is the key. */
@Component
class SecretsOutOfTraces implements ObservationFilter {
  private static final Pattern SECRET = Pattern.compile("(/(?:shared|decide|calendar)/).+");

  @Override
  public Observation.Context map(Observation.Context context) {
    if (context instanceof ServerRequestObservationContext request) {
      KeyValue address = request.getHighCardinalityKeyValue("http.url");
      if (address != null && SECRET.matcher(address.getValue()).find()) {
        request.addHighCardinalityKeyValue(
            KeyValue.of("http.url", SECRET.matcher(address.getValue()).replaceFirst("$1***")));
      }
    }
    return context;
  }
}
