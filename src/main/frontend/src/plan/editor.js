import "./editor.scss";
import { Api } from "./api.js";
import { columns as planColumns, Refused } from "./columns.js";
import { ask, askPerson, CalendarPanel, Details, h, HistoryPanel } from "./dialogs.js";
import { Findings } from "./findings.js";
import { ZOOMS } from "./gantt.js";
import { level } from "./levelling.js";
import { Plan } from "./model.js";
import { Sender } from "./sender.js";
import { dayOf, isoOf, said } from "./time.js";
import { View } from "./view.js";

const host = document.getElementById("fl-plan-editor");
const texts = JSON.parse(document.getElementById("fl-plan-texts").textContent);

function text(name, ...values) {
  return (texts[name] ?? name).replaceAll("''", "'").replace(/\{(\d)\}/g, (_, i) => values[i] ?? "");
}

/** No login name. */
const SOMEBODY_ELSE = "?";

/** What a person chose for this screen, kept in the browser. */
const memory = {
  get: (name, otherwise) => {
    try {
      return JSON.parse(localStorage.getItem(`fl-plan-${name}`)) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  set: (name, value) => {
    try {
      localStorage.setItem(`fl-plan-${name}`, JSON.stringify(value));
    } catch {
      // a browser that keeps nothing: the screen starts as usual next time
    }
  },
};

class Editor {
  constructor(state) {
    this.api = new Api(host.dataset.api, text);
    this.plan = new Plan(state, memory.get(`closed-${state.project}`, []));
    this.columns = planColumns(this.plan, text);
    this.sender = new Sender(this.api, this.plan, this);
    this.findings = new Findings(host.dataset.live, () => this.sender.busy);
    this.#build();
    if (this.plan.mayEdit) {
      this.plan.addDraft(null);
    }
    this.view.show(this.shown);
    this.view.gantt.zoom = memory.get("zoom", "week");
    this.zoom.value = this.view.gantt.zoom;
    this.view.render();
    const wanted = this.plan.rows.get(+host.dataset.task);
    const first = wanted ?? this.view.rowAt(0);
    if (first) {
      this.view.activate(first.key, "name", !!wanted || this.plan.rows.size === 0);
    }
    if (wanted) {
      this.details.show(wanted);
      this.view.scrollToDay(dayOf(wanted.start));
    } else {
      const { start, finish } = this.plan.whole;
      const today = dayOf(state.today) - 7;
      this.view.scrollToDay(finish && today < dayOf(finish) ? Math.max(today, dayOf(start)) : dayOf(start));
    }
    this.summary();
    this.sender.watch();
  }

  // ---- what stands around the grid ------------------------------------------------------------------

  #build() {
    const button = (name, act, needsRight = true) =>
      h(
        "button.btn.btn-sm.btn-outline-secondary",
        {
          type: "button",
          title: text(`${name}.title`),
          disabled: needsRight && !this.plan.mayEdit,
          "data-act": name,
          onclick: () => act(),
        },
        text(name),
      );
    const choose = (id, label, options, act) =>
      h(
        "select.form-select.form-select-sm",
        { id, "aria-label": label, title: label, onchange: (event) => act(event.target) },
        ...options.map(([value, name]) => h("option", { value }, name)),
      );
    this.zoom = choose(
      "pe-zoom",
      text("zoom"),
      Object.keys(ZOOMS).map((z) => [z, text(`zoom.${z}`)]),
      (select) => {
        memory.set("zoom", select.value);
        this.view.zoomTo(select.value);
      },
    );
    this.owner = choose("pe-owner", text("giveTo"), [], (select) => {
      this.give(select.value);
      select.value = "";
    });
    this.owner.disabled = !this.plan.mayEdit;
    this.#offerPeople();
    const usual = this.columns.filter((c) => !c.hidden).map((c) => c.id);
    this.shown = memory.get("columns", usual);
    const chooser = h(
      "details.pe-menu",
      {},
      h("summary.btn.btn-sm.btn-outline-secondary", {}, text("columns")),
      h(
        "fieldset.pe-menu-body",
        {},
        h("legend.visually-hidden", {}, text("columns")),
        ...this.columns
          .filter((c) => c.id !== "name")
          .map((c) =>
            h(
              "label.form-check",
              {},
              h("input.form-check-input", {
                type: "checkbox",
                checked: this.shown.includes(c.id),
                onchange: (event) => {
                  this.shown = event.target.checked ? [...this.shown, c.id] : this.shown.filter((id) => id !== c.id);
                  memory.set("columns", this.shown);
                  this.view.show(this.shown);
                },
              }),
              c.label,
            ),
          ),
        h(
          "button.btn.btn-sm.btn-outline-secondary",
          { type: "button", "data-act": "usualWidths", onclick: () => this.view.widths.usual() },
          text("usualWidths"),
        ),
      ),
    );
    chooser.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        chooser.open = false;
        chooser.querySelector("summary").focus();
      }
    });
    document.addEventListener("pointerdown", (event) => {
      if (!chooser.contains(event.target)) {
        chooser.open = false;
      }
    });
    const group = (...children) => h("div.pe-group", {}, ...children);
    this.bar = h(
      "div.pe-bar-top",
      { role: "toolbar", "aria-label": text("toolbar") },
      group(button("undo", () => this.step("undo")), button("redo", () => this.step("redo"))),
      group(
        button("insert", () => this.insert()),
        button("outdent", () => this.structure("OUTDENT")),
        button("indent", () => this.structure("INDENT")),
        button("up", () => this.move("up")),
        button("down", () => this.move("down")),
        button("link", () => this.linkChain()),
        button("delete", () => this.remove()),
      ),
      this.owner,
      group(button("level", () => this.level())),
      h("div.pe-space"),
      group(
        button("details", () => this.toggle(this.details), false),
        button("calendar", () => this.toggle(this.calendar), false),
        host.dataset.copy ? "" : button("history", () => this.toggle(this.history), false),
      ),
      chooser,
      this.zoom,
      button("keys", () => this.help(), false),
    );
    this.strip = h("div.pe-strip");
    this.live = h("div.pe-live", { role: "status", "aria-live": "polite" });
    this.saving = h("span.pe-saving");
    this.box = h("div.pe-box");
    const stage = h("div.pe-stage");
    this.box.append(stage);
    const links = host.querySelector(".fl-actions");
    host.replaceChildren(
      h("div.pe-top", {}, this.strip, links),
      this.plan.mayEdit ? "" : h("p.pe-why", {}, this.plan.state.whyNot),
      this.bar,
      this.box,
      h("div.pe-status", {}, this.live, this.saving),
    );
    this.view = new View(stage, this.plan, this.columns, text, this, memory.get("widths", {}));
    this.view.wish = memory.get("split", null);
    this.details = new Details(this.box, this.plan, this.columns, text, this);
    this.calendar = new CalendarPanel(this.box, this.plan, text, this);
    this.history = new HistoryPanel(this.box, this.api, text, this);
    const scroll = this.view.scroll;
    scroll.addEventListener("keydown", (event) => this.key(event));
    scroll.addEventListener("mousedown", (event) => this.click(event));
    scroll.addEventListener("dblclick", (event) => this.doubleClick(event));
    scroll.addEventListener("copy", (event) => this.copy(event));
    scroll.addEventListener("paste", (event) => this.paste(event));
    scroll.addEventListener("focusin", (event) => this.focused(event));
    window.addEventListener("beforeunload", (event) => {
      if (this.sender.busy || this.view.refusals.size > 0) {
        event.preventDefault();
      }
    });
  }

  summary() {
    const { whole } = this.plan;
    const tasks = this.plan.rows.size;
    const late = whole.deadline && whole.finish && whole.finish.slice(0, 10) > whole.deadline;
    const money = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
    const fact = (label, value, bad) =>
      h(bad ? "span.pe-fact.pe-bad" : "span.pe-fact", {}, h("span.fl-quiet", {}, `${label} `), h("b", {}, value), bad ? ` ${bad}` : "");
    this.strip.replaceChildren(
      fact(text("finish"), said(whole.finish) || "–", late ? text("late") : ""),
      fact(text("deadline"), said(whole.deadline) || "–"),
      fact(text("cost"), money.format(whole.cost), whole.cost > whole.budget ? text("overBudget", money.format(whole.budget)) : ""),
      fact(text("tasks"), String(tasks)),
    );
    const enable = (name, on) => {
      const el = this.bar.querySelector(`[data-act="${name}"]`);
      el.disabled = !on || !this.plan.mayEdit;
      return el;
    };
    enable("undo", whole.undo).title = whole.undo ? text("undoWhat", whole.undo) : text("undo.title");
    enable("redo", whole.redo).title = whole.redo ? text("redoWhat", whole.redo) : text("redo.title");
  }

  /** Anew only where there are others than before, since a list that somebody has open would close. */
  #offerPeople() {
    const { people } = this.plan;
    if (this.offered !== people) {
      this.offered = people;
      const choices = [["", text("giveTo")], ...people.map((p) => [p.value, p.name])];
      if (this.plan.state.morePeople) {
        choices.push([SOMEBODY_ELSE, text("somebodyElse")]);
      }
      this.owner.replaceChildren(...choices.map(([value, name]) => h("option", { value }, name)));
    }
  }

  remember(name, value) {
    memory.set(name, value);
  }

  toggle(panel) {
    const open = panel.open;
    for (const other of [this.details, this.calendar, this.history]) {
      other.hide();
    }
    if (!open) {
      panel.show(this.view.row);
      (panel.el.querySelector("input:not([disabled])") ?? panel.el.querySelector("button"))?.focus();
    }
    this.view.layout();
  }

  closed() {
    this.view.layout();
    this.view.focus();
  }

  // ---- told by the sender ---------------------------------------------------------------------------

  busy(on) {
    clearTimeout(this.savingSoon);
    if (on) {
      this.savingSoon = setTimeout(() => (this.saving.textContent = text("saving")), 300);
    } else {
      this.saving.textContent = "";
      host.dataset.version = this.plan.version;
    }
    host.toggleAttribute("data-busy", on);
  }

  received(delta, fromOthers) {
    const rows = this.plan.apply(delta);
    this.findings.changed();
    const others = delta.others.filter((change) => !this.sender.own.has(change.version));
    if (others.length > 0) {
      const names = [...new Set(others.map((change) => change.byName))].join(", ");
      this.tell(text(fromOthers ? "othersChanged" : "mergedWith", names, others.map((change) => change.said).join(" ")), true);
    }
    if (fromOthers) {
      const keys = rows.map((row) => row.key);
      keys.forEach((key) => this.view.flashes.add(key));
      setTimeout(() => {
        keys.forEach((key) => this.view.flashes.delete(key));
        this.view.render();
      }, 4000);
    }
    host.dataset.version = this.plan.version;
  }

  render() {
    this.view.render();
    this.summary();
    this.#offerPeople();
    this.details.draw(this.view.row);
    this.calendar.draw();
  }

  async reload() {
    const state = await this.api.plan().catch(() => null);
    if (state) {
      this.plan.load(state);
      this.findings.changed();
      this.tell(text("reloaded"), true);
      this.render();
    }
  }

  online(on, sentence) {
    host.toggleAttribute("data-offline", !on);
    if (!on) {
      this.tell(sentence, true);
    }
  }

  /** Says something below the facts; what others did stays longer. */
  tell(sentence, longer = false) {
    if (!longer && this.telling) {
      return;
    }
    this.live.textContent = sentence;
    this.live.title = sentence;
    this.live.classList.toggle("pe-loud", longer);
    clearTimeout(this.quiet);
    this.telling = longer;
    this.quiet = setTimeout(
      () => {
        this.telling = false;
        this.live.classList.remove("pe-loud");
        if (!longer) {
          this.live.textContent = "";
        }
      },
      longer ? 8000 : 5000,
    );
  }

  refused(problem, job) {
    if (job.atCell) {
      const { key, column } = job.atCell;
      if (!this.input && !this.details.el.contains(document.activeElement)) {
        this.view.activate(key, column);
        this.startEdit(null);
      }
      return;
    }
    ask(host, text("refused"), h("p", {}, problem.message), [["ok", text("ok"), "btn-primary"]]).then(() => this.view.focus());
  }

  clash(clashes) {
    this.finishInput(false);
    return ask(
      host,
      text("clash"),
      h(
        "div",
        {},
        h("p", {}, text("clashLead")),
        h("ul", {}, ...clashes.slice(0, 10).map((clash) => h("li", {}, clash.sentence))),
        clashes.length > 10 ? h("p", {}, text("more", clashes.length - 10)) : null,
      ),
      [
        ["theirs", text("takeTheirs"), "btn-outline-secondary"],
        ["mine", text("keepMine"), "btn-primary"],
      ],
    ).then((answer) => {
      setTimeout(() => this.view.focus());
      return answer === "mine";
    });
  }

  // ---- typing into cells ----------------------------------------------------------------------------

  /** @param first what was typed already, or null to edit what stands there */
  startEdit(first) {
    const { view } = this;
    const { row, column } = view;
    if (!row || this.input || !this.plan.mayEdit) {
      return;
    }
    if (row.draft === "blank" && column.id !== "name") {
      view.activate(row.key, "name");
      this.startEdit(first);
      return;
    }
    if (!column.editable(row) || (row.draft === "pending" && ["name", "finish", "constraintDate"].includes(column.id))) {
      this.tell(text(column.values ? "summaryField" : "computedField", column.label));
      return;
    }
    const cell = view.cellOf(row.key, column.id);
    const refused = view.refusals.get(`${row.key} ${column.id}`);
    const shown = row.draft ? "" : column.edit(row);
    const input = h("input.pe-input", {
      type: "text",
      "aria-label": `${column.label}${row.name ? `, ${row.name}` : ""}`,
      autocomplete: "off",
      spellcheck: false,
      list: column.choices ? "pe-choices" : undefined,
    });
    if (column.choices) {
      document.getElementById("pe-choices")?.remove();
      host.append(h("datalist", { id: "pe-choices" }, ...column.choices().map((c) => h("option", { value: c }))));
    }
    input.value = first ?? refused?.text ?? shown;
    this.input = { input, row, column, key: row.key, shown, version: row.draft ? undefined : this.plan.version, typing: first !== null };
    cell.replaceChildren(input);
    cell.classList.add("pe-editing");
    input.addEventListener("input", () => column.search?.(input.value) === "" && input.blur());
    input.addEventListener("blur", () => this.input?.input === input && this.finishInput(true));
    input.focus({ preventScroll: true });
    if (first === null) {
      input.select();
    }
  }

  /** Ends typing; what was typed is sent unless it is taken back. */
  finishInput(keep) {
    const typing = this.input;
    if (!typing) {
      return;
    }
    this.input = null;
    const { input, column, key, shown, version } = typing;
    const row = this.plan.byKey(key);
    const typed = input.value;
    const refused = this.view.refusals.has(`${key} ${column.id}`);
    input.remove();
    this.view.cellOf(key, column.id)?.classList.remove("pe-editing");
    if (!keep || !row) {
      this.view.forgive(key, column.id);
      if (row?.draft === "blank" && row.before !== null) {
        this.plan.removeDraft(row);
      }
    } else if (row.draft === "blank") {
      if (typed.trim()) {
        this.addTyped(row, typed);
      } else if (row.before !== null) {
        this.plan.removeDraft(row);
      }
    } else if (typed !== shown || refused) {
      this.view.forgive(key, column.id);
      this.type(row, column, typed, version);
    }
    this.render();
  }

  /** Sends what was typed for one field of a task; a promise where the person must say first whom they mean. */
  type(row, column, typed, version) {
    const { view } = this;
    const { key } = row;
    const id = `${key} ${column.id}`;
    view.forgive(key, column.id);
    if (row.draft ? !typed.trim() : typed === column.edit(row)) {
      this.render();
      return undefined;
    }
    const words = column.search?.(typed) ?? null;
    if (words !== null) {
      return this.findPerson(words).then((person) => {
        if (person) {
          this.#send(row, column, person.name, { owner: person.value }, version);
        }
      });
    }
    let values;
    try {
      values = column.values(typed, row);
    } catch (refusal) {
      if (!(refusal instanceof Refused)) {
        throw refusal;
      }
      view.refuse(key, column.id, typed, refusal.message);
      this.render();
      setTimeout(() => this.refused(refusal, { atCell: { key, column: column.id } }));
      return undefined;
    }
    this.#send(row, column, typed, values, version);
    return undefined;
  }

  #send({ key }, column, typed, values, version) {
    const { view } = this;
    const id = `${key} ${column.id}`;
    view.waiting.set(id, typed);
    this.sender.edit({
      version,
      build: () => {
        const task = this.plan.byKey(key)?.number;
        return task ? [{ kind: "SET", task, values }] : null;
      },
      atCell: { key, column: column.id },
      tell: () => this.became(key, column, values),
      done: () => view.waiting.delete(id),
      dropped: () => view.waiting.delete(id),
      refused: (problem) => {
        view.waiting.delete(id);
        view.refuse(key, column.id, typed, problem.message);
      },
    });
  }

  /** Lets somebody be found among all people, who is offered like the others from then on; null where nobody was. */
  async findPerson(words) {
    const person = await askPerson(host, text, this.api.people, words);
    this.plan.know(person ? [person] : []);
    this.render();
    this.view.focus();
    return person;
  }

  /** What a typed date or a drag led to, where it is not what one might expect. */
  became(key, column, values) {
    const row = this.plan.byKey(key);
    if (values.constraint === "START_NO_EARLIER_THAN" && column.id === "start") {
      const wished = values.constraintDate;
      return row.start.slice(0, 10) > wished
        ? text("constraintWaits", row.name, said(wished), said(row.start))
        : text("constraintSet", row.name, said(wished));
    }
    return undefined;
  }

  refusalOf(row, column) {
    return this.view.refusals.get(`${row.key} ${column.id}`);
  }

  set(row, field, values) {
    this.sender.edit({ build: () => [{ kind: "SET", task: row.number, values }] });
  }

  /** A typed row becomes a task; below the last row there is always one more to type into. */
  addTyped(draft, name) {
    draft.draft = "pending";
    draft.name = name;
    const { before } = draft;
    if (before === null) {
      this.plan.addDraft(null);
    }
    this.sender.edit({
      build: () => {
        const values = { name };
        const next = before === null ? null : this.plan.rows.get(before);
        const last = this.plan.order.at(-1);
        if (next) {
          values.parent = String(next.parent ?? "");
          values.position = String(this.plan.siblings(next).indexOf(next.number) + 1);
        } else if (last) {
          values.after = String(last);
        }
        return [{ kind: "ADD_TASK", task: -1, values }];
      },
      done: (delta) => this.plan.settle(draft, delta.numbers["-1"]),
      refused: () => (draft.draft = "blank"),
      atCell: { key: draft.key, column: "name" },
    });
  }

  // ---- commands -------------------------------------------------------------------------------------

  /** The chosen tasks from top to bottom: those selected, or the active one. */
  chosen() {
    const { view } = this;
    const keys = view.selected.size > 0 ? view.selected : new Set([view.active.key]);
    return view.visible.filter((row) => keys.has(row.key) && row.number);
  }

  step(which) {
    if (this.plan.mayEdit) {
      this.finishInput(true);
      this.sender.step(which);
    }
  }

  insert() {
    if (!this.plan.mayEdit) {
      return;
    }
    const row = this.view.row;
    const draft = row?.number ? this.plan.addDraft(row) : this.plan.drafts.find((d) => d.before === null);
    this.view.render();
    this.view.activate(draft.key, "name");
    this.startEdit(null);
  }

  structure(kind) {
    const rows = this.plan.topmost(this.chosen());
    if (!this.plan.mayEdit || rows.length === 0) {
      return;
    }
    const order = kind === "OUTDENT" ? rows.reverse() : rows;
    this.sender.edit({ build: () => order.map((row) => ({ kind, task: row.number, values: {} })) });
  }

  move(direction) {
    const rows = this.plan.topmost(this.chosen());
    if (!this.plan.mayEdit || rows.length === 0) {
      return;
    }
    const order = direction === "down" ? rows.reverse() : rows;
    this.sender.edit({ build: () => order.map((row) => ({ kind: "MOVE", task: row.number, values: { direction } })) });
  }

  /** Each chosen task waits for the one before it. */
  linkChain() {
    const rows = this.chosen();
    if (!this.plan.mayEdit || rows.length < 2) {
      this.tell(text("linkNeedsTwo"));
      return;
    }
    this.sender.edit({
      build: () =>
        rows.slice(1).map((row, i) => ({
          kind: "ADD_LINK",
          task: row.number,
          values: { predecessor: String(rows[i].number) },
        })),
    });
  }

  async give(to) {
    const rows = this.chosen().filter((row) => !row.summary);
    if (rows.length > 0) {
      const owner = to === SOMEBODY_ELSE ? (await this.findPerson(""))?.value : to;
      if (owner) {
        this.sender.edit({ build: () => rows.map((row) => ({ kind: "SET", task: row.number, values: { owner } })) });
      }
    }
    this.view.focus();
  }

  /** Proposes delays that nobody is overloaded with; what is applied is one step. */
  async level() {
    await this.sender.idle();
    const proposal = await level(host, this.api, this.plan, text);
    if (proposal) {
      this.sender.edit({
        version: proposal.version,
        build: () => proposal.edits,
        tell: () => text("level.done", proposal.delays.length),
      });
    }
    this.view.focus();
  }

  async remove() {
    const rows = this.plan.topmost(this.chosen());
    if (!this.plan.mayEdit || rows.length === 0) {
      return;
    }
    const version = this.plan.version;
    const below = [...this.plan.rows.values()].filter((row) => {
      for (let at = row.parent; at; at = this.plan.rows.get(at)?.parent) {
        if (rows.some((r) => r.number === at)) {
          return true;
        }
      }
      return false;
    }).length;
    const names = rows.slice(0, 8).map((row) => h("li", {}, row.name));
    const answer = await ask(
      host,
      text("removeTitle"),
      h(
        "div",
        {},
        h("ul", {}, ...names),
        rows.length > 8 ? h("p", {}, text("more", rows.length - 8)) : null,
        below > 0 ? h("p", {}, text("removeBelow", below)) : null,
        h("p.fl-quiet", {}, text("removeUndo")),
      ),
      [
        ["", text("cancel"), "btn-outline-secondary"],
        ["yes", text("removeYes"), "btn-danger"],
      ],
    );
    if (answer === "yes") {
      this.view.selected.clear();
      this.sender.edit({
        version,
        build: () => rows.map((row) => ({ kind: "REMOVE_TASK", task: row.number, values: {} })),
      });
    }
    this.view.focus();
  }

  holiday(...days) {
    this.sender.edit({ build: () => days.map((values) => ({ kind: "SET_CALENDAR_HOLIDAY", values })) });
  }

  deadline(deadline) {
    this.sender.edit({ build: () => [{ kind: "SET_PROJECT_DEADLINE", values: { deadline } }] });
  }

  dropped({ kind, row, day, target }) {
    if (kind === "link") {
      if (target) {
        this.sender.edit({
          build: () => [{ kind: "ADD_LINK", task: target.number, values: { predecessor: String(row.number) } }],
        });
      }
    } else if (kind === "end") {
      const minutes = this.plan.calendar.until(row.start, day);
      if (minutes !== row.duration) {
        this.set(row, "duration", { durationDays: this.plan.calendar.written(minutes) });
      }
    } else if (day !== dayOf(row.start)) {
      const values = { constraint: "START_NO_EARLIER_THAN", constraintDate: isoOf(day) };
      this.sender.edit({
        build: () => [{ kind: "SET", task: row.number, values }],
        tell: () => this.became(row.key, { id: "start" }, values),
      });
    }
  }

  help() {
    const keys = text("keyList")
      .split("|")
      .map((line) => line.split("="))
      .flatMap(([key, what]) => [h("dt", {}, h("kbd", {}, key.trim())), h("dd", {}, what)]);
    ask(host, text("keys.title"), h("dl.pe-keys", {}, ...keys), [["ok", text("close"), "btn-primary"]]).then(() =>
      this.view.focus(),
    );
  }

  toggleSummary(row) {
    const { closed } = this.plan;
    if (row?.summary) {
      closed.has(row.number) ? closed.delete(row.number) : closed.add(row.number);
      memory.set(`closed-${this.plan.state.project}`, [...closed]);
      this.view.render();
      this.view.focus();
    }
  }

  activated(row) {
    this.details.draw(row);
    this.calendarRow = row;
  }

  go(row) {
    for (let at = row.parent; at; at = this.plan.rows.get(at)?.parent) {
      this.plan.closed.delete(at);
    }
    this.view.render();
    this.view.activate(row.key, "name");
    this.view.scrollToDay(dayOf(row.start));
  }

  // ---- pointer --------------------------------------------------------------------------------------

  click(event) {
    const cell = event.target.closest(".pe-td");
    if (!cell || event.button !== 0 || event.target.closest(".pe-input")) {
      return;
    }
    event.preventDefault();
    this.finishInput(true);
    const { view } = this;
    const key = cell.parentElement.dataset.key;
    if (event.target.closest("[data-toggle]")) {
      view.activate(key, "name");
      this.toggleSummary(view.row);
      return;
    }
    if (event.ctrlKey || event.metaKey) {
      if (view.selected.size === 0) {
        view.selected.add(view.active.key);
      }
      if (!view.selected.delete(key)) {
        view.selected.add(key);
      }
    } else if (event.shiftKey) {
      this.#selectTo(view.index.get(key));
    } else {
      view.selected.clear();
      this.anchor = view.index.get(key);
      if (cell.dataset.column === "number") {
        view.selected.add(key);
      }
    }
    view.activate(key, cell.dataset.column);
    view.render();
    view.focus();
  }

  #selectTo(index) {
    const { view } = this;
    const anchor = this.anchor ?? view.at;
    this.anchor = anchor;
    view.selected.clear();
    for (let i = Math.min(anchor, index); i <= Math.max(anchor, index); i++) {
      if (view.rowAt(i)?.number) {
        view.selected.add(view.rowAt(i).key);
      }
    }
  }

  doubleClick(event) {
    if (event.target.closest(".pe-td") && !event.target.closest("[data-toggle], .pe-input")) {
      this.startEdit(null);
    }
  }

  focused(event) {
    const cell = event.target.closest(".pe-td");
    const key = cell?.parentElement.dataset.key;
    if (cell && (key !== this.view.active.key || cell.dataset.column !== this.view.active.column)) {
      this.view.activate(key, cell.dataset.column, false);
    }
  }

  // ---- keyboard -------------------------------------------------------------------------------------

  key(event) {
    if (this.input) {
      this.#typingKey(event);
      return;
    }
    const { view } = this;
    const ctrl = event.ctrlKey || event.metaKey;
    const { key } = event;
    const commands = {
      ArrowLeft: () => this.structure("OUTDENT"),
      ArrowRight: () => this.structure("INDENT"),
      ArrowUp: () => this.move("up"),
      ArrowDown: () => this.move("down"),
    };
    let known = true;
    if (event.altKey && event.shiftKey && commands[key]) {
      commands[key]();
    } else if (ctrl && event.shiftKey && (key === "ArrowLeft" || key === "ArrowRight")) {
      view.widths.step(view.column, key === "ArrowLeft" ? -1 : 1);
      view.reveal();
      this.tell(text("widthNow", view.column.label, view.column.width));
    } else if (ctrl && !event.altKey && key.toLowerCase() === "z") {
      this.step(event.shiftKey ? "redo" : "undo");
    } else if (ctrl && key.toLowerCase() === "y") {
      this.step("redo");
    } else if (ctrl && key.toLowerCase() === "a") {
      view.selected = new Set(view.visible.filter((row) => row.number).map((row) => row.key));
      view.render();
    } else if (event.altKey && key === "Enter") {
      this.toggle(this.details);
    } else if (key === "Tab") {
      known = !this.leaving && this.#beside(event.shiftKey ? -1 : 1);
    } else if (key === "Enter" || key === "F2") {
      this.startEdit(null);
    } else if (key === "Insert") {
      this.insert();
    } else if (key === "Delete") {
      this.remove();
    } else if (key === "Backspace") {
      this.startEdit("");
    } else if (key === "Escape") {
      view.forgive(view.active.key, view.active.column);
      view.selected.clear();
      view.render();
      this.leaving = true;
      return;
    } else if (key === " " && view.row?.summary && !ctrl) {
      this.toggleSummary(view.row);
    } else if (key === "F1" || (key === "?" && ctrl)) {
      this.help();
    } else if (!ctrl && !event.altKey && key.length === 1) {
      this.startEdit(key);
    } else {
      known = this.#go(event, ctrl);
    }
    this.leaving = false;
    if (known) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  #typingKey(event) {
    const { key } = event;
    const { input, typing } = this.input;
    if (key === "Escape") {
      event.stopPropagation();
      this.finishInput(false);
      this.view.focus();
    } else if (key === "Enter") {
      event.preventDefault();
      this.#leaveInput(() => this.#vertical(event.shiftKey ? -1 : 1));
    } else if (key === "Tab") {
      event.preventDefault();
      this.#leaveInput(() => this.#beside(event.shiftKey ? -1 : 1));
    } else if ((key === "ArrowUp" || key === "ArrowDown") && !input.list) {
      event.preventDefault();
      this.#leaveInput(() => this.#vertical(key === "ArrowUp" ? -1 : 1));
    } else if (typing && !input.list && (key === "ArrowLeft" || key === "ArrowRight")) {
      event.preventDefault();
      this.#leaveInput(() => this.#beside(key === "ArrowLeft" ? -1 : 1));
    } else if ((event.ctrlKey || event.metaKey) && ["z", "y"].includes(key.toLowerCase()) && input.value === this.input.shown) {
      event.preventDefault();
      this.finishInput(false);
      this.step(key.toLowerCase() === "z" ? "undo" : "redo");
      this.view.focus();
    } else if (event.altKey && event.shiftKey && key.startsWith("Arrow")) {
      event.preventDefault();
      this.#leaveInput(() => {});
      this.key(event);
    }
  }

  /** Keeps what was typed, then goes on from the row, which may just have become a task. */
  #leaveInput(go) {
    this.finishInput(true);
    go();
    this.view.focus();
  }

  #vertical(step) {
    const { view } = this;
    const row = view.rowAt(Math.max(0, Math.min(view.at + step, view.visible.length - 1)));
    if (row) {
      view.activate(row.key);
    }
  }

  /** The next cell; from the last one on in the next row. False at the very end, so that Tab leaves. */
  #beside(step) {
    const { view } = this;
    const i = view.columns.findIndex((column) => column.id === view.active.column) + step;
    if (i >= 0 && i < view.columns.length) {
      view.activate(view.active.key, view.columns[i].id);
      return true;
    }
    const row = view.rowAt(view.at + step);
    if (!row) {
      return false;
    }
    view.activate(row.key, view.columns[step > 0 ? 0 : view.columns.length - 1].id);
    return true;
  }

  #go(event, ctrl) {
    const { view } = this;
    const { key } = event;
    const last = view.visible.length - 1;
    const page = Math.max(1, Math.floor(view.scroll.clientHeight / 30) - 3);
    const rows = { ArrowUp: ctrl ? -last : -1, ArrowDown: ctrl ? last : 1, PageUp: -page, PageDown: page };
    if (key in rows) {
      const to = Math.max(0, Math.min(view.at + rows[key], last));
      if (event.shiftKey) {
        this.anchor ??= view.at;
        this.#selectTo(to);
      } else {
        this.anchor = to;
        view.selected.clear();
      }
      view.activate(view.rowAt(to).key);
      view.render();
      return true;
    }
    const columns = view.columns;
    const at = columns.findIndex((column) => column.id === view.active.column);
    const sides = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: columns.length - 1 };
    if (key in sides) {
      const row = ctrl && key === "Home" ? view.rowAt(0) : ctrl && key === "End" ? view.rowAt(last) : view.row;
      view.activate(row.key, columns[Math.max(0, Math.min(sides[key], columns.length - 1))].id);
      return true;
    }
    return false;
  }

  // ---- clipboard ------------------------------------------------------------------------------------

  copy(event) {
    if (this.input || !this.view.row?.number) {
      return;
    }
    event.preventDefault();
    const { view } = this;
    const cell = (row, column) => column.text(row).replace(/[\t\n]+/g, " ");
    event.clipboardData.setData(
      "text/plain",
      view.selected.size > 0
        ? this.chosen()
            .map((row) => view.columns.map((column) => cell(row, column)).join("\t"))
            .join("\n")
        : cell(view.row, view.column),
    );
  }

  /** Rows of a spreadsheet: from the active cell to the right and down; below the last row they become tasks. */
  async paste(event) {
    if (this.input || !this.plan.mayEdit) {
      return;
    }
    event.preventDefault();
    const { view } = this;
    const { at, columns } = view;
    const lines = event.clipboardData
      .getData("text/plain")
      .replace(/\r/g, "")
      .replace(/\n+$/, "")
      .split("\n")
      .map((line) => line.split("\t"));
    const from = columns.findIndex((column) => column.id === view.active.column);
    const names = lines.flatMap((cells) => cells.map((typed, j) => columns[from + j]?.search?.(typed)).filter(Boolean));
    if (names.length > 0) {
      await this.#learn(new Set(names));
    }
    const edits = [];
    let placeholder = 0;
    const refused = [];
    lines.forEach((cells, i) => {
      const row = view.rowAt(at + i);
      const existing = row?.number ? row : null;
      const values = {};
      cells.forEach((typed, j) => {
        const column = columns[from + j];
        if (!column?.values || (existing && !column.editable(existing))) {
          return;
        }
        if (existing && typed.trim() === column.text(existing)) {
          return;
        }
        if (!existing && (!typed.trim() || column.id === "finish")) {
          return;
        }
        try {
          Object.assign(values, column.values(typed, existing ?? {}));
        } catch (refusal) {
          refused.push(refusal.message);
        }
      });
      if (existing) {
        if (Object.keys(values).length > 0) {
          edits.push({ kind: "SET", task: existing.number, values });
        }
      } else if (values.name?.trim()) {
        const { predecessors, ...own } = values;
        const last = placeholder < 0 ? placeholder : this.plan.order.at(-1);
        edits.push({ kind: "ADD_TASK", task: --placeholder, values: last ? { ...own, after: String(last) } : own });
        if (predecessors) {
          edits.push({ kind: "SET", task: placeholder, values: { predecessors } });
        }
      }
    });
    if (refused.length > 0) {
      ask(host, text("refused"), h("p", {}, refused[0]), [["ok", text("ok"), "btn-primary"]]).then(() => view.focus());
    } else if (edits.length > 0) {
      this.sender.edit({ build: () => edits });
    }
  }

  /** Whoever alone is called by one of these names; of others the server says that there is no such person. */
  async #learn(names) {
    const exactly = (name) => (person) => [person.name, person.value].some((called) => called.toLowerCase() === name.toLowerCase());
    const find = async (name) => {
      const found = (await this.api.people(name)).people.filter(exactly(name));
      return found.length === 1 ? found : [];
    };
    const found = await Promise.all([...names].map(find)).catch(() => []);
    this.plan.know(found.flat());
  }
}

async function start() {
  if (window.matchMedia("(max-width: 47.99rem)").matches) {
    window.location.replace(host.dataset.list);
    return;
  }
  try {
    const editor = new Editor(await new Api(host.dataset.api, text).plan());
    host.dataset.version = editor.plan.version;
    host.dataset.ready = "";
  } catch (problem) {
    host.replaceChildren(h("p.alert.alert-danger", { role: "alert" }, problem.message));
    throw problem;
  }
}

start();
