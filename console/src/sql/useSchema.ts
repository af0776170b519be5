import type { SQLNamespace } from "@codemirror/lang-sql";
import { useCallback, useMemo, useRef, useState } from "react";
import { usePlatform } from "../platform/context";
import type { Column, TableDetail, TableSummary } from "../platform/contracts";
import { nameParts } from "../platform/names";
import type { ProblemError } from "../platform/problem";
import { useData } from "../platform/useData";

export interface Schema {
  tables: string[] | undefined;
  problem: ProblemError | undefined;
  columns: Record<string, Column[]>;
  /** Asks for a table's columns, once. */
  learn: (table: string) => void;
  /** The same for completion: catalog, namespace, table, columns. */
  namespace: SQLNamespace;
}

/** The tables one may see; columns come with the list where the service sends them, else when a table is opened. */
export function useSchema(): Schema {
  const { api } = usePlatform();
  const { value, problem } = useData<(TableSummary & Partial<TableDetail>)[]>("catalog", "/api/v1/tables");
  const asked = useRef(new Set<string>());
  const [learned, setLearned] = useState<Record<string, Column[]>>({});

  const learn = useCallback(
    (table: string) => {
      if (asked.current.has(table)) return;
      asked.current.add(table);
      api
        .read<TableDetail>("catalog", `/api/v1/tables/${encodeURIComponent(table)}`)
        .then((detail) => setLearned((known) => ({ ...known, [table]: detail.columns })))
        .catch(() => {}); // completion goes without
    },
    [api],
  );

  return useMemo(() => {
    const sent = Object.fromEntries((value ?? []).flatMap((t) => (t.columns ? [[t.name, t.columns]] : [])));
    const columns: Record<string, Column[]> = { ...sent, ...learned };
    const tables = value?.map((table) => table.name).sort();
    return { tables, problem, columns, learn, namespace: namespaceOf(tables ?? [], columns) };
  }, [value, problem, learned, learn]);
}

export function namespaceOf(tables: string[], columns: Record<string, Column[]>): SQLNamespace {
  const root: Record<string, Record<string, Record<string, string[]>>> = {};
  for (const name of tables) {
    const { catalog, namespace, table } = nameParts(name);
    root[catalog] ??= {};
    root[catalog][namespace] ??= {};
    root[catalog][namespace][table] = columns[name]?.map((column) => column.name) ?? [];
  }
  return root;
}
