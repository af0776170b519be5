package io.tarn.catalog.domain.permission;

import io.tarn.catalog.domain.Identity;

/**
 * Somebody who may read a table.
 *
 * @param manages whether he has MANAGE on it
 */
record Viewer(Identity who, boolean manages) {}
