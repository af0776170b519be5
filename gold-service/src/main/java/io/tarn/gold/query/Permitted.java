package io.tarn.gold.query;

import io.tarn.gold.sql.Statement;
import io.tarn.gold.tables.Excerpt;
import io.tarn.service.Decisions;
import java.util.List;

/**
 * A statement and what its author may see of its tables.
 *
 * @param excerpts of the tables' snapshots at this moment
 */
record Permitted(Statement statement, Decisions decisions, List<Excerpt> excerpts) {}
