import type { ECharts, EChartsCoreOption } from "echarts/core";
import { useEffect, useRef } from "react";
import { colour, useColourScheme } from "../ui/theme";
import { init } from "./echarts";
import type { Palette } from "./options";

function palette(): Palette {
  return {
    series: [1, 2, 3, 4, 5, 6].map((n) => colour(`series-${n}`)),
    ink: colour("ink"),
    soft: colour("ink-soft"),
    faint: colour("ink-faint"),
    line: colour("line"),
    surface: colour("raised"),
    wash: colour("line"),
  };
}

/** Draws an option and moves smoothly to the next one; what is not in the next one goes. */
export default function Chart({ option }: { option: (palette: Palette) => EChartsCoreOption }) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const scheme = useColourScheme();

  useEffect(() => {
    if (box.current === null) return;
    const drawn = init(box.current);
    chart.current = drawn;
    const observer = new ResizeObserver(() => drawn.resize());
    observer.observe(box.current);
    return () => {
      observer.disconnect();
      drawn.dispose();
      chart.current = null;
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme decides what the palette resolves to
  useEffect(() => {
    chart.current?.setOption(option(palette()), { replaceMerge: ["series", "visualMap"] });
  }, [option, scheme]);

  return <div className="chart" ref={box} />;
}
