package io.tarn.catalog.api;

import java.util.List;
import org.apache.iceberg.exceptions.BadRequestException;

/**
 * A part of a sorted list of names.
 *
 * @param next token of the next page, or null after the last
 */
record Page(List<String> names, String next) {
  /**
   * The page after a token, which is the last name of the page before.
   *
   * @param token null or empty for the first page
   * @param size null for all
   */
  static Page of(List<String> sorted, String token, Integer size) {
    if (size == null) {
      return new Page(sorted, null);
    }
    if (size < 1) {
      throw new BadRequestException("pageSize must be at least 1");
    }
    List<String> rest =
        sorted.stream()
            .filter(name -> token == null || token.isEmpty() || name.compareTo(token) > 0)
            .toList();
    return rest.size() <= size
        ? new Page(rest, null)
        : new Page(rest.subList(0, size), rest.get(size - 1));
  }
}
