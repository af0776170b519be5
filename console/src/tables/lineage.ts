import type { Edge, Lineage } from "../platform/contracts";
import { columnParts } from "../platform/names";

/** Both directions as one graph, each table and edge once. */
export function merged(
  table: string,
  ...parts: (Lineage | undefined)[]
): { tables: string[]; edges: Edge[] } {
  const known = parts.filter((part) => part !== undefined);
  const edges = distinct(known.flatMap((part) => part.edges));
  const tables = new Set([table, ...known.flatMap((part) => part.nodes.map((node) => node.table))]);
  for (const edge of edges) tables.add(edge.from).add(edge.to);
  return { tables: [...tables], edges };
}

export function distinct(edges: Edge[]): Edge[] {
  return [...new Map(edges.map(({ from, to }) => [`${from} ${to}`, { from, to }])).values()];
}

/** The columns that edges between columns touch, by table. */
export function columnsByTable(edges: Edge[]): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const name of edges.flatMap((edge) => [edge.from, edge.to])) {
    const { table, column } = columnParts(name);
    found.set(table, (found.get(table) ?? new Set()).add(column));
  }
  return new Map([...found].map(([table, columns]) => [table, [...columns].sort()]));
}
