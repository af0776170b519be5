package io.tarn.model.error;

/**
 * What went wrong, transport-neutral: it alone decides the HTTP status and whether to try again.
 */
public enum ErrorKind {
  /** The request cannot be understood, or states something that is not so. */
  INVALID(400, false),
  UNAUTHENTICATED(401, false),
  FORBIDDEN(403, false),
  NOT_FOUND(404, false),
  /** Somebody else was first: read the state again, then decide. */
  CONFLICT(409, false),
  TOO_LARGE(413, false),
  /** Understood, but it breaks a rule of what it declares. */
  UNPROCESSABLE(422, false),
  /** A configured limit on use was reached. */
  LIMITED(429, true),
  INTERNAL(500, false),
  /** A part that is needed cannot be reached now. */
  UNAVAILABLE(503, true),
  /** It may have happened or not: never retried before the state was read again. */
  OUTCOME_UNKNOWN(500, false);

  private final int status;
  private final boolean retriable;

  ErrorKind(int status, boolean retriable) {
    this.status = status;
    this.retriable = retriable;
  }

  /** The HTTP status, per RFC 9110. */
  public int status() {
    return status;
  }

  /** Whether the very same request may succeed later. */
  public boolean retriable() {
    return retriable;
  }
}
