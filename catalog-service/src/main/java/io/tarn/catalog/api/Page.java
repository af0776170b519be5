package io.tarn.catalog.api;

import io.tarn.catalog.tables.IcebergJson;
import io.tarn.model.TableName;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.rest.responses.ListTablesResponse;

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

  /** The page of one namespace's tables or views, as the specification writes it. */
  static Response ofRelations(List<TableName> sorted, String token, Integer size) {
    Map<String, TableName> byName = new LinkedHashMap<>();
    sorted.forEach(name -> byName.put(name.table(), name));
    Page page = of(List.copyOf(byName.keySet()), token, size);
    ListTablesResponse.Builder response = ListTablesResponse.builder().nextPageToken(page.next());
    page.names().forEach(name -> response.add(Names.identifier(byName.get(name))));
    return Response.ok(IcebergJson.write(response.build())).build();
  }
}
