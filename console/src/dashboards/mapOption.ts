import type { EChartsCoreOption } from "echarts/core";
import type { Result, Tile } from "../platform/contracts";
import { number, numeric, short } from "../platform/format";
import { base, type Palette } from "./options";
import { columnsOf } from "./series";
import { stateName } from "./states";

export const MAP = "us-states";

export interface Place {
  name: string;
  value: number;
}

export interface Spot extends Place {
  longitude: number;
  latitude: number;
}

/** Points where the result has coordinates. */
export function spotsOf(result: Result, tile: Pick<Tile, "x" | "y">): Spot[] {
  const at = (pattern: RegExp) => result.columns.findIndex((column) => pattern.test(column.name));
  const [latitudeAt, longitudeAt] = [at(/^lat(itude)?$/i), at(/^(lon|lng|longitude)$/i)];
  if (latitudeAt < 0 || longitudeAt < 0) return [];
  const rest = result.columns.map((column, i) =>
    i === latitudeAt || i === longitudeAt ? { ...column, type: "" } : column,
  );
  const { y } = columnsOf({ ...result, columns: rest }, tile);
  const nameAt = rest.findIndex(
    (column, i) => i !== y && i !== latitudeAt && i !== longitudeAt && column.name !== tile.y,
  );
  return result.rows.flatMap((row) => {
    const [latitude, longitude] = [numeric(row[latitudeAt]), numeric(row[longitudeAt])];
    if (latitude === undefined || longitude === undefined) return [];
    return [{ name: String(row[nameAt] ?? ""), value: numeric(row[y]) ?? 1, longitude, latitude }];
  });
}

/** Values by state; none when most names are of no state, for then it is no map of states. */
export function placesOf(result: Result, tile: Pick<Tile, "x" | "y">): Place[] {
  const { x, y } = columnsOf(result, tile);
  const sums = new Map<string, number>();
  let strangers = 0;
  for (const row of result.rows) {
    const name = stateName(String(row[x] ?? ""));
    if (name === undefined) strangers += 1;
    else sums.set(name, (sums.get(name) ?? 0) + (numeric(row[y]) ?? 0));
  }
  return strangers > result.rows.length / 2 ? [] : [...sums].map(([name, value]) => ({ name, value }));
}

export function mapOption(
  places: Place[],
  spots: Spot[],
  projection: object,
  palette: Palette,
): EChartsCoreOption {
  const accent = palette.series[0];
  const values = (spots.length > 0 ? spots : places).map((place) => place.value);
  const most = Math.max(1, ...values);
  const { tooltip, ...rest } = base(palette);
  return {
    ...rest,
    tooltip: { ...(tooltip as object), trigger: "item" },
    geo: {
      map: MAP,
      projection,
      left: 8,
      right: 8,
      top: 26,
      bottom: 4,
      itemStyle: { areaColor: palette.wash, borderColor: palette.surface },
      emphasis: { label: { show: false }, itemStyle: { areaColor: palette.faint } },
      label: { show: false },
    },
    ...(spots.length === 0 && {
      visualMap: {
        min: Math.min(0, ...values),
        max: most,
        inRange: { color: [palette.wash, accent] },
        orient: "horizontal",
        left: -4,
        top: -4,
        itemHeight: 90,
        itemWidth: 8,
        text: [short(most), "0"],
        textStyle: { color: palette.faint },
        formatter: number,
      },
    }),
    series: [
      spots.length > 0
        ? {
            id: "spots",
            type: "scatter",
            coordinateSystem: "geo",
            color: accent,
            itemStyle: { opacity: 0.55, borderColor: palette.surface, borderWidth: 0.5 },
            symbolSize: (value: number[]) => 4 + 26 * Math.sqrt(Math.max(0, value[2] ?? 0) / most),
            encode: { tooltip: [2] },
            data: spots.map((spot) => ({
              name: spot.name,
              value: [spot.longitude, spot.latitude, spot.value],
            })),
          }
        : { id: "places", type: "map", geoIndex: 0, data: places },
    ],
  };
}
