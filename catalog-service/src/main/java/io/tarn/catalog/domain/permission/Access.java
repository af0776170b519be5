package io.tarn.catalog.domain.permission;

import io.tarn.catalog.domain.Privilege;
import io.tarn.model.TableName;
import java.util.List;

/** Something somebody wants to do. */
public record Access(Securable securable, Privilege privilege) {
  public static Access select(TableName table) {
    return new Access(Securable.of(table), Privilege.SELECT);
  }

  public static Access modify(TableName table) {
    return new Access(Securable.of(table), Privilege.MODIFY);
  }

  /** To make such a table, in its namespace. */
  public static Access create(TableName table) {
    return new Access(Securable.namespaceOf(table), Privilege.CREATE_TABLE);
  }

  public static Access manage(Securable securable) {
    return new Access(securable, Privilege.MANAGE);
  }

  /**
   * All that must be granted for it: a right to data, or to make something, counts only for those
   * who may use what it is in, as in Unity Catalog.
   */
  List<Access> needed() {
    return switch (privilege) {
      case SELECT, MODIFY, EXECUTE -> List.of(this, useCatalog(), use(securable.home()));
      case CREATE_TABLE -> List.of(this, useCatalog(), use(securable));
      case CREATE_NAMESPACE -> List.of(this, useCatalog());
      case USE_CATALOG, USE_NAMESPACE, BROWSE, MANAGE, ALL_PRIVILEGES -> List.of(this);
    };
  }

  private Access useCatalog() {
    return new Access(securable.root(), Privilege.USE_CATALOG);
  }

  private static Access use(Securable namespace) {
    return new Access(namespace, Privilege.USE_NAMESPACE);
  }

  @Override
  public String toString() {
    return privilege + " on " + securable;
  }
}
