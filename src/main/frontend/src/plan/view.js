import { Gantt } from "./gantt.js";
import { Widths } from "./widths.js";

export const ROW = 30;
const SPARE = 8;

function element(name, className, parent) {
  const made = document.createElement(name);
  made.className = className;
  parent?.append(made);
  return made;
}

/**
 * Grid and chart in one scrolling box, so that they can never drift apart. Only the rows in sight, and the one with the
 * focus, are in the document.
 */
export class View {
  constructor(host, plan, columns, text, act, widths) {
    this.plan = plan;
    this.all = columns;
    this.widths = new Widths(columns, widths, (own) => act.remember("widths", own), () => this.layout());
    this.text = text;
    this.act = act;
    this.pool = new Map();
    this.selected = new Set();
    this.refusals = new Map();
    this.waiting = new Map();
    this.flashes = new Set();
    this.active = { key: null, column: "name" };

    this.scroll = element("div", "pe-scroll", host);
    this.scroll.setAttribute("role", "treegrid");
    this.scroll.setAttribute("aria-label", text("grid", plan.state.projectName));
    this.scroll.setAttribute("aria-multiselectable", "true");
    this.canvas = element("div", "pe-canvas", this.scroll);
    const head = element("div", "pe-head", this.canvas);
    head.setAttribute("role", "rowgroup");
    this.headGrid = element("div", "pe-head-grid", head);
    this.headRow = element("div", "pe-headrow", this.headGrid);
    this.headRow.setAttribute("role", "row");
    this.grid = element("div", "pe-grid", this.canvas);
    this.grid.setAttribute("role", "rowgroup");
    this.gantt = new Gantt(this, plan, text);
    const headChart = element("div", "pe-head-chart", head);
    headChart.setAttribute("aria-hidden", "true");
    headChart.append(this.gantt.head);
    this.canvas.append(this.gantt.body);
    this.splitter = element("div", "pe-splitter", host);
    this.#split();
    // the grid's own scroll bar; the box's bar belongs to the chart
    this.bar = element("div", "pe-gridbar", host);
    element("div", "", this.bar);
    this.bar.addEventListener("scroll", () => this.sideways(this.bar.scrollLeft));
    this.grid.addEventListener("scroll", () => this.sideways(this.grid.scrollLeft));
    this.bubble = element("div", "pe-bubble", host);
    this.bubble.id = "pe-bubble";
    this.bubble.setAttribute("role", "alert");
    this.bubble.hidden = true;

    this.scroll.addEventListener("scroll", () => this.soon(), { passive: true });
    new ResizeObserver(() => this.layout()).observe(this.scroll);
  }

  // ---- columns and sizes ----------------------------------------------------------------------------

  show(ids) {
    this.columns = this.all.filter((column) => ids.includes(column.id));
    if (!this.columns.some((column) => column.id === this.active.column)) {
      this.active.column = "name";
    }
    this.headRow.replaceChildren();
    this.columns.forEach((column, i) => {
      const cell = element("div", `pe-th${column.right ? " pe-right" : ""}${column.id === "name" ? " pe-frozen" : ""}`, this.headRow);
      cell.setAttribute("role", "columnheader");
      cell.setAttribute("aria-colindex", i + 1);
      cell.style.width = `var(--w-${column.id})`;
      cell.textContent = column.label;
      cell.title = column.label;
      this.widths.grip(column, cell, () => this.visible);
    });
    this.scroll.setAttribute("aria-colcount", this.columns.length);
    this.pool.forEach((item) => item.el.remove() ?? item.bars.remove());
    this.pool.clear();
    this.layout();
  }

  #split() {
    const splitter = this.splitter;
    splitter.tabIndex = 0;
    splitter.setAttribute("role", "separator");
    splitter.setAttribute("aria-orientation", "vertical");
    splitter.setAttribute("aria-label", this.text("splitter"));
    const to = (width) => {
      this.wish = width;
      this.act.remember("split", width);
      this.layout();
    };
    splitter.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      splitter.setPointerCapture(event.pointerId);
      const start = event.clientX - this.gridWidth;
      const move = (e) => to(e.clientX - start);
      splitter.addEventListener("pointermove", move);
      splitter.addEventListener("pointerup", () => splitter.removeEventListener("pointermove", move), { once: true });
    });
    splitter.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -40, ArrowRight: 40 }[event.key];
      if (step) {
        event.preventDefault();
        to(this.gridWidth + step);
      }
    });
  }

  layout() {
    if (!this.columns) {
      return;
    }
    const box = this.scroll.clientWidth;
    this.columnsWidth = this.columns.reduce((all, column) => all + column.width, 0);
    this.columns.forEach((column) => this.canvas.style.setProperty(`--w-${column.id}`, `${column.width}px`));
    const wish = this.wish ?? Math.round(box * 0.58);
    this.gridWidth = Math.round(Math.max(220, Math.min(wish, box - 120, this.columnsWidth)));
    this.splitter.style.left = `${this.gridWidth - 3}px`;
    this.splitter.setAttribute("aria-valuenow", Math.round((100 * this.gridWidth) / Math.max(box, 1)));
    this.canvas.style.setProperty("--grid", `${this.gridWidth}px`);
    this.canvas.style.setProperty("--columns", `${this.columnsWidth}px`);
    this.bar.hidden = this.columnsWidth <= this.gridWidth;
    this.bar.style.width = `${this.gridWidth}px`;
    this.bar.firstChild.style.width = `${this.columnsWidth + 2}px`;
    this.render();
  }

  // ---- drawing --------------------------------------------------------------------------------------

  soon() {
    if (!this.frame) {
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        this.draw();
      });
    }
  }

  /** After any change of the plan. */
  render() {
    const focused = this.grid.contains(document.activeElement);
    this.#render();
    if (focused && document.activeElement === document.body) {
      this.focus();
    }
  }

  #render() {
    this.visible = this.plan.visible();
    this.index = new Map(this.visible.map((row, i) => [row.key, i]));
    if (!this.index.has(this.active.key)) {
      this.active.key = this.visible[Math.min(this.at ?? 0, this.visible.length - 1)]?.key ?? null;
    }
    for (const key of this.selected) {
      if (!this.index.has(key)) {
        this.selected.delete(key);
      }
    }
    this.at = this.index.get(this.active.key) ?? 0;
    this.gantt.range();
    const chart = Math.max(this.gantt.width, this.scroll.clientWidth - this.gridWidth);
    this.canvas.style.width = `${this.gridWidth + chart}px`;
    this.canvas.style.setProperty("--rows", `${this.visible.length * ROW + 18}px`);
    this.scroll.setAttribute("aria-rowcount", this.visible.length + 1);
    this.stamp = (this.stamp ?? 0) + 1;
    this.gantt.mark = null;
    this.draw();
  }

  draw() {
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.scroll;
    const first = Math.max(0, Math.floor(scrollTop / ROW) - SPARE);
    const last = Math.min(this.visible.length, Math.ceil((scrollTop + clientHeight) / ROW) + SPARE);
    const kept = new Set();
    for (let i = first; i < last; i++) {
      this.#put(i);
      kept.add(this.visible[i].key);
    }
    if (this.active.key && !kept.has(this.active.key)) {
      this.#put(this.at);
      kept.add(this.active.key);
    }
    for (const [key, item] of this.pool) {
      if (!kept.has(key)) {
        item.el.remove();
        item.bars.remove();
        this.pool.delete(key);
      }
    }
    this.gantt.drawScale(scrollLeft, scrollLeft + clientWidth - this.gridWidth);
    const mark = `${first} ${last} ${this.stamp} ${this.gantt.zoom}`;
    if (mark !== this.linkMark) {
      this.linkMark = mark;
      this.gantt.drawLinks(this.visible, first, last, ROW);
    }
    this.#placeBubble();
  }

  #put(i) {
    const row = this.visible[i];
    let item = this.pool.get(row.key);
    if (!item) {
      item = this.#make(row);
      this.pool.set(row.key, item);
    }
    if (item.i !== i) {
      item.i = i;
      item.el.style.top = item.bars.style.top = `${i * ROW}px`;
      item.el.setAttribute("aria-rowindex", i + 2);
    }
    if (item.stamp !== this.stamp) {
      item.stamp = this.stamp;
      this.#fill(item, row);
      this.gantt.drawRow(item.bars, row);
    }
  }

  #make(row) {
    const el = element("div", "pe-row", this.grid);
    el.setAttribute("role", "row");
    el.dataset.key = row.key;
    const cells = this.columns.map((column, i) => {
      const cell = element("div", `pe-td${column.right ? " pe-right" : ""}${column.id === "name" ? " pe-frozen" : ""}`, el);
      cell.setAttribute("role", "gridcell");
      cell.setAttribute("aria-colindex", i + 1);
      cell.style.width = `var(--w-${column.id})`;
      cell.dataset.column = column.id;
      cell.tabIndex = -1;
      return cell;
    });
    const bars = this.gantt.newRow();
    return { el, bars, cells };
  }

  #fill(item, row) {
    const { el, cells } = item;
    el.className = `pe-row${row.summary ? " pe-isSummary" : ""}${row.critical ? " pe-isCritical" : ""}${row.draft ? " pe-draft" : ""}`;
    el.classList.toggle("pe-selected", this.selected.has(row.key));
    el.setAttribute("aria-selected", this.selected.has(row.key));
    el.setAttribute("aria-level", row.level ?? 1);
    if (row.number) {
      el.dataset.task = row.number;
    }
    if (row.summary) {
      el.setAttribute("aria-expanded", !this.plan.closed.has(row.number));
    } else {
      el.removeAttribute("aria-expanded");
    }
    if (this.flashes.has(row.key)) {
      el.classList.add("pe-flash");
    }
    this.columns.forEach((column, i) => {
      const cell = cells[i];
      if (cell.querySelector(".pe-input")) {
        return;
      }
      this.#cell(cell, column, row);
    });
  }

  #cell(cell, column, row) {
    const id = `${row.key} ${column.id}`;
    const refused = this.refusals.get(id);
    const waiting = this.waiting.get(id);
    const active = row.key === this.active.key && column.id === this.active.column;
    cell.tabIndex = active ? 0 : -1;
    cell.classList.toggle("pe-active", active);
    cell.classList.toggle("pe-refused", refused !== undefined);
    cell.classList.toggle("pe-waiting", waiting !== undefined);
    const editable = this.plan.mayEdit && column.editable(row);
    cell.setAttribute("aria-readonly", !editable);
    if (refused) {
      cell.setAttribute("aria-invalid", "true");
      cell.setAttribute("aria-describedby", "pe-bubble");
    } else {
      cell.removeAttribute("aria-invalid");
      cell.removeAttribute("aria-describedby");
    }
    const shown = refused?.text ?? waiting ?? (row.draft ? (column.id === "name" ? (row.name ?? "") : "") : column.text(row));
    if (column.id !== "name") {
      cell.textContent = shown;
      return;
    }
    cell.replaceChildren();
    cell.style.paddingLeft = `${8 + ((row.level ?? 1) - 1) * 16}px`;
    const twisty = element("span", "pe-twisty", cell);
    if (row.summary) {
      twisty.dataset.toggle = "";
      twisty.textContent = this.plan.closed.has(row.number) ? "▸" : "▾";
    } else if (row.milestone) {
      twisty.textContent = "◆";
    }
    const name = element("span", "pe-name", cell);
    name.textContent = shown;
    if (row.draft === "blank" && !shown) {
      name.textContent = this.text("typeHere");
      name.classList.add("pe-hint");
    }
    if (row.warnings?.length) {
      const sign = element("span", "pe-sign", cell);
      sign.textContent = "⚠";
      sign.title = row.warnings.join("\n");
      sign.setAttribute("role", "img");
      sign.setAttribute("aria-label", row.warnings.join(" "));
    }
  }

  // ---- the active cell ------------------------------------------------------------------------------

  rowAt(i) {
    return this.visible[i];
  }

  get row() {
    return this.visible[this.at];
  }

  get column() {
    return this.columns.find((column) => column.id === this.active.column);
  }

  cellOf(key, column) {
    return this.pool.get(key)?.cells[this.columns.findIndex((c) => c.id === column)];
  }

  activate(key, column = this.active.column, focus = true) {
    if (!this.index.has(key)) {
      return;
    }
    const before = this.cellOf(this.active.key, this.active.column);
    before?.classList.remove("pe-active");
    if (before) {
      before.tabIndex = -1;
    }
    this.active = { key, column };
    this.at = this.index.get(key);
    this.reveal();
    this.draw();
    const cell = this.cellOf(key, column);
    if (cell) {
      cell.tabIndex = 0;
      cell.classList.add("pe-active");
      if (focus) {
        cell.focus({ preventScroll: true });
      }
    }
    this.#placeBubble();
    this.act.activated(this.row);
  }

  focus() {
    this.cellOf(this.active.key, this.active.column)?.focus({ preventScroll: true });
  }

  /** Brings the active cell into sight, also sideways within the grid. */
  reveal() {
    const head = this.headGrid.offsetHeight;
    const top = this.at * ROW;
    const { scrollTop, clientHeight } = this.scroll;
    if (top < scrollTop) {
      this.scroll.scrollTop = top;
    } else if (top + ROW + 18 > scrollTop + clientHeight - head) {
      this.scroll.scrollTop = top + ROW + 18 - clientHeight + head;
    }
    let left = 0;
    for (const column of this.columns) {
      if (column.id === this.active.column) {
        const shift = this.grid.scrollLeft;
        const frozen = column.id === "name" ? 0 : this.columns.find((c) => c.id === "name").width;
        if (left - frozen < shift && column.id !== "name") {
          this.sideways(Math.max(0, left - frozen));
        } else if (left + column.width > shift + this.grid.clientWidth) {
          this.sideways(left + column.width - this.grid.clientWidth);
        }
        return;
      }
      left += column.width;
    }
  }

  /** All three at once, so that none of them answers the others later with an old place. */
  sideways(left) {
    for (const part of [this.grid, this.headGrid, this.bar]) {
      part.scrollLeft = left;
    }
  }

  // ---- refusals at their cells ----------------------------------------------------------------------

  refuse(key, column, typed, sentence) {
    this.refusals.set(`${key} ${column}`, { text: typed, sentence });
  }

  forgive(key, column) {
    this.refusals.delete(`${key} ${column}`);
  }

  #placeBubble() {
    const refused = this.refusals.get(`${this.active.key} ${this.active.column}`);
    const cell = refused && this.cellOf(this.active.key, this.active.column);
    if (!cell) {
      this.bubble.hidden = true;
      return;
    }
    const box = cell.getBoundingClientRect();
    const host = this.bubble.parentElement.getBoundingClientRect();
    if (this.bubble.textContent !== refused.sentence) {
      this.bubble.textContent = refused.sentence;
    }
    this.bubble.hidden = false;
    this.bubble.style.left = `${Math.max(4, Math.min(box.left - host.left, host.width - 340))}px`;
    this.bubble.style.top = `${box.bottom - host.top + 4}px`;
  }

  // ---- told by the chart ----------------------------------------------------------------------------

  dropped(drag) {
    this.act.dropped(drag);
  }

  zoomTo(zoom) {
    const middle = this.gantt.dayAt(this.scroll.scrollLeft);
    this.gantt.zoom = zoom;
    this.render();
    this.scroll.scrollLeft = (middle - this.gantt.first) * this.gantt.px;
    this.draw();
  }

  scrollToDay(day) {
    this.scroll.scrollLeft = Math.max(0, (day - this.gantt.first) * this.gantt.px - 60);
  }
}
