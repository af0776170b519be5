import type { Api } from "../platform/api";

export const FORMATS = {
  CSV: { type: "text/csv", extension: "csv" },
  Parquet: { type: "application/vnd.apache.parquet", extension: "parquet" },
} as const;

export type Format = keyof typeof FORMATS;

/** Runs the query again in another format and hands the file to the browser. */
export async function download(api: Api, sql: string, format: Format): Promise<void> {
  const { type, extension } = FORMATS[format];
  const response = await api.send("gold", "/sql", { method: "POST", json: { sql }, accept: type });
  const address = URL.createObjectURL(await response.blob());
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = `tarn-${new Date().toISOString().slice(0, 19).replace(/[:T]/g, "-")}.${extension}`;
  anchor.click();
  URL.revokeObjectURL(address);
}
