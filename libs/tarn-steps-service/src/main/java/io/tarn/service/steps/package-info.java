/**
 * Steps inside a service: the tables of one namespace, refreshed when their inputs are committed.
 *
 * <p>A service that depends on this and sets {@code tarn.steps.namespace} runs them.
 */
package io.tarn.service.steps;
