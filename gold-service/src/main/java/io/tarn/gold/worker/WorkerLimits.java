package io.tarn.gold.worker;

import java.time.Duration;

/**
 * What a worker process may use.
 *
 * @param memoryBytes of the engine
 * @param residentBytes of the whole process, above which it is killed
 * @param spillBytes on disk
 * @param answerBytes of the largest file it may write
 * @param start how long it may take to come up
 */
public record WorkerLimits(
    long memoryBytes,
    long residentBytes,
    long spillBytes,
    long answerBytes,
    int threads,
    Duration start) {}
