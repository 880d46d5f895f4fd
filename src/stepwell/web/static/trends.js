/* Draws the charts of "How it has been" and walks through their days.

   Everything that is said comes from the page, ready-made: a number is drawn here and
   never put into words. A day is a whole number counted from 1970, not a moment, so no
   time zone can move it. What is missing is null and stays a gap. */

const section = document.getElementById("trends");
const data = JSON.parse(document.getElementById("trends-data").textContent);
const slider = document.getElementById("trends-day");
const says = document.getElementById("trends-says");
const days = data.says.map((_, place) => data.first + place);
const last = days.length - 1;
const HEIGHTS = { steps: 150, band: 150, days: 130 };
const DASHES = [[], [10, 4], [2, 4], [12, 4, 2, 4]];
const LEFT = 44; /* CSS pixels for the numbers of the axis */
const WHOLE = 100; /* the level before the plan, in per cent of itself */
const MS_OF_A_DAY = 86400000;
let charts = [];
let colours = {};

const ratio = () => window.devicePixelRatio || 1;
const fontOf = (size) => `${size}px "Atkinson Hyperlegible", Verdana, sans-serif`;

function readColours() {
  const style = getComputedStyle(section);
  for (const name of ["line", "mark", "text", "grid", "change", "shade", "paper"]) {
    colours[name] = style.getPropertyValue(`--trend-${name}`).trim();
  }
}

/* ---- dates: read by the calendar of UTC, in which every day has 24 hours ---- */

function calendar(day) {
  const date = new Date(day * MS_OF_A_DAY);
  return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
}

function dateSplits(width) {
  const most = Math.max(2, Math.floor(width / 62));
  const apart = [1, 2, 7, 14].find((each) => days.length / each <= most);
  if (apart) return days.filter((_, place) => place % apart === 0);
  const firsts = days.filter((day) => calendar(day)[2] === 1);
  const step = [1, 2, 3, 6, 12].find((each) => firsts.length / each <= most) || 24;
  return firsts.filter((_, place) => place % step === 0);
}

function dateWords(day) {
  const [year, month, date] = calendar(day);
  const isLong = days.length > 300;
  return isLong ? `${data.months[month]} ${year}` : `${date} ${data.months[month]}`;
}

/* ---- what uPlot has no word for ---- */

function mark(context, shape, x, y, size, isFilled) {
  context.beginPath();
  if (shape === 0) context.arc(x, y, size, 0, 2 * Math.PI);
  else if (shape === 1) context.rect(x - size, y - size, 2 * size, 2 * size);
  else {
    const wide = 1.3 * size;
    context.moveTo(x, y - wide);
    context.lineTo(x + wide, shape === 2 ? y + size : y);
    if (shape === 3) context.lineTo(x, y + wide);
    context.lineTo(x - wide, shape === 2 ? y + size : y);
    context.closePath();
  }
  context.fillStyle = isFilled ? colours.mark : colours.paper;
  context.fill();
  context.stroke();
}

function within(plot, draw) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  const edge = 4 * ratio(); /* marks of the first and the last day stay whole */
  ctx.rect(bbox.left - edge, bbox.top, bbox.width + 2 * edge, bbox.height);
  ctx.clip();
  ctx.strokeStyle = colours.mark;
  ctx.lineWidth = ratio();
  draw(ctx, bbox, (day) => plot.valToPos(day, "x", true));
  ctx.restore();
}

function drawBehind(chart) {
  return (plot) =>
    within(plot, (context, box, xOf) => {
      context.fillStyle = colours.shade;
      for (const [first, end] of chart.waves || []) {
        const left = xOf(first - 0.5);
        context.fillRect(left, box.top, xOf(end - 0.5) - left, box.height);
      }
      context.strokeStyle = colours.change;
      for (const day of data.changes) {
        const x = Math.round(xOf(day - 0.5));
        context.beginPath();
        context.moveTo(x, box.top);
        context.lineTo(x, box.top + box.height);
        context.stroke();
      }
    });
}

function drawMarks(chart) {
  return (plot) =>
    within(plot, (context, box, xOf) => {
      /* Neighbours do not touch, so that one missing day can be seen. */
      const room = (0.38 * box.width) / days.length;
      const size = Math.min(3.5 * ratio(), Math.max(1.2 * ratio(), room));
      const rare = Math.max(size, 2.8 * ratio()); /* so few that they keep apart */
      const put = (values, shape, isFilled, size) =>
        values.forEach((value, place) => {
          if (value === null) return;
          const y = plot.valToPos(value, "y", true);
          mark(context, shape, xOf(days[place]), y, size, isFilled);
        });
      if (chart.kind === "days") put(chart.values, chart.mark, true, size);
      if (chart.kind !== "steps") return;
      put(chart.taken, 3, true, rare);
      put(chart.atLeast, 2, false, rare);
      for (const place of chart.open) {
        const [x, y] = [xOf(days[place]), box.top + box.height - 1.8 * rare];
        context.beginPath();
        context.moveTo(x - rare, y - rare);
        context.lineTo(x + rare, y + rare);
        context.moveTo(x + rare, y - rare);
        context.lineTo(x - rare, y + rare);
        context.stroke();
      }
    });
}

/* ---- one chart ---- */

function highest(chart) {
  const drawn = [chart.values, chart.high, chart.taken, chart.atLeast];
  return Math.max(...drawn.flatMap((each) => each || []).map((each) => each || 0));
}

function levelSplits(chart) {
  const most = Math.max(WHOLE, highest(chart));
  const step = most > 300 ? 200 : most > 130 ? 100 : 50;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, n) => n * step);
}

function rangeOf(chart) {
  if (chart.kind === "days") return [-0.06 * chart.most, 1.08 * chart.most];
  if (chart.kind === "band") return [0, 1.1 * Math.max(WHOLE, highest(chart))];
  const top = highest(chart) || 1;
  return [-0.15 * top, 1.15 * top];
}

/* A dose changes at the beginning of its day and lasts until its end. */
function columns(chart) {
  if (chart.kind === "band") return [days, chart.low, chart.high, chart.values];
  if (chart.kind === "days") return [days, chart.values];
  const edges = [...days.map((day) => day - 0.5), days[last] + 0.5];
  return [edges, [...chart.values, chart.values[last]]];
}

function lines(chart) {
  const line = { stroke: colours.line, spanGaps: false, points: { show: false } };
  if (chart.kind === "band") {
    const edge = { ...line, stroke: colours.mark, width: 1, dash: [2, 3] };
    return [{}, edge, edge, { ...line, width: 2 }];
  }
  if (chart.kind === "days") return [{}, { ...line, width: 1.5 }];
  const dash = DASHES[chart.dash].map((each) => each * ratio());
  return [{}, { ...line, width: 2, dash, paths: uPlot.paths.stepped({ align: 1 }) }];
}

function axes(chart) {
  const style = { stroke: colours.text, font: fontOf(13), ticks: { show: false } };
  return [
    {
      ...style,
      size: 28,
      gap: 6,
      grid: { show: false },
      splits: (plot) => dateSplits(plot.width - LEFT),
      values: (_, splits) => splits.map(dateWords),
    },
    {
      ...style,
      size: LEFT,
      gap: 6,
      space: 32,
      grid: { stroke: colours.grid, width: 1 },
      /* Written with a point whatever the language of the browser is. */
      values: (_, splits) => splits.map((each) => String(Number(each.toFixed(6)))),
      ...(chart.kind === "band" ? { splits: () => levelSplits(chart) } : {}),
      ...(chart.splits ? { splits: () => chart.splits } : {}),
    },
  ];
}

function drawn(chart) {
  const place = document.getElementById(`trends-${chart.id}`);
  const range = rangeOf(chart);
  const options = {
    width: place.clientWidth,
    height: HEIGHTS[chart.kind],
    padding: [8, 14, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: () => [days[0] - 0.5, days[last] + 0.5] },
      y: { range: () => range },
    },
    axes: axes(chart),
    series: lines(chart),
    bands: chart.kind === "band" ? [{ series: [2, 1], fill: colours.shade }] : [],
    hooks: { drawClear: [drawBehind(chart)], draw: [drawMarks(chart)] },
  };
  const plot = new uPlot(options, columns(chart), place);
  const at = document.createElement("div");
  at.className = "trends-at";
  plot.over.append(at);
  plot.over.addEventListener("pointerdown", (event) => point(plot, event));
  plot.over.addEventListener("pointermove", (event) => point(plot, event));
  /* For eyes only: the sentence of the day says it to everybody. */
  const value = place.parentElement.querySelector(".trends-value");
  return { plot, at, place, value, words: chart.says };
}

/* ---- the day that is looked at ---- */

function point(plot, event) {
  const left = event.clientX - plot.over.getBoundingClientRect().left;
  choose(Math.round(plot.posToVal(left, "x")) - days[0]);
}

function choose(wanted) {
  const place = Math.min(last, Math.max(0, wanted));
  if (String(place) !== slider.value) slider.value = place;
  const sentence = data.says[place];
  const day = sentence.slice(0, sentence.indexOf(":"));
  slider.setAttribute("aria-valuetext", day);
  if (says.textContent !== sentence) says.textContent = sentence;
  for (const { plot, at, value, words } of charts) {
    value.textContent = `${day}: ${words[place]}`;
    at.style.transform = `translateX(${plot.valToPos(days[place], "x")}px)`;
  }
}

/* ---- the page ---- */

function drawAll() {
  const began = performance.now();
  for (const { plot } of charts) plot.destroy();
  readColours();
  charts = data.charts.map(drawn);
  choose(Number(slider.value));
  section.dataset.drawMs = (performance.now() - began).toFixed(1);
}

function resize() {
  for (const { plot, place } of charts) {
    if (place.clientWidth && place.clientWidth !== plot.width) {
      plot.setSize({ width: place.clientWidth, height: plot.height });
    }
  }
  choose(Number(slider.value));
}

if (window.uPlot) {
  for (const each of section.querySelectorAll(".trends-day, .trends-plots")) {
    each.hidden = false;
  }
  section.classList.add("trends-drawn");
  drawAll();
  slider.addEventListener("input", () => choose(Number(slider.value)));
  for (const button of section.querySelectorAll("[data-walk]")) {
    const walked = Number(button.dataset.walk);
    button.addEventListener("click", () => choose(Number(slider.value) + walked));
  }
  let waiting = 0;
  window.addEventListener("resize", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(resize);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  document.fonts.ready.then(drawAll);
}
