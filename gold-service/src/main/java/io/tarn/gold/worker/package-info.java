/**
 * The process that runs users' statements, and the pool that starts, feeds, watches and kills such
 * processes. {@link io.tarn.gold.worker.QueryWorker} and what it uses run in the process; they know
 * DuckDB and JSON, and neither the catalog nor the store nor any secret.
 */
package io.tarn.gold.worker;
