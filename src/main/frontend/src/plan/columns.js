import { dayOf, isDate, said, typedDate } from "./time.js";

export const CONSTRAINTS = {
  AS_SOON_AS_POSSIBLE: "ASAP",
  AS_LATE_AS_POSSIBLE: "ALAP",
  START_NO_EARLIER_THAN: "SNET",
  START_NO_LATER_THAN: "SNLT",
  FINISH_NO_EARLIER_THAN: "FNET",
  FINISH_NO_LATER_THAN: "FNLT",
  MUST_START_ON: "MSO",
  MUST_FINISH_ON: "MFO",
};

const trimmed = (number) => String(Math.round(number * 100) / 100);
const money = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** What was typed can be refused before it travels. */
export class Refused extends Error {}

/**
 * The columns of the grid. `text` is what a cell shows, `edit` what one edits, `values` what the server is asked to
 * set for a typed text; a column without `values` is computed.
 */
export function columns(plan, text) {
  const days = (minutes) => trimmed(minutes / plan.calendar.minutesPerDay);
  const duration = (row) => `${days(row.duration)}d`;
  const lag = (minutes) => (minutes === 0 ? "" : `${minutes > 0 ? "+" : ""}${days(minutes)}d`);
  const predecessors = (row) =>
    (row.links ?? [])
      .map((l) => l.predecessor + (l.type === "FS" && !l.lagMinutes ? "" : l.type) + lag(l.lagMinutes))
      .join("; ");
  const nameOf = (choices, value) => choices.find((c) => c.value === String(value))?.name;
  const chosen = (choices, typed) => {
    const wanted = typed.trim().toLowerCase();
    if (!wanted) {
      return "";
    }
    const exact = choices.find((c) => c.name.toLowerCase() === wanted || c.value.toLowerCase() === wanted);
    const starts = choices.filter((c) => c.name.toLowerCase().startsWith(wanted));
    return exact?.value ?? (starts.length === 1 ? starts[0].value : typed.trim());
  };
// the server reads 1,250.50 and 6,5 and 1 250 as in every form
  const number = (typed) => typed.trim().replace(/(?<=\d)'(?=\d)/g, "");
  const leaf = (row) => !row.summary;
  const choice = (id, list) => ({
    id,
    width: 130,
    editable: leaf,
    choices: () => list().map((c) => c.name),
    text: (row) => (row[id] == null ? "" : (nameOf(list(), row[id]) ?? String(row[id]))),
    values: (typed) => ({ [id]: chosen(list(), typed) }),
  });
  const people = choice("owner", () => plan.people);
  const owner = {
    ...people,
    choices: () => [...people.choices(), ...(plan.state.morePeople ? [text("somebodyElse")] : [])],
    /** The words to search all people for, where what was typed names none of those known here; null where it does. */
    search: (typed) => {
      const wanted = people.values(typed).owner;
      if (!plan.state.morePeople || !wanted || plan.people.some((person) => person.value === wanted)) {
        return null;
      }
      return wanted === text("somebodyElse") ? "" : wanted;
    },
  };
  const constraintName = (type) => text(`constraint.${type}`);

  return [
    { id: "number", width: 44, right: true, text: (row) => String(row.number ?? "") },
    { id: "wbs", width: 56, text: (row) => row.wbs ?? "" },
    {
      id: "name",
      width: 240,
      editable: () => true,
      text: (row) => row.name ?? "",
      values: (typed) => ({ name: typed }),
    },
    {
      id: "duration",
      width: 84,
      right: true,
      editable: leaf,
      text: (row) => (row.summary ? `${days(plan.calendar.between(row.start, row.finish))}d` : duration(row)),
      edit: duration,
      values: (typed) => ({
        durationDays: typed,
        // as planners know it: what takes no time is a milestone
        ...(/^\s*0+\s*[a-z]*\s*$/i.test(typed) ? { milestone: "true" } : {}),
      }),
      field: "durationDays",
    },
    {
      id: "effort",
      width: 70,
      right: true,
      hidden: true,
      editable: leaf,
      text: (row) => (row.effort == null ? "" : `${trimmed(row.effort)}h`),
      values: (typed) => ({ effortHours: number(typed).replace(/\s*h(ours|rs|r)?$/i, "") }),
      field: "effortHours",
    },
    {
      id: "estimate",
      width: 110,
      right: true,
      hidden: true,
      editable: (row) => leaf(row) && !row.milestone,
      text: (row) => (row.estimate ?? []).map(days).join(" / "),
      values: (typed) => {
        const parts = typed.trim() ? typed.split(/[/;]/).map((part) => part.trim()) : ["", "", ""];
        if (parts.length !== 3) {
          throw new Refused(text("threePoints", typed));
        }
        return { optimisticDays: parts[0], mostLikelyDays: parts[1], pessimisticDays: parts[2] };
      },
      field: "mostLikelyDays",
    },
    {
      id: "start",
      width: 105,
      editable: leaf,
      text: (row) => said(row.start),
      edit: (row) => row.start.slice(0, 10),
      values: (typed) =>
        typed.trim()
          ? { constraint: "START_NO_EARLIER_THAN", constraintDate: typedDate(typed) }
          : { constraint: "" },
      field: "constraintDate",
    },
    {
      id: "finish",
      width: 105,
      editable: leaf,
      text: (row) => said(row.finish),
      edit: (row) => row.finish.slice(0, 10),
      values: (typed, row) => {
        const date = typedDate(typed);
        if (!isDate(date)) {
          throw new Refused(text("notADate", typed));
        }
        if (dayOf(date) < dayOf(row.start)) {
          throw new Refused(text("finishBeforeStart", row.name, said(row.start)));
        }
        return { durationDays: plan.calendar.written(plan.calendar.until(row.start, dayOf(date))) };
      },
      field: "durationDays",
    },
    {
      id: "predecessors",
      width: 118,
      editable: () => true,
      text: predecessors,
      values: (typed) => ({ predecessors: typed }),
    },
    owner,
    { ...choice("system", () => plan.state.systems), hidden: true },
    { ...choice("budgetLine", () => plan.state.budgetLines), hidden: true },
    { id: "percent", width: 62, right: true, text: (row) => `${row.percent} %` },
    { id: "totalSlack", width: 66, right: true, text: (row) => (row.percent === 100 ? "" : `${days(row.totalSlack)}d`) },
    {
      id: "freeSlack",
      width: 66,
      right: true,
      hidden: true,
      text: (row) => (row.percent === 100 || row.summary ? "" : `${days(row.freeSlack)}d`),
    },
    { id: "cost", width: 96, right: true, text: (row) => money.format(row.cost) },
    {
      id: "fixedCost",
      width: 90,
      right: true,
      hidden: true,
      editable: leaf,
      text: (row) => (row.fixedCost == null ? "" : money.format(row.fixedCost)),
      edit: (row) => (row.fixedCost == null ? "" : String(row.fixedCost)),
      values: (typed) => ({ fixedCost: number(typed) }),
    },
    {
      id: "deadline",
      width: 105,
      hidden: true,
      editable: leaf,
      text: (row) => said(row.deadline),
      edit: (row) => row.deadline ?? "",
      values: (typed) => ({ deadline: typedDate(typed) }),
    },
    {
      id: "constraint",
      width: 170,
      hidden: true,
      editable: leaf,
      choices: () => Object.keys(CONSTRAINTS).map(constraintName),
      text: (row) =>
        row.constraint ? constraintName(row.constraint) + (row.constraintDate ? ` ${said(row.constraintDate)}` : "") : "",
      edit: (row) => constraintName(row.constraint ?? "AS_SOON_AS_POSSIBLE"),
      values: (typed, row) => {
        const wanted = typed.trim().toLowerCase();
        const type =
          Object.keys(CONSTRAINTS).find(
            (key) => wanted === constraintName(key).toLowerCase() || wanted === CONSTRAINTS[key].toLowerCase(),
          ) ?? typed.trim();
        const dated = type && !type.startsWith("AS_");
        const usual = type.includes("FINISH") ? row.finish : row.start;
        return dated ? { constraint: type, constraintDate: row.constraintDate ?? usual?.slice(0, 10) } : { constraint: type };
      },
    },
    {
      id: "constraintDate",
      width: 105,
      hidden: true,
      editable: (row) => leaf(row) && row.constraintDate != null,
      text: (row) => said(row.constraintDate),
      edit: (row) => row.constraintDate ?? "",
      values: (typed, row) => ({ constraint: row.constraint, constraintDate: typedDate(typed) }),
    },
  ].map((column) => ({
    right: false,
    editable: () => false,
    edit: column.text,
    field: column.id,
    ...column,
    label: text(`column.${column.id}`),
  }));
}
