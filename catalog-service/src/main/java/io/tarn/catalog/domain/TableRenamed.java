package io.tarn.catalog.domain;

import io.tarn.model.TableName;

/** A table gets another name; an observer that throws keeps it from happening. */
public record TableRenamed(TableName from, TableName to) {}
