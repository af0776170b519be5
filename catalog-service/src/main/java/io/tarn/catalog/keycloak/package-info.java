/** Asks Keycloak who is in which group. */
package io.tarn.catalog.keycloak;
