package io.tarn.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tarn.model.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * Turns the shop's lines into the events it would have sent, with all that goes wrong on the way.
 * The same seed gives the same events, byte for byte; {@code examples/retail/README.md} tells what
 * is done and how often.
 */
public final class OrderReplay {
  private static final int OPENING_SECOND = 6 * 3600;
  private static final int OPEN_SECONDS = 16 * 3600;

  /** How far an event may be moved from its place. */
  private static final int WINDOW = 40;

  private static final List<Breakage> BREAKAGES = List.of(Breakage.values());

  private record Slot(double place, OrderEvent event) {}

  private final RetailData data;
  private final Random random;
  private final List<Slot> slots = new ArrayList<>();

  private OrderReplay(RetailData data, long seed) {
    this.data = data;
    this.random = new Random(seed);
  }

  /** The load of a seed. */
  public static OrderLoad of(RetailData data, long seed) {
    return new OrderReplay(data, seed).load();
  }

  private OrderLoad load() {
    Map<String, Instant> paid = new HashMap<>();
    for (OrderLine line : data.lines()) {
      paid.computeIfAbsent(line.orderId(), order -> moment(line));
    }
    List<OrderLine> inOrder =
        data.lines().stream()
            .sorted(
                Comparator.<OrderLine, Instant>comparing(line -> paid.get(line.orderId()))
                    .thenComparingInt(OrderLine::rowId))
            .toList();
    for (int i = 0; i < inOrder.size() - 1; i++) {
      send(i, inOrder.get(i), paid.get(inOrder.get(i).orderId()));
    }
    // The last event is good and new: once it is in a table, so is all that was sent before.
    OrderLine last = inOrder.getLast();
    OrderEvent closing = good(last, eventId(), 1, paid.get(last.orderId()));
    slots.add(new Slot(Double.MAX_VALUE, closing));
    List<OrderEvent> events =
        slots.stream().sorted(Comparator.comparingDouble(Slot::place)).map(Slot::event).toList();
    int zipCodesAfter = oneIn(3) ? 0 : random.nextInt(events.size() * 6 / 10);
    return new OrderLoad(events, zipCodesAfter);
  }

  private Instant moment(OrderLine line) {
    return line.orderDate()
        .atStartOfDay()
        .plusSeconds(OPENING_SECOND + random.nextInt(OPEN_SECONDS))
        .plus(Duration.ofMillis(random.nextInt(1000)))
        .toInstant(ZoneOffset.UTC);
  }

  /** One line with its good event, and perhaps others around it. */
  private void send(int place, OrderLine line, Instant paid) {
    String eventId = eventId();
    double good = place + (oneIn(3) ? random.nextInt(WINDOW) : 0);
    int attempt = 1;
    if (oneIn(30)) {
      // The shop's first try was garbled; the second is the good one.
      Breakage breakage = BREAKAGES.get(random.nextInt(BREAKAGES.size()));
      byte[] body = breakage.apply(fields(line, eventId, attempt, paid), random);
      double before = good - 0.5 - random.nextInt(WINDOW / 4);
      slots.add(new Slot(before, event(body, line, paid, Optional.of(breakage.rule()))));
      attempt++;
    }
    slots.add(new Slot(good, good(line, eventId, attempt, paid)));
    // A twin that is also delivered twice is the hardest case for the rule that finds twins.
    for (int copies = isTwin(line) ? 1 : oneIn(25) ? 1 + random.nextInt(2) : 0;
        copies > 0;
        copies--) {
      attempt++;
      slots.add(new Slot(good + 1 + random.nextInt(WINDOW), good(line, eventId, attempt, paid)));
    }
    if (oneIn(50)) {
      Instant again = paid.plusSeconds(30 + random.nextInt(870));
      // The network may well let the second payment overtake the first.
      double at = good - WINDOW / 4.0 + random.nextInt(WINDOW);
      slots.add(new Slot(at, good(line, eventId(), 1, again)));
    }
  }

  private boolean isTwin(OrderLine line) {
    return line.rowId() % RetailData.ROUND_ROWS == 3407;
  }

  private OrderEvent good(OrderLine line, String eventId, int attempt, Instant paid) {
    ObjectNode fields = fields(line, eventId, attempt, paid);
    soil(fields, line, paid);
    byte[] body = fields.toString().getBytes(StandardCharsets.UTF_8);
    return event(body, line, paid, Optional.empty());
  }

  private static OrderEvent event(
      byte[] body, OrderLine line, Instant paid, Optional<String> breaks) {
    return new OrderEvent(body, line.rowId(), paid, breaks);
  }

  /** Writes what is the same in another way, and leaves out what nobody needs. */
  private void soil(ObjectNode fields, OrderLine line, Instant paid) {
    if (oneIn(6)) {
      fields.put("sales", dollars(line.sales()));
    }
    if (oneIn(3)) {
      fields.put("postal_code", Integer.parseInt(line.postalCode()));
    }
    if (oneIn(10)) {
      fields.put("placed_at", paid.atOffset(ZoneOffset.ofHours(2)).toString());
    }
    if (line.discount().signum() == 0 && oneIn(10)) {
      fields.putNull("discount");
    } else if (line.discount().signum() == 0 && oneIn(10)) {
      fields.remove("discount");
    }
    if (oneIn(40)) {
      fields.putNull("country");
    } else if (oneIn(40)) {
      fields.remove("country");
    }
  }

  private static ObjectNode fields(OrderLine line, String eventId, int attempt, Instant paid) {
    return Json.MAPPER
        .createObjectNode()
        .put("event_id", eventId)
        .put("attempt", attempt)
        .put("row_id", line.rowId())
        .put("order_id", line.orderId())
        .put("placed_at", paid.toString())
        .put("order_date", line.orderDate().toString())
        .put("ship_date", line.shipDate().toString())
        .put("ship_mode", line.shipMode())
        .put("customer_id", line.customer().id())
        .put("customer_name", line.customer().name())
        .put("segment", line.customer().segment())
        .put("country", line.place().country())
        .put("city", line.place().city())
        .put("state", line.place().state())
        .put("postal_code", line.postalCode())
        .put("region", line.place().region())
        .put("product_id", line.product().id())
        .put("category", line.product().category())
        .put("sub_category", line.product().subCategory())
        .put("product_name", line.product().name())
        .put("sales", line.sales())
        .put("quantity", line.quantity())
        .put("discount", line.discount())
        .put("profit", line.profit());
  }

  /** As people write it: {@code $1,299.00}. */
  private static String dollars(BigDecimal amount) {
    return new DecimalFormat("$#,##0.00##", DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(amount);
  }

  private String eventId() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }
}
