/**
 * Runs steps: from the snapshots of its inputs to one commit of its table.
 *
 * <p>Start at {@link io.tarn.steps.StepScheduler}, which decides when, and {@link
 * io.tarn.steps.StepRunner}, which does it.
 */
package io.tarn.steps;
