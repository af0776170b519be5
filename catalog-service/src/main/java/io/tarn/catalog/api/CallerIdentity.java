package io.tarn.catalog.api;

import io.tarn.catalog.domain.Identity;
import io.tarn.service.Caller;
import jakarta.enterprise.context.RequestScoped;

/** Who makes the current request, as the domain knows them. */
@RequestScoped
public class CallerIdentity {
  private final Caller caller;

  public CallerIdentity(Caller caller) {
    this.caller = caller;
  }

  public Identity identity() {
    return new Identity(caller.principal(), caller.principals());
  }
}
