const PAUSE = 700;

/**
 * The findings and conflicts beside the editor: fetched again when nothing has changed for a moment. They are computed
 * over all projects, so not at every key.
 */
export class Findings {
  constructor(project, isBusy) {
    this.address = `/projects/${encodeURIComponent(project)}/findings/live`;
    this.isBusy = isBusy;
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
