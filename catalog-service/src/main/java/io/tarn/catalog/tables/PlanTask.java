package io.tarn.catalog.tables;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.iceberg.exceptions.NoSuchPlanTaskException;
import org.apache.iceberg.rest.requests.PlanTableScanRequest;
import org.apache.iceberg.rest.requests.PlanTableScanRequestParser;

/**
 * A later part of a planned scan. It says all that is needed to plan it again, so no replica keeps
 * anything for a client; it gives no rights, so it is not signed.
 *
 * @param scan names its snapshots
 * @param from how many files are before it
 */
record PlanTask(PlanTableScanRequest scan, int from) {
  /** The opaque form a client keeps. */
  String written() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            (from + ":" + PlanTableScanRequestParser.toJson(scan))
                .getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the written form.
   *
   * @throws NoSuchPlanTaskException when it is not one
   */
  static PlanTask parse(String written) {
    try {
      String read = new String(Base64.getUrlDecoder().decode(written), StandardCharsets.UTF_8);
      int colon = read.indexOf(':');
      PlanTableScanRequest scan = PlanTableScanRequestParser.fromJson(read.substring(colon + 1));
      return new PlanTask(scan, Integer.parseUnsignedInt(read.substring(0, colon)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException | UncheckedIOException never) {
      throw new NoSuchPlanTaskException(never, "Plan task does not exist: %s", written);
    }
  }
}
