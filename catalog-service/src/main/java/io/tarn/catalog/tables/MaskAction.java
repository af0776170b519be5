package io.tarn.catalog.tables;

import java.util.Locale;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/** What stands in for a column, of the actions that Iceberg's REST specification has for it. */
public enum MaskAction {
  REPLACE_WITH_NULL,
  MASK_TO_FIXED_VALUE,
  SHA_256_GLOBAL,
  TRUNCATE_TO_YEAR,
  TRUNCATE_TO_MONTH;

  /**
   * The action that shows of a column what the mask shows; nothing of it where there is none.
   *
   * @param mask SQL of DuckDB in which {@code value} is the column
   */
  static MaskAction of(String mask, NestedField column) {
    Type.TypeID type = column.type().typeId();
    boolean isTime = type == Type.TypeID.DATE || type == Type.TypeID.TIMESTAMP;
    // A required column has no NULL; the fixed value fits every type.
    MaskAction nothing = column.isOptional() ? REPLACE_WITH_NULL : MASK_TO_FIXED_VALUE;
    return switch (mask.toLowerCase(Locale.ROOT).replaceAll("\\s", "")) {
      case "sha256(value)" -> type == Type.TypeID.STRING ? SHA_256_GLOBAL : nothing;
      case "date_trunc('year',value)" -> isTime ? TRUNCATE_TO_YEAR : nothing;
      case "date_trunc('month',value)" -> isTime ? TRUNCATE_TO_MONTH : nothing;
      default -> nothing;
    };
  }

  String protocolName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
