/** What engines may do with the files of tables. */
package io.tarn.catalog.domain.storage;
