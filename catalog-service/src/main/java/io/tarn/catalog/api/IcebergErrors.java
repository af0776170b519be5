package io.tarn.catalog.api;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Answers what a resource throws in Iceberg's error model. */
@SpeaksIceberg
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class IcebergErrors {
  @AroundInvoke
  Object answer(InvocationContext call) throws Exception {
    try {
      return call.proceed();
    } catch (RuntimeException error) {
      return IcebergError.of(error).response();
    }
  }
}
