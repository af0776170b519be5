package io.tarn.catalog.domain.alert;

import java.net.URI;
import java.util.Collection;
import java.util.List;

/** Where the states of alerts are kept, and what is still to be told. */
public interface AlertStore {
  /** Until the running transaction ends no other replica looks at the alerts. */
  void lock();

  List<AlertState> states();

  void put(AlertState state);

  /** Forgets the alerts that are not among these. */
  void retain(Collection<String> names);

  /** Has the webhook told of a state, once the transaction has ended well. */
  void notify(AlertState state, URI webhook);
}
