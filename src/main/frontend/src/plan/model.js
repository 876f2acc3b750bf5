import { Calendar } from "./time.js";

/**
 * The plan as the screen knows it: tasks by number, their order, which summaries are closed, and rows that are typed
 * but not saved yet. A row keeps its key for as long as the page lives, also when it gets its number.
 */
export class Plan {
  constructor(state, closed) {
    this.closed = new Set(closed);
    this.drafts = [];
    this.keys = new Map();
    this.nextKey = 1;
    this.load(state);
  }

  load(state) {
    this.state = state;
    this.#offer(state.people);
    this.rows = new Map(state.rows.map((row) => [row.number, row]));
    this.order = state.rows.map((row) => row.number);
    this.#whole(state.plan);
    this.#keyRows(state.rows);
  }

  /** Lets people be offered as owners, and be called by their names, from now on. */
  know(people) {
    const others = people.filter((person) => !this.state.people.some((known) => known.value === person.value));
    if (others.length > 0) {
      this.#offer([...this.state.people, ...others]);
    }
  }

  /** Namesakes are told apart by their login names. */
  #offer(people) {
    const alone = (person) => people.every((other) => other === person || other.name !== person.name);
    this.state.people = people;
    this.people = people.map((person) => (alone(person) ? person : { ...person, name: `${person.name} (${person.value})` }));
  }

  #whole(whole) {
    this.whole = whole;
    this.version = whole.version;
    this.calendar = new Calendar(whole);
  }

  /** Takes in what the server says has changed. */
  apply(delta) {
    this.know(delta.people);
    for (const row of delta.rows) {
      this.rows.set(row.number, row);
    }
    for (const [number, totalSlack, freeSlack, critical] of delta.slacks) {
      Object.assign(this.rows.get(number), { totalSlack, freeSlack, critical: critical === 1 });
    }
    if (delta.order) {
      this.order = delta.order;
      const kept = new Set(delta.order);
      for (const number of [...this.rows.keys()]) {
        if (!kept.has(number)) {
          this.rows.delete(number);
        }
      }
    }
    this.#whole(delta.plan);
    this.#keyRows(delta.rows);
    return delta.rows;
  }

  #keyRows(rows) {
    for (const row of rows) {
      row.key = this.keys.get(row.number) ?? `t${row.number}`;
      row.cost ??= 0;
    }
  }

  get mayEdit() {
    return this.state.mayEdit;
  }

  /** A row to type into, before a task or at the end. */
  addDraft(before) {
    const draft = { key: `d${this.nextKey++}`, draft: "blank", before: before?.number ?? null };
    draft.level = before ? before.level : (this.rows.get(this.order.at(-1))?.level ?? 1);
    draft.parent = before ? before.parent : this.rows.get(this.order.at(-1))?.parent;
    this.drafts.push(draft);
    return draft;
  }

  removeDraft(draft) {
    this.drafts = this.drafts.filter((other) => other !== draft);
  }

  /** The typed row is a task now. */
  settle(draft, number) {
    this.keys.set(number, draft.key);
    const row = this.rows.get(number);
    if (row) {
      row.key = draft.key;
    }
    draft.number = number;
    this.removeDraft(draft);
  }

  byKey(key) {
    const draft = this.drafts.find((d) => d.key === key);
    if (draft) {
      return draft;
    }
    for (const number of key?.startsWith("d") ? this.keys.keys() : []) {
      if (this.keys.get(number) === key) {
        return this.rows.get(number);
      }
    }
    return key?.startsWith("t") ? this.rows.get(+key.slice(1)) : undefined;
  }

  /** The rows from top to bottom without those below a closed summary. */
  visible() {
    const shown = [];
    const before = new Map();
    const atEnd = [];
    for (const draft of this.drafts) {
      if (draft.before !== null && this.rows.has(draft.before)) {
        before.set(draft.before, [...(before.get(draft.before) ?? []), draft]);
      } else {
        atEnd.push(draft);
      }
    }
    let hiddenBelow = Infinity;
    for (const number of this.order) {
      const row = this.rows.get(number);
      if (row.level > hiddenBelow) {
        continue;
      }
      hiddenBelow = row.summary && this.closed.has(number) ? row.level : Infinity;
      shown.push(...(before.get(number) ?? []), row);
    }
    shown.push(...atEnd);
    return shown;
  }

  /** Those of the given rows that do not stand below another of them, from top to bottom. */
  topmost(rows) {
    const numbers = new Set(rows.map((row) => row.number));
    const below = (row) => {
      for (let at = row.parent; at; at = this.rows.get(at)?.parent) {
        if (numbers.has(at)) {
          return true;
        }
      }
      return false;
    };
    return rows.filter((row) => !below(row));
  }

  siblings(row) {
    return this.order.filter((number) => (this.rows.get(number).parent ?? 0) === (row.parent ?? 0));
  }

  successors(number) {
    return this.order
      .map((other) => this.rows.get(other))
      .filter((row) => row.links?.some((link) => link.predecessor === number));
  }
}
