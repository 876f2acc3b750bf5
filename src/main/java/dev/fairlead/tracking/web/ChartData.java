package dev.fairlead.tracking.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.tracking.EarnedValue;
import java.util.Arrays;
import java.util.List;

/** The curves as the chart's script reads them: a row [day, planned, earned, actual] a point. */
final class ChartData {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ChartData() {}

  static String of(List<EarnedValue.Point> points) {
    try {
      return JSON.writeValueAsString(
          points.stream()
              .map(p -> Arrays.asList(p.day().toString(), p.planned(), p.earned(), p.actual()))
              .toList());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
