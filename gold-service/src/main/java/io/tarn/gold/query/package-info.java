/** From a question to its answer: judged, authorized, run on prepared files, written down. */
package io.tarn.gold.query;
