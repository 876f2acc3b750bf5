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
const token = document.querySelector('meta[name="_csrf"]').content;
const header = document.querySelector('meta[name="_csrf_header"]').content;

let revision = Number(place.dataset.revision);
let unsaved = false;
let checking;

async function send(address, xml) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/xml", Accept: "application/json", [header]: token },
    body: xml,
  });
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) {
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
    revision = (await send(`${place.dataset.save}?revision=${revision}`, await drawing.xml())).revision;
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
