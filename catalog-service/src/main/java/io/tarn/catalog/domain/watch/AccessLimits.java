package io.tarn.catalog.domain.watch;

import java.time.Duration;

/**
 * From where on an access is unusual.
 *
 * @param rowsFactor so many times the most rows of an earlier day, and
 * @param rowsFloor more than this, are too many for one day
 * @param protectedTables so many protected tables that were never read before are too many for one
 *     day
 * @param refusals so many refused attempts
 * @param refusalsWithin in so long are too many
 * @param memoryDays so many days what somebody does is remembered
 */
public record AccessLimits(
    double rowsFactor,
    long rowsFloor,
    int protectedTables,
    int refusals,
    Duration refusalsWithin,
    int memoryDays) {}
