package io.tarn.catalog.domain.storage;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Bucket and key of an object, read from a path as the store reads it: decoded once. Whatever a
 * store, or something before it, might read otherwise is refused.
 */
record ObjectPath(String bucket, String key) {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern AMBIGUOUS =
      Pattern.compile("(?i)%(2f|5c|25|3b|0|1|7f)|[\\\\;\\x00-\\x1f\\x7f\ufffd]");

  /**
   * Reads {@code /bucket/key}; the key may be empty.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static ObjectPath of(String raw) {
    if (raw == null || !raw.startsWith("/") || AMBIGUOUS.matcher(raw).find()) {
      throw new IllegalArgumentException("the path " + raw + " is not signed");
    }
    String path = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    int slash = path.indexOf('/', 1);
    String bucket = slash < 0 ? path.substring(1) : path.substring(1, slash);
    if (!BUCKET.matcher(bucket).matches() || AMBIGUOUS.matcher(path).find()) {
      throw new IllegalArgumentException("the path " + raw + " is not signed");
    }
    return new ObjectPath(bucket, slash < 0 ? "" : path.substring(slash + 1));
  }

  /** The parameters of a query, decoded; one that is named twice is refused. */
  static Map<String, String> query(String raw) {
    Map<String, String> parameters = new HashMap<>();
    for (String part :
        raw == null || raw.isEmpty() ? List.<String>of() : List.of(raw.split("&", -1))) {
      String[] pair = part.split("=", 2);
      String name = URLDecoder.decode(pair[0], StandardCharsets.UTF_8);
      String value = pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8);
      if (parameters.put(name, value) != null) {
        throw new IllegalArgumentException("?" + name + " is there twice");
      }
    }
    return parameters;
  }

  /**
   * The object.
   *
   * @throws IllegalArgumentException when this is a bucket
   */
  String object() {
    return location(key);
  }

  /**
   * Another object or a prefix of this bucket.
   *
   * @throws IllegalArgumentException when this is not a bucket alone
   */
  String inBucket(String other) {
    if (!key.isEmpty()) {
      throw new IllegalArgumentException("/" + key + " is not a bucket");
    }
    return location(other);
  }

  private String location(String name) {
    for (String segment : name.replaceFirst("/$", "").split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw new IllegalArgumentException("'" + name + "' is not the name of an object");
      }
    }
    if (AMBIGUOUS.matcher(name).find()) {
      throw new IllegalArgumentException("'" + name + "' is not the name of an object here");
    }
    return "s3://" + bucket + "/" + name;
  }
}
