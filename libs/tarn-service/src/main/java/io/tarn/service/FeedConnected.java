package io.tarn.service;

/**
 * From now on this instance hears every event of a feed. What was announced before may have been
 * missed: whoever remembers something looks it up again.
 */
public record FeedConnected() {}
