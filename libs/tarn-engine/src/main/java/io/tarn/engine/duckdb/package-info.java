/** DuckDB in process: rows and query results in, Parquet files of Iceberg tables out. */
package io.tarn.engine.duckdb;
