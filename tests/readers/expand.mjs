// A calendar app of another make: reads calendars, and prints what it shows.
//
// Standard input is JSON: {"first": DAY, "last": DAY, "cases": [[FILE, ...], ...]}.
// The files of a case are imported one after the other, as RFC 5545 and RFC 5546 say.
// Standard output is JSON: {"offsets": [...], "cases": [[[UID, WHEN, TEXT], ...], ...]},
// where WHEN is local in the zone of this process, which the variable TZ names.

import ICAL from "ical.js";
import { readFileSync } from "node:fs";

const two = (number) => String(number).padStart(2, "0");
const dayOf = (date) =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
const whenOf = (date) => `${dayOf(date)}T${two(date.getHours())}:${two(date.getMinutes())}`;

function isLater(one, other) {
  const more = one.sequence - other.sequence;
  const stamp = (event) => event.component.getFirstPropertyValue("dtstamp").toUnixTime();
  return more > 0 || (more === 0 && stamp(one) > stamp(other));
}

function imported(files) {
  const held = new Map();
  for (const file of files) {
    const calendar = new ICAL.Component(ICAL.parse(file));
    for (const component of calendar.getAllSubcomponents("vevent")) {
      const event = new ICAL.Event(component, { strictExceptions: true });
      const before = held.get(event.uid);
      if (!before || isLater(event, before)) held.set(event.uid, event);
    }
  }
  return [...held.values()].filter(
    (event) => event.component.getFirstPropertyValue("status") !== "CANCELLED",
  );
}

function* shown(event, first, last) {
  const times = event.iterator();
  for (let time = times.next(); time; time = times.next()) {
    const local = time.toJSDate(); // what is floating is taken in the zone of the process
    const day = dayOf(local);
    if (day > last) return;
    if (day < first) continue;
    yield [event.uid, time.isDate ? day : whenOf(local), event.description];
  }
}

function* offsets(first, last) {
  const day = new Date(`${first}T12:00:00`);
  for (; dayOf(day) <= last; day.setDate(day.getDate() + 1)) {
    yield -day.getTimezoneOffset();
  }
}

const { first, last, cases } = JSON.parse(readFileSync(0, "utf8"));
const answer = {
  offsets: [...offsets(first, last)],
  cases: cases.map((files) =>
    imported(files).flatMap((event) => [...shown(event, first, last)]),
  ),
};
process.stdout.write(JSON.stringify(answer));
