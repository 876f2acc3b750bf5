/** Days are counted from 1970, minutes from midnight; no time zones anywhere. */
const DAY = 86_400_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEK = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];

export const dayOf = (iso) => Date.UTC(+iso.slice(0, 4), +iso.slice(5, 7) - 1, +iso.slice(8, 10)) / DAY;
export const minuteOf = (iso) => +iso.slice(11, 13) * 60 + +iso.slice(14, 16);
export const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);
/** 0 for Monday. */
export const weekdayOf = (day) => (((day + 3) % 7) + 7) % 7;
export const parts = (day) => {
  const date = new Date(day * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), date: date.getUTCDate() };
};
export const dayFrom = (year, month, date) => Date.UTC(year, month, date) / DAY;
export const monthName = (month) => MONTHS[month];

/** "1 Mar 2027", as on all pages. */
export function said(iso) {
  return iso ? `${+iso.slice(8, 10)} ${MONTHS[+iso.slice(5, 7) - 1]} ${iso.slice(0, 4)}` : "";
}

/** A date as people type it, as yyyy-mm-dd; what is no date is left as it is for the server to refuse. */
export function typedDate(text) {
  const typed = text.trim();
  const pad = (number) => String(number).padStart(2, "0");
  let m = /^(\d{1,2})[.](\d{1,2})[.](\d{4})$/.exec(typed);
  if (m) {
    return `${m[3]}-${pad(m[2])}-${pad(m[1])}`;
  }
  m = /^(\d{1,2})\.?\s+([a-z]{3})[a-z]*\.?\s+(\d{4})$/i.exec(typed);
  const month = m ? MONTHS.findIndex((name) => name.toLowerCase() === m[2].toLowerCase()) : -1;
  if (month >= 0) {
    return `${m[3]}-${pad(month + 1)}-${pad(m[1])}`;
  }
  m = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  return m ? `${m[1]}-${pad(m[2])}-${pad(m[3])}` : typed;
}

export const isDate = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && isoOf(dayOf(text)) === text;

function minutes(time) {
  const [hour, minute] = time.split(":").map(Number);
  return time.startsWith("23:59:59") ? 1440 : hour * 60 + minute;
}

const shifts = (texts) => texts.map((text) => text.split("-").map(minutes));

/** The project's working time. */
export class Calendar {
  constructor(plan) {
    this.week = WEEK.map((day) => shifts(plan.week[day] ?? []));
    this.exceptions = new Map(
      Object.entries(plan.exceptions).map(([day, texts]) => [dayOf(day), shifts(texts)]),
    );
    const sum = (day) => day.reduce((all, [from, to]) => all + to - from, 0);
    this.minutesPerDay = this.week.map(sum).find((all) => all > 0) ?? 480;
    const usual = this.week.find((day) => day.length > 0) ?? [[480, 1020]];
    this.opens = usual[0][0];
    this.closes = usual[usual.length - 1][1];
  }

  shiftsOn(day) {
    return this.exceptions.get(day) ?? this.week[weekdayOf(day)];
  }

  works(day) {
    return this.shiftsOn(day).length > 0;
  }

  nextWorkingDay(day) {
    let next = day;
    for (let i = 0; i < 400 && !this.works(next); i++) {
      next++;
    }
    return next;
  }

  /** Working minutes from a moment to the end of a day. */
  until(startIso, lastDay) {
    const first = dayOf(startIso);
    const from = minuteOf(startIso);
    let all = 0;
    for (let day = first; day <= lastDay && day < first + 40_000; day++) {
      for (const [begin, end] of this.shiftsOn(day)) {
        all += Math.max(0, end - (day === first ? Math.max(begin, from) : begin));
      }
    }
    return all;
  }

  /** Working minutes between two moments. */
  between(startIso, finishIso) {
    const last = dayOf(finishIso);
    const to = minuteOf(finishIso);
    const after = this.shiftsOn(last).reduce(
      (all, [begin, end]) => all + Math.max(0, end - Math.max(begin, to, last === dayOf(startIso) ? minuteOf(startIso) : 0)),
      0,
    );
    return this.until(startIso, last) - after;
  }

  /** Working minutes as people would type them. */
  written(minutes) {
    const days = minutes / this.minutesPerDay;
    return Number.isInteger(days * 4) ? `${days}d` : `${minutes}m`;
  }

  /** Where in its day a moment stands, from 0 to 1, by the usual hours. */
  share(minute) {
    return Math.min(1, Math.max(0, (minute - this.opens) / (this.closes - this.opens)));
  }
}
