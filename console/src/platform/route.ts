import { useSyncExternalStore } from "react";

/**
 * The page, from the address after `#`: it needs nothing of the server, whose own paths (`/sql`) it cannot meet.
 * `#/tables/retail.gold.daily_sales/lineage?column=sales` is path ["tables", "retail.gold.daily_sales", "lineage"].
 */
export interface Route {
  path: string[];
  query: URLSearchParams;
}

export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  return { path: path.split("/").filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(query) };
}

export function link(...path: string[]): string {
  return `#/${path.map(encodeURIComponent).join("/")}`;
}

export function go(address: string): void {
  location.hash = address;
}

const subscribe = (changed: () => void) => {
  addEventListener("hashchange", changed);
  return () => removeEventListener("hashchange", changed);
};

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => location.hash));
}
