import { Refused } from "./columns.js";
import { dayOf, isoOf, said, weekdayOf } from "./time.js";

/** Builds an element: h("button.btn", {type: "button"}, "Text", child). */
export function h(what, attributes = {}, ...children) {
  const [name, ...classes] = what.split(".");
  const made = document.createElement(name);
  made.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) {
      continue;
    }
    if (key.startsWith("on")) {
      made.addEventListener(key.slice(2), value);
    } else if (key in made && typeof value !== "string") {
      made[key] = value;
    } else {
      made.setAttribute(key, value);
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Asks, and answers with the value of the button that was pressed; "" for Escape. */
export function ask(host, title, body, buttons) {
  return new Promise((answer) => {
    const dialog = h(
      "dialog.pe-dialog",
      { "aria-labelledby": "pe-dialog-title" },
      h(
        "form",
        { method: "dialog" },
        h("h2", { id: "pe-dialog-title" }, title),
        body,
        h(
          "div.pe-dialog-buttons",
          {},
          ...buttons.map(([value, label, style]) => h(`button.btn.btn-sm.${style}`, { value }, label)),
        ),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(dialog.returnValue);
    });
    host.append(dialog);
    dialog.showModal();
  });
}

/** Lets a person be found by parts of their name; answers with the one who was chosen, or with null. */
export async function askPerson(host, text, find, words) {
  let people = [];
  let at = -1;
  let asked = 0;
  let soon;
  const list = h("ul.pe-found", { id: "pe-found", role: "listbox", "aria-label": text("person.found"), hidden: true });
  const said = h("p.fl-small.fl-quiet", { id: "pe-found-said", role: "status" });
  const input = h("input.form-control", {
    id: "pe-find",
    role: "combobox",
    autocomplete: "off",
    spellcheck: false,
    "aria-autocomplete": "list",
    "aria-controls": "pe-found",
    "aria-expanded": "false",
    "aria-describedby": "pe-found-said",
    oninput: () => {
      mark(-1); // what stands below is no answer to this
      asked++;
      clearTimeout(soon);
      soon = setTimeout(search, 200);
    },
    onkeydown: (event) => {
      if (event.isComposing) {
        return; // this Enter ends a word
      }
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && at >= 0) {
        mark((at + step + people.length) % people.length);
      } else if (event.key === "Enter") {
        choose(people[at]);
      }
      if (step || event.key === "Enter") {
        event.preventDefault();
      }
    },
  });

  function mark(i) {
    at = i;
    [...list.children].forEach((option, j) => option.setAttribute("aria-selected", j === i));
    list.children[i]?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[i]?.id ?? "");
  }

  function choose(person) {
    if (person) {
      input.closest("dialog").close(person.value);
    }
  }

  function show(found, sentence) {
    people = found;
    list.replaceChildren(
      ...people.map((person, i) =>
        h(
          "li",
          { id: `pe-found-${i}`, role: "option", onclick: () => choose(person) },
          person.name,
          h("span.fl-quiet", {}, person.value),
        ),
      ),
    );
    list.hidden = people.length === 0;
    input.setAttribute("aria-expanded", !list.hidden);
    mark(list.hidden ? -1 : 0);
    said.textContent = sentence;
  }

  async function search() {
    const mine = ++asked;
    const typed = input.value.trim();
    try {
      const found = typed ? await find(typed) : { people: [], more: 0 };
      if (mine !== asked) {
        return; // they typed on
      }
      const none = typed ? text("person.none", typed) : text("person.hint");
      show(found.people, found.more > 0 ? text("person.more", found.more.toLocaleString("en")) : found.people.length > 0 ? "" : none);
    } catch (problem) {
      if (mine === asked) {
        show([], problem.message);
      }
    }
  }

  input.value = words; // and the cursor stands behind them
  search();
  const body = h("div.pe-find", {}, h("label.form-label", { for: "pe-find" }, text("person.label")), input, list, said);
  const chosen = await ask(host, text("person.title"), body, [["", text("cancel"), "btn-outline-secondary"]]);
  asked++;
  return people.find((person) => person.value === chosen) ?? null;
}

/** A panel beside the grid. */
class Panel {
  constructor(host, label, close) {
    this.el = h("aside.pe-panel", { "aria-label": label, hidden: true });
    host.append(this.el);
    this.title = label;
    this.close = close;
    this.el.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        this.hide();
        close();
      }
    });
  }

  head(text, label) {
    return h(
      "div.pe-panel-head",
      {},
      h("h2", {}, label),
      h("button.btn-close", {
        type: "button",
        "aria-label": text("close"),
        onclick: () => {
          this.hide();
          this.close();
        },
      }),
    );
  }

  get open() {
    return !this.el.hidden;
  }

  hide() {
    this.el.hidden = true;
  }
}

/** All fields of the task that is active in the grid. */
export class Details extends Panel {
  constructor(host, plan, columns, text, act) {
    super(host, text("details"), () => act.closed());
    Object.assign(this, { plan, columns, text, act });
  }

  show(row) {
    this.el.hidden = false;
    this.draw(row);
  }

  draw(row) {
    if (!this.open) {
      return;
    }
    const inside = this.el.contains(document.activeElement) ? document.activeElement : null;
    if (inside?.dataset.field && this.key === row?.key && inside.value !== inside.dataset.shown) {
      return; // somebody types here
    }
    const focused = this.key === row?.key ? inside?.dataset.field : null;
    this.key = row?.key;
    const { text, plan } = this;
    if (!row?.number) {
      this.el.replaceChildren(this.head(text, text("details")), h("p.fl-quiet", {}, text("noTask")));
      return;
    }
    const fields = this.columns
      .filter((column) => column.values && (column.editable(row) || column.id === "constraintDate"))
      .map((column) => this.#field(column, row));
    const facts = this.columns
      .filter((column) => !column.values && column.id !== "number" && column.id !== "wbs")
      .concat(row.summary ? this.columns.filter((c) => ["start", "finish", "duration"].includes(c.id)) : [])
      .map((column) => h("div", {}, h("dt", {}, column.label), h("dd", {}, column.text(row) || "–")));
    if (row.baselineStart) {
      facts.push(
        h("div", {}, h("dt", {}, text("baseline")), h("dd", {}, `${said(row.baselineStart)} – ${said(row.baselineFinish)}`)),
      );
    }
    const milestone = row.summary
      ? null
      : h(
          "label.form-check.pe-check",
          {},
          h("input.form-check-input", {
            type: "checkbox",
            checked: !!row.milestone,
            disabled: !plan.mayEdit,
            onchange: (event) => this.act.set(row, "milestone", { milestone: String(event.target.checked) }),
          }),
          text("milestone"),
        );
    const after = plan.successors(row.number);
    this.el.replaceChildren(
      this.head(text, `${row.wbs} ${row.name}`),
      h("p.fl-small.fl-quiet", {}, text("taskNumber", row.number)),
      ...(row.warnings ?? []).map((warning) => h("p.pe-warning", {}, `⚠ ${warning}`)),
      ...(row.critical ? [h("p.fl-small", {}, text("isCritical"))] : []),
      h("div.pe-fields", {}, ...fields),
      milestone ?? "",
      h("dl.pe-facts", {}, ...facts),
      ...(after.length > 0
        ? [
            h("h3", {}, text("successors")),
            h(
              "ul.pe-list",
              {},
              ...after.map((other) =>
                h(
                  "li",
                  {},
                  h("button.btn.btn-link.p-0", { type: "button", onclick: () => this.act.go(other) }, `${other.number} ${other.name}`),
                ),
              ),
            ),
          ]
        : []),
    );
    if (focused) {
      this.el.querySelector(`[data-field="${focused}"]`)?.focus();
    }
  }

  #field(column, row) {
    const refused = this.act.refusalOf(row, column);
    const value = refused?.text ?? column.edit(row);
    const { version } = this.plan;
    const id = `pe-d-${column.id}`;
    const input = h("input.form-control.form-control-sm", {
      id,
      value,
      "data-field": column.id,
      "data-shown": value,
      disabled: !this.plan.mayEdit || !column.editable(row),
      list: column.choices ? `pe-l-${column.id}` : undefined,
      autocomplete: "off",
      "aria-describedby": refused ? `${id}-e` : undefined,
      oninput: (event) => column.search?.(event.target.value) === "" && event.target.blur(),
      onchange: (event) => {
        event.target.dataset.shown = event.target.value;
        this.act.type(row, column, event.target.value, version)?.then(() => this.el.querySelector(`#${id}`)?.focus());
      },
      onkeydown: (event) => {
        if (event.key === "Enter") {
          event.preventDefault();
          event.target.blur();
          event.target.focus();
        }
      },
    });
    input.classList.toggle("is-invalid", !!refused);
    return h(
      column.id === "name" ? "div.pe-field.pe-wide" : "div.pe-field",
      {},
      h("label", { for: id }, column.label),
      input,
      column.choices ? h("datalist", { id: `pe-l-${column.id}` }, ...column.choices().map((c) => h("option", { value: c }))) : null,
      refused ? h("div.invalid-feedback", { id: `${id}-e` }, refused.sentence) : null,
    );
  }
}

/** The project's working time: deadline, days off, days with hours of their own. */
export class CalendarPanel extends Panel {
  constructor(host, plan, text, act) {
    super(host, text("calendar"), () => act.closed());
    Object.assign(this, { plan, text, act });
  }

  show() {
    this.el.hidden = false;
    this.draw();
  }

  draw() {
    if (!this.open || (this.el.contains(document.activeElement) && document.activeElement.matches("input"))) {
      return;
    }
    const { text, plan } = this;
    const edit = plan.mayEdit;
    const week = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"].map((day) =>
      h("tr", {}, h("th", { scope: "row" }, text(`day.${day}`)), h("td", {}, (plan.whole.week[day] ?? []).map(this.#hours).join(", ") || text("free"))),
    );
    const days = Object.entries(plan.whole.exceptions)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([day, shifts]) =>
        h(
          "li",
          {},
          h("span", {}, `${said(day)}, ${text(`day.${["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"][weekdayOf(dayOf(day))]}`)}`),
          h("span.fl-quiet", {}, shifts.map(this.#hours).join(", ") || text("free")),
          edit
            ? h(
                "button.btn.btn-link.btn-sm.p-0",
                { type: "button", "aria-label": text("usualAgain", said(day)), onclick: () => this.act.holiday({ day, working: "true" }) },
                text("remove"),
              )
            : null,
        ),
      );
    const first = h("input.form-control.form-control-sm", { type: "date", id: "pe-c-first", required: "" });
    const last = h("input.form-control.form-control-sm", { type: "date", id: "pe-c-last" });
    const hours = h("input.form-control.form-control-sm", { id: "pe-c-hours", placeholder: text("freePlaceholder"), autocomplete: "off" });
    const deadline = h("input.form-control.form-control-sm", {
      type: "date",
      id: "pe-c-deadline",
      value: plan.whole.deadline ?? "",
      disabled: !edit,
      onchange: () => this.act.deadline(deadline.value),
    });
    this.el.replaceChildren(
      this.head(text, text("calendar")),
      h("div.pe-field", {}, h("label", { for: "pe-c-deadline" }, text("projectDeadline")), deadline),
      h("h3", {}, text("daysOff")),
      days.length > 0 ? h("ul.pe-list.pe-days", {}, ...days) : h("p.fl-quiet", {}, text("noDaysOff")),
      edit
        ? h(
            "form.pe-fields",
            {
              onsubmit: (event) => {
                event.preventDefault();
                const from = dayOf(first.value);
                const to = last.value ? dayOf(last.value) : from;
                const all = [];
                for (let day = from; day <= to && all.length < 400; day++) {
                  all.push({ day: isoOf(day), ...(hours.value.trim() ? { shifts: hours.value.trim() } : {}) });
                }
                document.activeElement?.blur();
                this.act.holiday(...all);
              },
            },
            h("div.pe-field", {}, h("label", { for: "pe-c-first" }, text("firstDay")), first),
            h("div.pe-field", {}, h("label", { for: "pe-c-last" }, text("lastDay")), last),
            h("div.pe-field", {}, h("label", { for: "pe-c-hours" }, text("hours")), hours),
            h("div.pe-field.pe-bottom", {}, h("button.btn.btn-sm.btn-outline-primary", { type: "submit" }, text("add"))),
          )
        : "",
      h("h3", {}, text("week")),
      h("table.table.table-sm", {}, h("tbody", {}, ...week)),
    );
  }

  #hours = (shift) => shift.replace("-", " – ").replace("23:59:59.999999999", "24:00");
}

/** Who changed what, the latest first. */
export class HistoryPanel extends Panel {
  constructor(host, api, text, act) {
    super(host, text("history"), () => act.closed());
    Object.assign(this, { api, text, act });
  }

  async show() {
    this.el.hidden = false;
    const list = h("ol.fl-timeline.pe-history");
    const more = h("button.btn.btn-sm.btn-outline-secondary", { type: "button", hidden: true }, this.text("older"));
    this.el.replaceChildren(this.head(this.text, this.text("history")), list, more);
    const load = async (before) => {
      const page = await this.api.history(before);
      for (const change of page) {
        list.append(
          h(
            "li",
            {},
            h("div.fl-small.fl-quiet", {}, `${change.byName}, ${said(change.at)}, ${change.at.slice(11, 16)}`),
            h("div", {}, change.said),
          ),
        );
      }
      if (list.children.length === 0) {
        list.append(h("li", {}, this.text("noHistory")));
      }
      const oldest = page.at(-1)?.version ?? 1;
      more.hidden = oldest <= 1 || page.length < 50;
      more.onclick = () => load(oldest);
    };
    await load();
  }
}

export { Refused };
