import { useMemo } from "react";
import type { Result, Tile } from "../platform/contracts";
import Chart from "./Chart";
import { barOption, lineOption, type Palette } from "./options";
import { seriesOf } from "./series";

export default function SeriesChart({ result, tile }: { result: Result; tile: Tile }) {
  const option = useMemo(() => {
    const series = seriesOf(result, tile);
    const draw = tile.chart === "bar" ? barOption : lineOption;
    return (palette: Palette) => draw(series, palette);
  }, [result, tile]);
  return <Chart option={option} />;
}
