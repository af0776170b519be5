/** The real platform around a service under test. Only tests depend on it. */
package io.tarn.testing;
