package io.tarn.catalog.domain;

/** An event was put into the outbox: once the transaction has ended, it wants to be published. */
public record OutboxAppended() {}
