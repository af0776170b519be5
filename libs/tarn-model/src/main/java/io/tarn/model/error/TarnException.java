package io.tarn.model.error;

import java.util.Optional;

/** An error a person will read: what happened (the message), its kind, and what to do about it. */
public class TarnException extends RuntimeException {
  private final ErrorKind kind;
  private final String hint;

  public TarnException(ErrorKind kind, String message) {
    this(kind, message, null, null);
  }

  /**
   * @param hint what the reader can do about it, or null when there is nothing to say
   */
  public TarnException(ErrorKind kind, String message, String hint) {
    this(kind, message, hint, null);
  }

  public TarnException(ErrorKind kind, String message, String hint, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.hint = hint;
  }

  public ErrorKind kind() {
    return kind;
  }

  public Optional<String> hint() {
    return Optional.ofNullable(hint);
  }
}
