/** A lakehouse without servers. */
package io.tarn.tables.memory;
