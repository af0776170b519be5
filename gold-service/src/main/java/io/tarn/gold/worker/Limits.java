package io.tarn.gold.worker;

/**
 * What one statement may use.
 *
 * @param memory of the engine, as DuckDB writes it: {@code 512MB}
 * @param spill bytes on disk that it may spill, written likewise
 */
record Limits(String memory, int threads, String spill) {}
