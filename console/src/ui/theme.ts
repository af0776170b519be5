import { useSyncExternalStore } from "react";

export type Theme = "auto" | "light" | "dark";

const STORE = "tarn.theme";
const CHANGED = "tarn-theme";

export function chosenTheme(): Theme {
  const stored = localStorage.getItem(STORE);
  return stored === "light" || stored === "dark" ? stored : "auto";
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(STORE, theme);
  applyTheme();
  dispatchEvent(new Event(CHANGED));
}

export function applyTheme(): void {
  const theme = chosenTheme();
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

const system = matchMedia("(prefers-color-scheme: dark)");

function subscribe(changed: () => void): () => void {
  addEventListener(CHANGED, changed);
  system.addEventListener("change", changed);
  return () => {
    removeEventListener(CHANGED, changed);
    system.removeEventListener("change", changed);
  };
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, chosenTheme);
}

/** Changes whenever colours do, for what cannot read style sheets (a canvas). */
export function useColourScheme(): "light" | "dark" {
  const theme = useTheme();
  const dark = useSyncExternalStore(subscribe, () => system.matches);
  return theme === "auto" ? (dark ? "dark" : "light") : theme;
}

/** A token's colour as the canvas understands it: the probe resolves var() and light-dark(). */
export function colour(token: string): string {
  const probe = document.createElement("i");
  probe.style.color = `var(--${token})`;
  document.body.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}
