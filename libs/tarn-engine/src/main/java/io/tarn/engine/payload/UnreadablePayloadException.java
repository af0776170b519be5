package io.tarn.engine.payload;

/** A payload is not what it was declared to be; the message completes "the payload …". */
public class UnreadablePayloadException extends Exception {
  public UnreadablePayloadException(String reason) {
    super(reason);
  }

  /** Reasons are made for each bad row: without a stack they cost nothing. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
