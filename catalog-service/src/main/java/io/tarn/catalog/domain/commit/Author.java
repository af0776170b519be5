package io.tarn.catalog.domain.commit;

import io.tarn.model.Principal;
import java.time.Instant;

/** Who commits, and when by the catalog's clock. */
public record Author(Principal principal, Instant at) {}
