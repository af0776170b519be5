/** Telling others of commits and runs in the words of OpenLineage. */
package io.tarn.catalog.domain.openlineage;
