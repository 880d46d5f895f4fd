// Says when a page of today is old, and when this device disagrees about the time.

const MINUTE = 60_000;
const ASLEEP = 30 * MINUTE;
const CLOCK_OFF = 10 * MINUTE;
const watched = document.querySelector("[data-watch]");

function dayIn(zone, moment) {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(moment);
  const value = (type) => parts.find((each) => each.type === type).value;
  return `${value("year")}-${value("month")}-${value("day")}`;
}

function clockIn(zone, moment) {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "short",
  }).format(moment);
}

function show(name) {
  watched.querySelector(`[data-notice="${name}"]`).hidden = false;
}

function retire() {
  show("old");
  document.documentElement.classList.add("old");
  for (const each of document.querySelectorAll("[data-answers]")) {
    each.hidden = true;
  }
}

if (watched) {
  const { now, day, zone } = watched.dataset;
  const server = Date.parse(now);
  const loaded = Date.now();
  let seen = loaded;

  const look = () => {
    const device = Date.now();
    const asleep = device - seen > ASLEEP || device < seen - CLOCK_OFF;
    const moment = new Date(server + (device - loaded));
    if (asleep || dayIn(zone, moment) !== day) {
      retire();
    }
    if (document.visibilityState === "visible") {
      seen = device;
    }
  };

  if (Math.abs(loaded - server) > CLOCK_OFF) {
    show("clock");
  }
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (clockIn(here, new Date(server)) !== clockIn(zone, new Date(server))) {
    show("zone");
  }
  setInterval(look, MINUTE / 2);
  document.addEventListener("visibilitychange", look);
  window.addEventListener("pageshow", look);
  window.addEventListener("focus", look);
}
