package dev.fairlead.webhooks;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/**
 * Events that have not arrived at webhooks, as numbers for an alarm: {@code
 * fairlead_webhook_deliveries}, with the label {@code state} of {@code failed} (nothing more is
 * tried) or {@code waiting}. Counted when they are asked for.
 */
@Component
class DeliveryMetrics implements MeterBinder {
  static final String NAME = "fairlead.webhook.deliveries";

  private final Deliveries deliveries;

  DeliveryMetrics(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "failed", Delivery.State.FAILED);
    gauge(registry, "waiting", Delivery.State.WAITING);
  }

  private void gauge(MeterRegistry registry, String label, Delivery.State state) {
    Gauge.builder(NAME, deliveries, of -> of.count(state))
        .description("Events that have not arrived at webhooks")
        .tag("state", label)
        .register(registry);
  }
}
