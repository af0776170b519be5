/** What a commit may do, and what follows from it: positions, reach, freshness, sequence. */
package io.tarn.catalog.domain.commit;
