const PAUSE = 700;

/**
 * What is computed from the plan beside the editor, such as conflicts, or of a copy its impact: fetched again when
 * nothing has changed for a moment, since it may look at all projects.
 */
export class Findings {
  constructor(address, isBusy) {
    this.address = address;
    this.isBusy = isBusy;
    if (document.querySelector("[data-live-first]")) {
      this.#fetch();
    }
  }

  changed() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.#fetch(), PAUSE);
  }

  async #fetch() {
    if (this.isBusy()) {
      this.changed();
      return;
    }
    const asked = (this.asked = Symbol());
    const html = await fetch(this.address).then((answer) => (answer.ok ? answer.text() : ""), () => "");
    if (asked !== this.asked) {
      return;
    }
    for (const part of new DOMParser().parseFromString(html, "text/html").querySelectorAll("[data-live]")) {
      const shown = document.querySelector(`[data-live="${part.dataset.live}"]`);
      // an equal part stays, so that nobody's focus or reading is disturbed
      if (shown && shown.textContent.replace(/\s+/g, " ") !== part.textContent.replace(/\s+/g, " ")) {
        shown.replaceWith(part);
      }
    }
  }
}
