/** Iceberg: metadata files, requirements and updates, what a commit changes. */
package io.tarn.catalog.tables;
