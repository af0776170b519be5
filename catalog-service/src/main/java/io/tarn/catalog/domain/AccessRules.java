package io.tarn.catalog.domain;

import io.tarn.model.error.TarnException;

/**
 * Decides who may do what; answers from memory, since every request asks.
 *
 * <p>A securable is {@code metastore}, a catalog, a namespace ({@code retail.gold}) or a table
 * ({@code retail.gold.daily_sales}); what is granted on one holds for all below it. No rule means
 * no.
 */
public interface AccessRules {
  /** Whether the privilege was granted to the caller, on the securable or above it. */
  boolean allows(Identity caller, String securable, Privilege privilege);

  /**
   * Whether the caller sees the table through a row filter or a column mask; such a caller gets no
   * metadata with bounds, no location and no credentials.
   */
  boolean restricts(Identity caller, String table);

  /**
   * Does nothing when allowed.
   *
   * @throws TarnException FORBIDDEN, with the reason
   */
  void require(Identity caller, String securable, Privilege privilege);
}
