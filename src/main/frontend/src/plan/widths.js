const LEAST = 40;
const MOST = 900;
const STEP = 16;
/** A double click makes no column wider than this, however long one of its texts is. */
const FITS = 480;

/**
 * How wide the columns are, in CSS pixels: dragged at the right edge of their heads, fitted to what they hold by a double
 * click there, or changed by keys. `keep` gets what differs from the usual widths, `changed` is called after each step.
 */
export class Widths {
  constructor(columns, kept, keep, changed) {
    this.columns = columns;
    this.keep = keep;
    this.changed = changed;
    for (const column of columns) {
      column.usual = column.width;
      column.width = Widths.#bounded(kept?.[column.id]) ?? column.usual;
    }
  }

  static #bounded(width) {
    return Number.isFinite(width) ? Math.round(Math.max(LEAST, Math.min(width, MOST))) : null;
  }

  set(column, width) {
    column.width = Widths.#bounded(width);
    this.#keep();
  }

  /** One step wider or narrower. */
  step(column, direction) {
    this.set(column, column.width + direction * STEP);
  }

  usual() {
    this.columns.forEach((column) => (column.width = column.usual));
    this.#keep();
  }

  #keep() {
    const own = this.columns.filter((column) => column.width !== column.usual);
    this.keep(Object.fromEntries(own.map((column) => [column.id, column.width])));
    this.changed();
  }

  /** As wide as its head and the longest of its texts; `head` is the column's head, whose fonts it is measured by. */
  fit(column, rows, head) {
    const pen = document.createElement("canvas").getContext("2d");
    const { fontFamily, fontSize } = getComputedStyle(head.closest(".pe-scroll"));
    const wide = (text, weight) => {
      pen.font = `${weight} ${fontSize} ${fontFamily}`;
      return pen.measureText(text).width;
    };
    // a name stands behind the steps of its outline, the sign of a summary, and before that of a warning
    const around = (row) => (column.id === "name" ? ((row.level ?? 1) - 1) * 16 + 40 : 0);
    const cells = rows
      .filter((row) => !row.draft)
      .map((row) => wide(column.text(row), row.summary ? 600 : 400) + around(row));
    this.set(column, Math.min(FITS, Math.ceil(Math.max(wide(column.label, 600), ...cells)) + 20));
  }

  /** The handle at the right edge of a column's head. */
  grip(column, head, rows) {
    const grip = document.createElement("span");
    grip.className = "pe-grip";
    grip.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) {
        return;
      }
      // the cell with the focus keeps it
      event.preventDefault();
      grip.setPointerCapture(event.pointerId);
      const start = event.clientX - column.width;
      const move = (e) => this.set(column, e.clientX - start);
      grip.addEventListener("pointermove", move);
      grip.addEventListener("lostpointercapture", () => grip.removeEventListener("pointermove", move), { once: true });
    });
    grip.addEventListener("dblclick", () => this.fit(column, rows(), head));
    head.append(grip);
  }
}
