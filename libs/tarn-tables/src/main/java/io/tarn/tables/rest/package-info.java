/** The lakehouse behind catalog-service. */
package io.tarn.tables.rest;
