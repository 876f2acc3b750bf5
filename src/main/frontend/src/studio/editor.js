import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import "bpmn-js/dist/assets/bpmn-font/css/bpmn.css";
import "./editor.scss";

/**
 * The editor of a draft. What is drawn is checked by the server a moment after each change, and kept when somebody says so.
 */
const place = document.querySelector(".fl-editor");
const status = place.querySelector("[data-status]");
const findings = document.querySelector("[data-findings]");
const advice = document.querySelector("[data-advice]");
const canvas = place.querySelector("[data-canvas]");
let token = document.querySelector('meta[name="_csrf"]').content;
const header = document.querySelector('meta[name="_csrf_header"]').content;

let revision = Number(place.dataset.revision);
let unsaved = false;
let checking;

function post(address, xml) {
  return fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/xml", Accept: "application/json", [header]: token },
    body: xml,
  }).catch(() => {
    throw new Error(place.dataset.offline);
  });
}

/** Whoever has logged in again in another tab has another token there; this page takes it over. */
async function loggedIn() {
  const page = await fetch(window.location.href);
  const meta = new DOMParser().parseFromString(await page.text(), "text/html").querySelector('meta[name="_csrf"]');
  if (!page.ok || page.redirected || !meta) {
    return false;
  }
  token = meta.content;
  return true;
}

async function send(address, xml) {
  let answer = await post(address, xml);
  if (answer.redirected || [401, 403].includes(answer.status)) {
    if (!(await loggedIn())) {
      throw new Error(place.dataset.login);
    }
    answer = await post(address, xml);
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok || answer.redirected) {
    throw new Error(body.detail ?? `${place.dataset.offline} (${answer.status})`);
  }
  return body;
}

function say(sentence, bad = false) {
  status.textContent = sentence;
  status.classList.toggle("text-danger", bad);
}

const editor = await ({
  PROCESS: () => import("./bpmn-editor.js"),
  DECISION: () => import("./dmn-editor.js"),
  FORM: () => import("./form-editor.js"),
})[place.dataset.kind]();

const file = await fetch(place.dataset.file);
if (!file.ok || file.redirected) {
  canvas.textContent = place.dataset.notLoaded;
  throw new Error(place.dataset.notLoaded);
}
canvas.replaceChildren();
const drawing = await editor.open(canvas, {
  xml: await file.text(),
  words: JSON.parse(place.dataset.words || "{}"),
  properties: place.querySelector("[data-properties]"),
  templates: place.dataset.kind === "PROCESS" ? await (await fetch(place.dataset.templates)).json() : [],
  changed() {
    unsaved = true;
    say(place.dataset.unsaved);
    window.clearTimeout(checking);
    checking = window.setTimeout(check, 600);
  },
});

async function check() {
  try {
    const found = await send(place.dataset.check, await drawing.xml());
    if (!Array.isArray(found)) {
      throw new Error(place.dataset.offline);
    }
    show(findings, found, place.dataset.fine);
    drawing.mark(found.map((finding) => finding.elementId).filter(Boolean));
    findings.dataset.checked = String(Number(findings.dataset.checked ?? 0) + 1);
  } catch (trouble) {
    say(trouble.message, true);
  }
  if (advice && drawing.advice) {
    show(advice, await drawing.advice(), place.dataset.clear);
  }
}

/** Each finding stands in the list; a click on it goes to its element. */
function show(list, found, nothing) {
  list.replaceChildren(
    ...(found.length ? found : [null]).map((finding) => {
      const line = document.createElement("li");
      if (!finding) {
        line.className = "fl-quiet";
        line.textContent = nothing;
      } else if (finding.elementId && drawing.has(finding.elementId)) {
        const jump = document.createElement("button");
        jump.type = "button";
        jump.className = "btn btn-link p-0 text-start";
        jump.textContent = finding.sentence;
        jump.addEventListener("click", () => drawing.goTo(finding.elementId));
        line.append(jump);
      } else {
        line.textContent = finding.sentence;
      }
      return line;
    }),
  );
}

async function save() {
  try {
    const kept = (await send(`${place.dataset.save}?revision=${revision}`, await drawing.xml())).revision;
    if (!Number.isInteger(kept)) {
      throw new Error(place.dataset.offline);
    }
    revision = kept;
    unsaved = false;
    say(place.dataset.saved);
    return true;
  } catch (trouble) {
    say(trouble.message, true);
    return false;
  }
}

place.addEventListener("click", (event) => {
  const deed = event.target.closest("[data-do]")?.dataset.do;
  if (deed === "save") {
    save();
  } else if (deed) {
    drawing.act(deed, event.target.closest("[data-do]"));
  }
});

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    save();
  }
});

// what is submitted or tried is what is drawn
for (const way of document.querySelectorAll("[data-after-save]")) {
  const isForm = way.tagName === "FORM";
  way.addEventListener(isForm ? "submit" : "click", async (event) => {
    if (unsaved) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (await save()) {
        isForm ? way.requestSubmit() : way.click();
      }
    }
  }, { capture: true });
}

window.addEventListener("beforeunload", (event) => {
  if (unsaved) {
    event.preventDefault();
  }
});

check();
place.dataset.drawn = "yes";
