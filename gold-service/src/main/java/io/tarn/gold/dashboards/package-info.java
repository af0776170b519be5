/** Declared dashboards: who may see them, and what changes under them. */
package io.tarn.gold.dashboards;
