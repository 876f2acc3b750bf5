/** What the server refuses: the sentence, the field it is about, and what clashes with others. */
export class Problem extends Error {
  constructor(status, body, fallback) {
    super(body?.detail ?? fallback);
    this.status = status;
    this.field = body?.field;
    this.clashes = body?.clashes;
  }
}

const meta = (name, page = document) => page.querySelector(`meta[name="${name}"]`);

/** Who logged in again in another tab has another token by now. */
async function renewToken() {
  const html = await fetch(window.location.href).then((page) => page.text(), () => "");
  const fresh = meta("_csrf", new DOMParser().parseFromString(html, "text/html"))?.content;
  const stale = !!fresh && fresh !== meta("_csrf").content;
  if (stale) {
    meta("_csrf").content = fresh;
  }
  return stale;
}

export class Api {
  /** @param base the address of the plan, or of a copy of it */
  constructor(base, text) {
    this.base = base;
    this.text = text;
  }

  /** People of the whole organisation, twenty at most, and how many more were found. */
  people = async (words) => {
    const found = await this.#ask("GET", `/api/people?q=${encodeURIComponent(words)}`);
    return { ...found, people: found.people.map(({ username, name }) => ({ value: username, name })) };
  };

  plan = () => this.#call("GET", "");
  edit = (version, known, edits) => this.#call("POST", "/edits", { version, known, edits });
  step = (which, version, confirmed) => this.#call("POST", `/${which}`, { version, confirmed });
  changes = (since) => this.#call("GET", `/changes?since=${since}`);
  levelling = (keepFinish, signal) =>
    this.#ask("GET", `${this.base}/levelling?keepFinish=${keepFinish}`, undefined, false, signal);
  history = (before) => this.#call("GET", `/history${before ? `?before=${before}` : ""}`);

  #call = (method, path, body) => this.#ask(method, this.base + path, body);

  async #ask(method, address, body, again = true, signal = undefined) {
    const headers = { Accept: "application/json" };
    if (body) {
      headers["Content-Type"] = "application/json";
      headers[meta("_csrf_header").content] = meta("_csrf").content;
    }
    let answer;
    try {
      answer = await fetch(address, { method, headers, body: body && JSON.stringify(body), signal });
    } catch {
      throw new Problem(0, null, this.text("unreachable"));
    }
    if (answer.status === 204) {
      return null;
    }
    if (answer.status === 403 && body && again && (await renewToken())) {
      return this.#ask(method, address, body, false);
    }
    const said = await answer.json().catch(() => null);
    if (!answer.ok || !said) {
      const loggedOut = answer.status === 401 || answer.status === 403;
      throw new Problem(answer.status, said, this.text(loggedOut ? "loggedOut" : "unreachable"));
    }
    return said;
  }
}
