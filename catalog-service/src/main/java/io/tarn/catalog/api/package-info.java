/** The HTTP interface: Iceberg REST under /iceberg, Tarn's own under /api. */
package io.tarn.catalog.api;
