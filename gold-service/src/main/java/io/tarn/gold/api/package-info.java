/** The HTTP side of gold-service, as docs/contracts.md lays it down. */
package io.tarn.gold.api;
