/** What a statement of a user may say: DuckDB's own syntax tree of it, walked and judged. */
package io.tarn.gold.sql;
