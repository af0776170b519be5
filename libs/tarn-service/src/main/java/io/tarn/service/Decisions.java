package io.tarn.service;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tarn.model.Principal;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** The answer of catalog-service to a request as a whole. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Decisions(Principal principal, long policyVersion, List<Decision> decisions) {
  /**
   * One answer.
   *
   * @param reason why, for a person
   * @param rowFilter SQL condition of the rows that may be seen, or null for all
   * @param columnMasks column to the SQL expression that stands in for it, of {@code value}
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Decision(
      String securable,
      String privilege,
      boolean allowed,
      String reason,
      String rowFilter,
      Map<String, String> columnMasks) {
    public Decision {
      columnMasks = columnMasks == null ? Map.of() : Map.copyOf(columnMasks);
    }

    /** Whether no filter and no mask hides a part. */
    public boolean whole() {
      return rowFilter == null && columnMasks.isEmpty();
    }
  }

  public Decisions {
    decisions = List.copyOf(decisions);
  }

  public boolean allowed() {
    return decisions.stream().allMatch(Decision::allowed);
  }

  /**
   * The decision about one securable.
   *
   * @throws NoSuchElementException when it was not asked for
   */
  public Decision about(String securable) {
    return decisions.stream()
        .filter(decision -> decision.securable().equals(securable))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("nothing was decided about " + securable));
  }
}
