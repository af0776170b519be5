package io.tarn.engine.payload;

/**
 * Reads fields out of payloads, exactly: a number keeps the digits it was sent with.
 *
 * <p>Free of any engine, so that each engine reads a payload to the same values.
 */
public interface PayloadFormat {
  /**
   * The values of the fields asked for, in their order; null where a field is null or missing.
   *
   * @param header what the format needs to know beside the payload, or null
   * @throws UnreadablePayloadException when the payload is not of this format
   */
  String[] read(String payload, String header) throws UnreadablePayloadException;
}
