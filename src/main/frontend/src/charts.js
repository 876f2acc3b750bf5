// Charts of a page: loaded only where one stands. The figures stand beside each in a table.
import { LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

echarts.use([LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

const money = new Intl.NumberFormat(document.documentElement.lang || "en", { maximumFractionDigits: 0 });
const months = new Intl.DateTimeFormat(document.documentElement.lang || "en", { day: "numeric", month: "short", year: "numeric" });

/** Planned, earned and actual cost over time; the lines differ in colour, dash and mark. */
function cost(holder) {
  const points = JSON.parse(holder.dataset.points);
  const line = (name, column, color, type, symbol) => ({
    name,
    type: "line",
    data: points.map((point) => [point[0], point[column]]),
    itemStyle: { color },
    lineStyle: { color, type, width: 2 },
    symbol,
    symbolSize: 6,
    connectNulls: false,
  });
  const planned = line(holder.dataset.planned, 1, "#1f3a5f", "dashed", "rect");
  planned.markLine = {
    silent: true,
    symbol: "none",
    label: { show: false },
    lineStyle: { color: "#52606d", type: "dotted" },
    data: [{ xAxis: holder.dataset.today }],
  };
  return {
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12, color: "#33475b" },
    grid: { left: 8, right: 16, top: 32, containLabel: true },
    legend: { bottom: 0, left: "center", itemWidth: 28 },
    // plain text: the content security policy allows no inline styles
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      formatter: (rows) =>
        [months.format(new Date(rows[0].axisValue))]
          .concat(rows.filter((row) => row.value[1] != null).map((row) => `${row.seriesName}: ${money.format(row.value[1])}`))
          .join("\n"),
    },
    xAxis: { type: "time", axisLabel: { hideOverlap: true } },
    yAxis: {
      type: "value",
      name: holder.dataset.currency,
      nameTextStyle: { align: "right" },
      axisLabel: { formatter: (value) => money.format(value) },
    },
    // on a phone the names of the lines stand below each other
    media: [
      { query: { maxWidth: 440 }, option: { grid: { bottom: 84 }, legend: { orient: "vertical" } } },
      { option: { grid: { bottom: 40 }, legend: { orient: "horizontal" } } },
    ],
    series: [planned, line(holder.dataset.earned, 2, "#0f766e", "solid", "circle"), line(holder.dataset.actual, 3, "#b45309", "dotted", "diamond")],
  };
}

const kinds = { cost };

export function draw(holder) {
  const chart = echarts.init(holder, null, { renderer: "svg" });
  chart.setOption({ animation: false, ...kinds[holder.dataset.chart](holder) });
  new ResizeObserver(() => chart.resize()).observe(holder);
}
