package io.tarn.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.Locale;

/**
 * An error as RFC 9457 writes it.
 *
 * @param hint what the reader can do about it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type, String title, int status, String detail, String instance, String hint) {
  public static final String MEDIA_TYPE = "application/problem+json";

  /** The problem of an error that happened at a path. */
  public static Problem of(TarnException error, String path) {
    ErrorKind kind = error.kind();
    return new Problem(
        "about:blank",
        title(kind),
        kind.status(),
        error.getMessage(),
        path,
        error.hint().orElse(null));
  }

  static String title(ErrorKind kind) {
    String words = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
