import type { EChartsCoreOption } from "echarts/core";
import { number, short } from "../platform/format";
import { colourIndex, type Series } from "./series";

/** The colours a canvas needs, resolved from the design tokens. */
export interface Palette {
  series: string[];
  ink: string;
  soft: string;
  faint: string;
  line: string;
  surface: string;
  wash: string;
}

/** Bars beyond this many are not drawn: nobody reads them, and the query's order says which matter. */
export const MOST_BARS = 24;

export function base(palette: Palette): EChartsCoreOption {
  return {
    animationDuration: 500,
    animationDurationUpdate: 450,
    animationEasingUpdate: "cubicInOut",
    textStyle: { fontFamily: "Inter, system-ui, sans-serif", color: palette.soft },
    aria: { enabled: true },
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: palette.surface,
      borderColor: palette.line,
      textStyle: { color: palette.ink, fontSize: 12.5 },
      valueFormatter: (value: unknown) => (typeof value === "number" ? number(value) : String(value)),
      axisPointer: { type: "line", lineStyle: { color: palette.faint } },
    },
  };
}

function legend(names: string[], palette: Palette) {
  return {
    show: names.length > 1,
    data: names,
    top: 0,
    left: 0,
    icon: "roundRect",
    itemWidth: 12,
    itemHeight: 4,
    itemGap: 16,
    textStyle: { color: palette.soft },
    inactiveColor: palette.line,
  };
}

function grid(hasLegend: boolean) {
  return { left: 4, right: 16, top: hasLegend ? 34 : 12, bottom: 4, containLabel: true };
}

function valueAxis(palette: Palette) {
  return {
    type: "value",
    axisLabel: { color: palette.faint, formatter: short },
    splitLine: { lineStyle: { color: palette.line } },
    splitNumber: 4,
  };
}

function axisLook(palette: Palette) {
  return {
    axisLabel: { color: palette.faint, hideOverlap: true },
    axisLine: { lineStyle: { color: palette.line } },
    axisTick: { show: false },
  };
}

function labelOf({ value }: { value: number }): string {
  return short(value);
}

function isTime(series: Series[]): boolean {
  return series.every((s) => s.points.every((p) => /^\d{4}-\d{2}-\d{2}/.test(p.x)));
}

export function lineOption(series: Series[], palette: Palette): EChartsCoreOption {
  const colours = colourIndex(series.map((s) => s.name));
  const names = [...colours.keys()].filter((name) => name !== "");
  return {
    ...base(palette),
    legend: legend(names, palette),
    grid: grid(names.length > 1),
    xAxis: { type: isTime(series) ? "time" : "category", ...axisLook(palette), boundaryGap: false },
    yAxis: valueAxis(palette),
    series: series.map((s) => {
      const colour = palette.series[(colours.get(s.name) ?? 0) % palette.series.length];
      return {
        id: `${s.name} ${s.forecast}`,
        name: s.name,
        type: "line",
        showSymbol: s.points.length === 1,
        symbolSize: 6,
        color: colour,
        lineStyle: { width: 2, type: s.forecast ? [5, 4] : "solid" },
        emphasis: { focus: "series" },
        data: s.points.map((p) => [p.x, p.y]),
      };
    }),
  };
}

export function barOption(series: Series[], palette: Palette): EChartsCoreOption {
  const colours = colourIndex(series.map((s) => s.name));
  const names = [...colours.keys()].filter((name) => name !== "");
  const labels = [...new Set(series.flatMap((s) => s.points.map((p) => p.x)))].slice(0, MOST_BARS);
  const lying = !isTime(series) && (labels.length > 8 || labels.some((label) => label.length > 14));
  const categories = {
    type: "category",
    data: labels,
    inverse: lying,
    ...axisLook(palette),
    ...(lying && { axisLabel: { color: palette.soft, width: 170, overflow: "truncate" } }),
  };
  return {
    ...base(palette),
    legend: legend(names, palette),
    grid: { ...grid(names.length > 1), ...(lying && { right: 48 }) },
    [lying ? "xAxis" : "yAxis"]: { ...valueAxis(palette), show: !lying },
    [lying ? "yAxis" : "xAxis"]: categories,
    series: series.map((s) => {
      const values = new Map(s.points.map((p) => [p.x, p.y]));
      return {
        id: `${s.name} ${s.forecast}`,
        name: s.name,
        type: "bar",
        stack: names.length > 1 ? "all" : undefined,
        color: palette.series[(colours.get(s.name) ?? 0) % palette.series.length],
        label: {
          show: lying && names.length <= 1,
          position: "right",
          color: palette.soft,
          formatter: labelOf,
        },
        barMaxWidth: lying ? 18 : 44,
        itemStyle: {
          borderRadius: names.length > 1 ? 0 : lying ? [0, 4, 4, 0] : [4, 4, 0, 0],
          opacity: s.forecast ? 0.5 : 1,
        },
        data: labels.map((label) => values.get(label) ?? null),
      };
    }),
  };
}
