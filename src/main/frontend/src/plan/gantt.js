import { dayFrom, dayOf, minuteOf, monthName, parts, said, isoOf, weekdayOf } from "./time.js";

const SVG = "http://www.w3.org/2000/svg";
export const ZOOMS = { day: 30, week: 11, month: 3.4, quarter: 1.15 };
const MOST_LINKS = 600;

function element(name, className, parent) {
  const made = document.createElement(name);
  made.className = className;
  parent?.append(made);
  return made;
}

/** The chart beside the grid: a scale above, a bar per row, the links between them. */
export class Gantt {
  constructor(view, plan, text) {
    this.view = view;
    this.plan = plan;
    this.text = text;
    this.zoom = "week";
    this.head = element("div", "pe-scale");
    this.body = element("div", "pe-chart");
    this.body.setAttribute("aria-hidden", "true");
    this.ground = element("div", "pe-ground", this.body);
    this.svg = document.createElementNS(SVG, "svg");
    this.svg.classList.add("pe-links");
    this.body.append(this.svg);
    this.rows = element("div", "", this.body);
    this.body.addEventListener("pointerdown", (event) => this.#grab(event));
    this.range();
  }

  get px() {
    return ZOOMS[this.zoom];
  }

  /** From which day to which the chart reaches. */
  range() {
    const { start, finish, deadline } = this.plan.whole;
    let first = dayOf(start);
    let last = Math.max(finish ? dayOf(finish) : first, deadline ? dayOf(deadline) : first, first + 30);
    for (const row of this.plan.rows.values()) {
      first = Math.min(first, dayOf(row.start));
      last = Math.max(last, dayOf(row.finish), row.baselineFinish ? dayOf(row.baselineFinish) : 0);
    }
    first = first - 7 - weekdayOf(first - 7);
    // grows, but never jumps back under the pointer
    this.first = Math.min(this.first ?? first, first);
    this.last = Math.max(this.last ?? 0, last + 21);
  }

  get width() {
    return Math.ceil((this.last - this.first) * this.px);
  }

  x(iso) {
    return (dayOf(iso) - this.first + this.plan.calendar.share(minuteOf(iso))) * this.px;
  }

  dayAt(x) {
    return this.first + Math.floor(x / this.px);
  }

  /** Scale, weekends and lines for the part in sight. */
  drawScale(left, right) {
    const from = Math.max(this.first, this.dayAt(left) - 40);
    const to = Math.min(this.last + 60, this.dayAt(right) + 40);
    const mark = `${this.zoom} ${from} ${to} ${this.first} ${this.plan.version}`;
    if (mark === this.mark) {
      return;
    }
    this.mark = mark;
    const cells = document.createDocumentFragment();
    const cell = (tier, day, days, label, className = "") => {
      const made = element("div", `pe-tick ${tier} ${className}`, cells);
      made.style.left = `${(day - this.first) * this.px}px`;
      made.style.width = `${days * this.px}px`;
      const words = element("span", "", made);
      words.textContent = label;
    };
    const { year, month } = parts(from);
    const upper = { day: 1, week: 1, month: 12, quarter: 12 }[this.zoom];
    for (let m = upper === 12 ? 0 : month; ; m += upper) {
      const day = dayFrom(year, m, 1);
      if (day > to) {
        break;
      }
      const at = parts(day);
      cell("upper", day, dayFrom(year, m + upper, 1) - day, upper === 12 ? String(at.year) : `${monthName(at.month)} ${at.year}`);
    }
    if (this.zoom === "day") {
      for (let day = from; day <= to; day++) {
        cell("lower", day, 1, String(parts(day).date), this.plan.calendar.works(day) ? "" : "pe-free");
      }
    } else if (this.zoom === "week") {
      for (let day = from - weekdayOf(from); day <= to; day += 7) {
        const at = parts(day);
        cell("lower", day, 7, `${at.date} ${monthName(at.month)}`);
      }
    } else {
      const step = this.zoom === "month" ? 1 : 3;
      for (let m = Math.floor(month / step) * step; dayFrom(year, m, 1) <= to; m += step) {
        const day = dayFrom(year, m, 1);
        const at = parts(day);
        cell("lower", day, dayFrom(year, m + step, 1) - day, step === 1 ? monthName(at.month) : `Q${at.month / 3 + 1}`);
      }
    }
    this.head.replaceChildren(cells);

    const ground = document.createDocumentFragment();
    const strip = (className, day, width, title) => {
      const made = element("div", className, ground);
      made.style.left = `${(day - this.first) * this.px}px`;
      made.style.width = `${width}px`;
      if (title) {
        made.dataset.title = title;
      }
    };
    if (this.zoom === "day" || this.zoom === "week") {
      for (let day = from; day <= to; day++) {
        if (!this.plan.calendar.works(day)) {
          strip("pe-offday", day, this.px);
        }
      }
    }
    strip("pe-today", dayOf(this.plan.state.today), 0, this.text("today"));
    if (this.plan.whole.deadline) {
      strip("pe-deadline-line", dayOf(this.plan.whole.deadline) + 1, 0, this.text("deadline"));
    }
    this.ground.replaceChildren(ground);
  }

  newRow() {
    return element("div", "pe-bars", this.rows);
  }

  /** The bar of one row. */
  drawRow(holder, row) {
    if (row.draft) {
      holder.replaceChildren();
      return;
    }
    const made = document.createDocumentFragment();
    const place = (el, from, to) => {
      el.style.left = `${from}px`;
      el.style.width = `${Math.max(to - from, 2)}px`;
      return el;
    };
    const from = this.x(row.start);
    const to = this.x(row.finish);
    if (row.baselineStart) {
      place(element("div", "pe-baseline", made), this.x(row.baselineStart), this.x(row.baselineFinish));
    }
    const critical = row.critical ? " pe-critical" : "";
    let bar;
    if (row.milestone && !row.summary) {
      bar = element("div", `pe-bar pe-milestone${critical}`, made);
      bar.style.left = `${from - 7}px`;
      element("i", "", bar);
    } else {
      bar = place(element("div", `pe-bar ${row.summary ? "pe-summary" : "pe-task"}${critical}`, made), from, to);
      if (row.percent > 0) {
        element("b", "", bar).style.width = `${row.percent}%`;
      }
    }
    bar.dataset.task = row.number;
    bar.title = this.text("barTitle", row.name, said(row.start), said(row.finish));
    if (this.plan.mayEdit) {
      if (!row.summary && !row.milestone) {
        element("span", "pe-end", bar);
      }
      element("span", "pe-dot", bar).title = this.text("dragLink");
    }
    if (row.deadline) {
      const deadline = element("div", "pe-deadline", made);
      deadline.style.left = `${(dayOf(row.deadline) + 1 - this.first) * this.px - 6}px`;
      deadline.title = this.text("deadlineOf", said(row.deadline));
    }
    const label = element("div", "pe-label", made);
    label.style.left = `${to + 14}px`;
    label.textContent = row.milestone
      ? said(row.start)
      : row.owner
        ? (this.plan.people.find((p) => p.value === row.owner)?.name ?? row.owner)
        : "";
    holder.replaceChildren(made);
  }

  /** Links of which an end is in sight, and those that pass by. */
  drawLinks(visible, first, last, rowHeight) {
    const at = new Map();
    visible.forEach((row, i) => row.number && at.set(row.number, i));
    const top = first * rowHeight;
    this.svg.style.top = `${top}px`;
    this.svg.setAttribute("width", this.width);
    this.svg.setAttribute("height", (last - first) * rowHeight);
    let lines = "";
    let critical = "";
    let heads = "";
    let drawn = 0;
    for (let i = 0; i < visible.length && drawn < MOST_LINKS; i++) {
      const row = visible[i];
      for (const link of row.links ?? []) {
        const from = at.get(link.predecessor);
        if (from === undefined || Math.max(from, i) < first || Math.min(from, i) >= last) {
          continue;
        }
        drawn++;
        const other = visible[from];
        const fromEnd = link.type[0] === "F";
        const toStart = link.type[1] === "S";
        const x1 = this.x(fromEnd ? other.finish : other.start) + (other.milestone ? (fromEnd ? 7 : -7) : 0);
        const x2 = this.x(toStart ? row.start : row.finish) + (row.milestone ? (toStart ? -7 : 7) : 0);
        const y1 = from * rowHeight - top + rowHeight / 2;
        const y2 = i * rowHeight - top + rowHeight / 2;
        const down = y2 > y1 ? 1 : -1;
        if (fromEnd && toStart && x2 + 6 >= x1) {
          // onto the bar from above or below, as planners know it
          const x = Math.max(x1 + 3, x2 + (row.milestone ? 7 : 5));
          const path = `M${x1} ${y1}H${x}V${y2 - down * 8}`;
          heads += `M${x} ${y2 - down * 7}l-3.5 ${-down * 5}h7z`;
          if (row.critical && other.critical) {
            critical += path;
          } else {
            lines += path;
          }
          continue;
        }
        const path = this.#path(x1, y1, x2, y2, fromEnd, toStart, rowHeight);
        if (row.critical && other.critical) {
          critical += path;
        } else {
          lines += path;
        }
        const d = toStart ? -5 : 5;
        heads += `M${x2} ${y2}l${d} -3.5v7z`;
      }
    }
    const path = (className, d) => {
      const made = document.createElementNS(SVG, "path");
      made.setAttribute("class", className);
      made.setAttribute("d", d);
      return made;
    };
    this.svg.replaceChildren(path("pe-link", lines), path("pe-link pe-link-critical", critical), path("pe-arrow", heads));
  }

  #path(x1, y1, x2, y2, fromEnd, toStart, rowHeight) {
    const gap = 8;
    if (fromEnd === toStart) {
      // finish to start, start to finish
      const out = fromEnd ? gap : -gap;
      if (fromEnd ? x2 - gap >= x1 + gap - 6 : x2 + gap <= x1 - gap + 6) {
        return `M${x1} ${y1}H${fromEnd ? Math.min(x1 + out, x2 - 4) : Math.max(x1 + out, x2 + 4)}V${y2}H${x2}`;
      }
      const between = y1 + (y2 > y1 ? 1 : -1) * (rowHeight / 2);
      return `M${x1} ${y1}H${x1 + out}V${between}H${x2 - out}V${y2}H${x2}`;
    }
    const side = fromEnd ? Math.max(x1, x2) + gap : Math.min(x1, x2) - gap;
    return `M${x1} ${y1}H${side}V${y2}H${x2}`;
  }

  // ---- dragging ------------------------------------------------------------------------------------

  #grab(event) {
    const bar = event.target.closest(".pe-bar");
    if (!bar || event.button !== 0) {
      return;
    }
    const row = this.plan.rows.get(+bar.dataset.task);
    this.view.activate(row.key, "name");
    if (!this.plan.mayEdit) {
      return;
    }
    const kind = event.target.closest(".pe-dot") ? "link" : event.target.closest(".pe-end") ? "end" : "move";
    if (row.summary && kind !== "link") {
      return;
    }
    event.preventDefault();
    bar.setPointerCapture(event.pointerId);
    const drag = { kind, row, bar, x: event.clientX, y: event.clientY, moved: false };
    const tip = element("div", "pe-tip");
    const left = parseFloat(bar.style.left);
    const width = parseFloat(bar.style.width) || 0;
    const move = (e) => {
      const dx = e.clientX - drag.x;
      if (!drag.moved && Math.abs(dx) < 4 && Math.abs(e.clientY - drag.y) < 4) {
        return;
      }
      if (!drag.moved) {
        drag.moved = true;
        document.body.append(tip);
        bar.classList.add("pe-dragged");
      }
      tip.style.left = `${e.clientX + 14}px`;
      tip.style.top = `${e.clientY + 16}px`;
      if (kind === "link") {
        this.#dragLink(drag, e, tip);
      } else if (kind === "end") {
        const last = Math.max(dayOf(row.start), this.dayAt(this.x(row.finish) + dx - 1));
        drag.day = last;
        bar.style.width = `${Math.max((last + 1 - this.first) * this.px - left, 4)}px`;
        tip.textContent = this.text("dragEnd", said(isoOf(last)));
      } else {
        const shift = Math.round(dx / this.px);
        drag.day = this.plan.calendar.nextWorkingDay(dayOf(row.start) + shift);
        bar.style.left = `${left + dx}px`;
        tip.textContent = this.text("dragMove", said(isoOf(drag.day)));
      }
    };
    const end = (dropped) => {
      bar.removeEventListener("pointermove", move);
      bar.removeEventListener("pointerup", drop);
      bar.removeEventListener("pointercancel", cancel);
      document.removeEventListener("keydown", escape, true);
      tip.remove();
      drag.line?.remove();
      bar.classList.remove("pe-dragged");
      bar.style.left = `${left}px`;
      bar.style.width = width ? `${width}px` : "";
      this.body.querySelectorAll(".pe-target").forEach((el) => el.classList.remove("pe-target"));
      if (dropped && drag.moved) {
        this.view.dropped(drag);
      }
    };
    const drop = () => end(true);
    const cancel = () => end(false);
    const escape = (e) => {
      if (e.key === "Escape") {
        e.stopPropagation();
        end(false);
      }
    };
    bar.addEventListener("pointermove", move);
    bar.addEventListener("pointerup", drop);
    bar.addEventListener("pointercancel", cancel);
    document.addEventListener("keydown", escape, true);
  }

  #dragLink(drag, e, tip) {
    const box = this.svg.getBoundingClientRect();
    const from = drag.bar.getBoundingClientRect();
    if (!drag.line) {
      drag.line = document.createElementNS(SVG, "path");
      drag.line.setAttribute("class", "pe-link pe-link-new");
      this.svg.append(drag.line);
    }
    drag.line.setAttribute(
      "d",
      `M${from.right - box.left} ${from.top + from.height / 2 - box.top}L${e.clientX - box.left} ${e.clientY - box.top}`,
    );
    this.body.querySelectorAll(".pe-target").forEach((el) => el.classList.remove("pe-target"));
    const over = document
      .elementsFromPoint(e.clientX, e.clientY)
      .map((el) => el.closest(".pe-bar"))
      .find((bar) => bar && bar !== drag.bar);
    over?.classList.add("pe-target");
    drag.target = over ? this.plan.rows.get(+over.dataset.task) : null;
    tip.textContent = drag.target
      ? this.text("dragLinkTo", drag.target.name, drag.row.name)
      : this.text("dragLink");
  }
}
