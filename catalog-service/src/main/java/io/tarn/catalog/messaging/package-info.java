/** Events out of the database onto Kafka. */
package io.tarn.catalog.messaging;
