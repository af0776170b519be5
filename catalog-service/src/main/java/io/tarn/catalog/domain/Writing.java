package io.tarn.catalog.domain;

import io.tarn.model.Principal;
import java.util.Set;

/**
 * What a change of a table tells of where its rows come from.
 *
 * @param writers who made the table or put something into it; none when it only got other settings
 * @param traced whether a commit named its inputs, its columns' lineage or its positions
 */
public record Writing(Set<Principal> writers, boolean traced) {
  public Writing {
    writers = Set.copyOf(writers);
  }
}
