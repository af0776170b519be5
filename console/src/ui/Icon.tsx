/** Icons on a 20 × 20 grid, drawn with the text's colour. */
const PATHS = {
  dashboards: "M3 3h6v8H3zM11 3h6v5h-6zM11 10h6v7h-6zM3 13h6v4H3z",
  sql: "M4 5l5 5-5 5M11 15h6",
  tables: "M3 4h14v12H3zM3 8h14M3 12h14M8 8v8",
  governance: "M10 2.5l6.5 2.5v5c0 4-2.7 6.6-6.5 7.8C6.2 16.6 3.5 14 3.5 10V5zM7 10l2.2 2.2L13.2 8",
  models: "M3 15.5l4.5-5 3 2.5L17 5M12.5 5H17v4.5",
  play: "M6 4l10 6-10 6z",
  stop: "M5 5h10v10H5z",
  download: "M10 3v9M6 9l4 4 4-4M4 16.5h12",
  history: "M3.5 10a6.5 6.5 0 1 0 2-4.7M3.5 3v3h3M10 6.5V10l2.5 1.5",
  lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  alert: "M10 3l8 14H2zM10 8v4M10 14.2v.3",
  search: "M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4",
  close: "M5 5l10 10M15 5L5 15",
  out: "M8 4H4v12h4M9 10h8M14 7l3 3-3 3",
  grow: "M11.5 3.5h5v5M8.5 16.5h-5v-5M16.5 3.5L11 9M3.5 16.5L9 11",
  rows: "M3 5h14M3 10h14M3 15h14",
  chart: "M3 17h14M5.5 14V9M10 14V4M14.5 14v-3",
  check: "M4 10.5l4 4 8-9",
  chevron: "M6 8l4 4 4-4",
  empty: "M3 11l3-7h8l3 7v5H3zM3 11h4l1.5 2.5h3L13 11h4",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
