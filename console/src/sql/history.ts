export interface Past {
  sql: string;
  at: string;
  rows: number | null;
}

const STORE = "tarn.sql-history";
const MOST = 100;

/** Newest first; asking the same again moves it up instead of listing it twice. */
export function remember(history: Past[], entry: Past): Past[] {
  return [entry, ...history.filter((past) => past.sql !== entry.sql)].slice(0, MOST);
}

export function loadHistory(): Past[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORE) ?? "[]");
    return Array.isArray(stored) ? stored.filter((past) => typeof past?.sql === "string") : [];
  } catch {
    return []; // somebody else's or damaged: history is a convenience
  }
}

export function saveHistory(history: Past[]): void {
  try {
    localStorage.setItem(STORE, JSON.stringify(history));
  } catch {
    // Full or forbidden storage must not stop a query.
  }
}
