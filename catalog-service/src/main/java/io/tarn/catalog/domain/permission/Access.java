package io.tarn.catalog.domain.permission;

import io.tarn.catalog.domain.Privilege;
import io.tarn.model.TableName;

/** Something somebody wants to do. */
public record Access(Securable securable, Privilege privilege) {
  public static Access select(TableName table) {
    return new Access(Securable.of(table), Privilege.SELECT);
  }

  public static Access manage(Securable securable) {
    return new Access(securable, Privilege.MANAGE);
  }

  @Override
  public String toString() {
    return privilege + " on " + securable;
  }
}
