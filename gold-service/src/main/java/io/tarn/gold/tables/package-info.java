/** What a statement may see of the catalog's tables, as files made for it. */
package io.tarn.gold.tables;
