package io.tarn.catalog.domain.storage;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A request to an S3 store that somebody wants signed, and what it does there. Only requests that
 * engines make of tables are understood; whatever else there is in S3's API is refused.
 *
 * @param reads objects and prefixes whose content or names it tells, {@code s3://bucket/key}
 * @param writes objects it makes or replaces
 * @param removes objects it deletes
 */
public record ObjectRequest(List<String> reads, List<String> writes, List<String> removes) {
  private static final Set<String> LISTING =
      Set.of(
          "list-type",
          "prefix",
          "delimiter",
          "max-keys",
          "continuation-token",
          "start-after",
          "encoding-type",
          "fetch-owner");

  private static final Set<String> AMZ_HEADERS =
      Set.of(
          "x-amz-content-sha256",
          "x-amz-date",
          "x-amz-decoded-content-length",
          "x-amz-te",
          "x-amz-trailer",
          "x-amz-sdk-checksum-algorithm",
          "x-amz-checksum-algorithm",
          "x-amz-checksum-mode",
          "x-amz-checksum-type",
          "x-amz-copy-source",
          "x-amz-copy-source-range");

  private static final String COPY_SOURCE = "x-amz-copy-source";

  /**
   * Understands a request.
   *
   * @param store where the store is, path-style
   * @param uri as it will be sent
   * @param headers by name, in any case
   * @param body of a deletion of several objects; else not looked at, and may be null
   * @throws IllegalArgumentException saying what is not signed
   */
  public static ObjectRequest of(
      URI store, String method, URI uri, Map<String, List<String>> headers, String body) {
    requireStore(store, uri);
    headers.keySet().forEach(ObjectRequest::requireKnown);
    ObjectPath path = ObjectPath.of(uri.getRawPath());
    Map<String, String> query = ObjectPath.query(uri.getRawQuery());
    ObjectRequest request =
        switch (method) {
          case "GET" -> query.containsKey("list-type") ? listing(path, query) : read(path, query);
          case "HEAD" -> read(path, query);
          case "PUT" -> written(path, query, Set.of("partNumber", "uploadId"));
          case "POST" ->
              query.containsKey("delete") ? removal(path, query, body) : upload(path, query);
          case "DELETE" ->
              query.containsKey("uploadId")
                  ? written(path, query, Set.of("uploadId"))
                  : removal(path, query);
          default -> throw new IllegalArgumentException(method + " is not signed");
        };
    return request.copying(headers);
  }

  private ObjectRequest copying(Map<String, List<String>> headers) {
    List<String> sources = new ArrayList<>(reads);
    headers.forEach(
        (name, values) -> {
          if (name.toLowerCase(Locale.ROOT).equals(COPY_SOURCE)) {
            values.forEach(
                value ->
                    sources.add(
                        ObjectPath.of(value.startsWith("/") ? value : "/" + value).object()));
          }
        });
    return new ObjectRequest(sources, writes, removes);
  }

  private static ObjectRequest listing(ObjectPath path, Map<String, String> query) {
    require(query, LISTING);
    String prefix = query.getOrDefault("prefix", "");
    return new ObjectRequest(List.of(path.inBucket(prefix)), List.of(), List.of());
  }

  private static ObjectRequest read(ObjectPath path, Map<String, String> query) {
    require(query, Set.of());
    return new ObjectRequest(List.of(path.object()), List.of(), List.of());
  }

  private static ObjectRequest written(
      ObjectPath path, Map<String, String> query, Set<String> parameters) {
    require(query, parameters);
    return new ObjectRequest(List.of(), List.of(path.object()), List.of());
  }

  /** Begins an upload in parts, or ends one. */
  private static ObjectRequest upload(ObjectPath path, Map<String, String> query) {
    if (query.isEmpty()) {
      throw new IllegalArgumentException("forms are not signed");
    }
    return written(path, query, Set.of("uploads", "uploadId"));
  }

  private static ObjectRequest removal(ObjectPath path, Map<String, String> query) {
    require(query, Set.of());
    return new ObjectRequest(List.of(), List.of(), List.of(path.object()));
  }

  private static ObjectRequest removal(ObjectPath path, Map<String, String> query, String body) {
    require(query, Set.of("delete"));
    List<String> removed = DeletedKeys.in(body).stream().map(path::inBucket).toList();
    return new ObjectRequest(List.of(), List.of(), removed);
  }

  private static void requireStore(URI store, URI uri) {
    boolean same =
        store.getScheme().equalsIgnoreCase(uri.getScheme())
            && store.getHost().equalsIgnoreCase(uri.getHost())
            && store.getPort() == uri.getPort()
            && uri.getRawUserInfo() == null
            && uri.getRawFragment() == null;
    if (!same) {
      throw new IllegalArgumentException("only requests to " + store + " are signed");
    }
  }

  /** The store heeds every header that begins so, and some give away what is stored. */
  private static void requireKnown(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    boolean known =
        !name.startsWith("x-amz-")
            || AMZ_HEADERS.contains(name)
            || name.startsWith("x-amz-checksum-");
    if (!known) {
      throw new IllegalArgumentException("requests with " + header + " are not signed");
    }
  }

  private static void require(Map<String, String> query, Set<String> parameters) {
    for (String parameter : query.keySet()) {
      if (!parameters.contains(parameter) && !parameter.equals("x-id")) {
        throw new IllegalArgumentException("requests with ?" + parameter + " are not signed");
      }
    }
  }
}
