import { useMemo } from "react";
import type { Result, Tile } from "../platform/contracts";
import Chart from "./Chart";
import { registerMap } from "./echarts";
import { MAP, mapOption, placesOf, spotsOf } from "./mapOption";
import { barOption, type Palette } from "./options";
import { onMap, projection, states } from "./places";
import { seriesOf } from "./series";

registerMap(MAP, states as unknown as Parameters<typeof registerMap>[1]);

/** States shaded or points sized by value; bars for places that are on no map. */
export default function MapChart({ result, tile }: { result: Result; tile: Tile }) {
  const option = useMemo(() => {
    const spots = spotsOf(result, tile).filter((spot) => onMap(spot.longitude, spot.latitude));
    const places = spots.length > 0 ? [] : placesOf(result, tile);
    return (palette: Palette) =>
      spots.length + places.length > 0
        ? mapOption(places, spots, projection, palette)
        : barOption(seriesOf(result, tile), palette);
  }, [result, tile]);
  return <Chart option={option} />;
}
