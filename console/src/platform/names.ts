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

/** `retail.bronze.orders.payload.sales` is the column `payload.sales` of `retail.bronze.orders`. */
export function columnParts(name: string): { table: string; column: string } {
  const parts = name.split(".");
  return { table: parts.slice(0, 3).join("."), column: parts.slice(3).join(".") };
}
