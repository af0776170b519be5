export type Layer = "bronze" | "silver" | "gold" | "other";

export interface NameParts {
  catalog: string;
  namespace: string;
  table: string;
}

export function nameParts(name: string): NameParts {
  const [catalog = "", namespace = "", ...rest] = name.split(".");
  return { catalog, namespace, table: rest.join(".") };
}

export function layerOf(name: string): Layer {
  const { namespace } = nameParts(name);
  return namespace === "bronze" || namespace === "silver" || namespace === "gold" ? namespace : "other";
}

/** A table that the reader may not know stands in lineage as `hidden:1`. */
export function isHidden(name: string): boolean {
  return name.startsWith("hidden:");
}

/** `retail.bronze.orders.payload.sales` is the column `payload.sales` of `retail.bronze.orders`. */
export function columnParts(name: string): { table: string; column: string } {
  const parts = name.split(".");
  const length = isHidden(name) ? 1 : 3;
  return { table: parts.slice(0, length).join("."), column: parts.slice(length).join(".") };
}
