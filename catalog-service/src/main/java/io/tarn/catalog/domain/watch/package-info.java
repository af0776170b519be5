/** Whether what somebody does is usual for them. */
package io.tarn.catalog.domain.watch;
