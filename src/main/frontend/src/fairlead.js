import "./fairlead.scss";
import Collapse from "bootstrap/js/dist/collapse";
import Dropdown from "bootstrap/js/dist/dropdown";
import htmx from "htmx.org";

// The content security policy allows neither inline styles of libraries nor eval.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.selfRequestsOnly = true;
window.htmx = htmx;
void [Collapse, Dropdown]; // both act through their data attributes

/** Every htmx request carries the token of the page, as the forms do. */
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="_csrf"]')?.content;
  const header = document.querySelector('meta[name="_csrf_header"]')?.content;
  if (token && header) {
    event.detail.headers[header] = token;
  }
});

/**
 * Rows that repeat: a container [data-rows] holds .fl-row children and a <template> whose names say ROW.
 * Without this script the same buttons ask the server for one row more or less.
 */
document.addEventListener("click", (event) => {
  const add = event.target.closest("[data-add-row]");
  if (add) {
    const rows = document.getElementById(add.dataset.addRow);
    const template = rows?.querySelector("template");
    if (template) {
      event.preventDefault();
      const next = Number(rows.dataset.next ?? rows.querySelectorAll(".fl-row").length);
      rows.dataset.next = String(next + 1);
      const holder = document.createElement("div");
      holder.innerHTML = template.innerHTML.replaceAll("ROW", String(next));
      const row = holder.firstElementChild;
      rows.append(row);
      row.querySelector("input, select, textarea")?.focus();
    }
    return;
  }
  const remove = event.target.closest("[data-remove-row]");
  if (remove) {
    event.preventDefault();
    remove.closest(".fl-row")?.remove();
  }
});

/**
 * People are found while somebody types into an input [data-person], and below it stands whom its login name means; without
 * this script a whole name or a login name does.
 */
const chosenPerson = (input) => [...input.list.options].find((option) => option.value === input.value.trim());
const tellName = (input) => {
  document.getElementById(`${input.id}-name`).textContent = chosenPerson(input)?.label ?? "";
};
const findPeople = async (input) => {
  const words = input.value.trim();
  const answer = await fetch(`/api/people?q=${encodeURIComponent(words)}`).catch(() => null);
  if (answer?.ok && input.value.trim() === words) {
    const { people } = await answer.json();
    input.list.replaceChildren(...people.map((person) => new Option(person.name, person.username)));
    tellName(input);
  }
};
let soon;
document.addEventListener("input", (event) => {
  const input = event.target.closest("input[data-person]");
  if (!input) {
    return;
  }
  tellName(input);
  clearTimeout(soon);
  if (input.value.trim() && !chosenPerson(input)) {
    soon = setTimeout(() => findPeople(input), 200);
  }
});
document.querySelectorAll("input[data-person]").forEach((input) => {
  if (input.value.trim() && !chosenPerson(input)) {
    findPeople(input);
  }
  tellName(input);
});

/**
 * What a select offers follows a choice beside it: [data-choices] names the select, whose groups say for which value they
 * are. Without this script all groups are offered, and the server says what does not fit.
 */
document.querySelectorAll("[data-choices]").forEach((part) => {
  const select = document.getElementById(part.dataset.choices);
  const groups = [...select.querySelectorAll("[data-choice]")];
  const follow = () => {
    const chosen = part.querySelector("input:checked")?.value;
    groups.forEach((group) => (group.hidden = group.disabled = group.dataset.choice !== chosen));
    if (select.selectedOptions[0]?.parentElement.disabled) {
      // the same words in the other group, or none
      const fitting = groups.filter((group) => !group.disabled).flatMap((group) => [...group.children]);
      const same = fitting.find((option) => option.value === select.value) ?? select.options[0];
      same.selected = true;
    }
  };
  part.addEventListener("change", follow);
  follow();
});

/** One box for all boxes of a name in its form; without this script there is none. */
document.querySelectorAll("[data-check-all]").forEach((part) => {
  const all = part.querySelector("input");
  const boxes = () => [...all.form.querySelectorAll(`input[type=checkbox][name="${part.dataset.checkAll}"]`)];
  const agree = () => {
    const chosen = boxes().filter((box) => box.checked).length;
    all.checked = chosen > 0 && chosen === boxes().length;
    all.indeterminate = chosen > 0 && !all.checked;
  };
  part.hidden = false;
  all.addEventListener("change", () => boxes().forEach((box) => (box.checked = all.checked)));
  all.form.addEventListener("change", agree);
  agree();
});

/**
 * A table inside a task's form sends itself: a form [data-table] remembers that somebody typed into it, and completing the
 * task around it sends what was typed instead of losing it.
 */
document.addEventListener("input", (event) => {
  const table = event.target.closest("form[data-table]");
  if (table) {
    table.dataset.typed = "yes";
  }
});
document.addEventListener("submit", (event) => {
  for (const frame of event.target.querySelectorAll("iframe.fairlead-frame")) {
    const table = frame.contentDocument?.querySelector("form[data-typed]");
    if (table) {
      event.preventDefault();
      table.requestSubmit();
    }
  }
});

/** Where the table has ended its task, nothing is left to complete around it. */
if (document.querySelector("[data-task-over]") && window.parent !== window) {
  try {
    window.parent.document
      .querySelectorAll(".fl-taskform ~ .fl-actions, .form-actions")
      .forEach((actions) => (actions.style.display = "none"));
  } catch {
    // framed by somebody else
  }
}

/** Whether a field says something else than the page came with. */
function isTyped(field) {
  if (field.type === "hidden" || field.type === "password" || field.type === "file" || !field.name || field.disabled) {
    return false;
  }
  if (field.type === "checkbox" || field.type === "radio") {
    return field.checked !== field.defaultChecked;
  }
  if (field.tagName === "SELECT") {
    const shown = [...field.options].findIndex((option) => option.defaultSelected);
    return !field.multiple && field.selectedIndex !== Math.max(shown, 0);
  }
  return "defaultValue" in field && field.value !== field.defaultValue;
}
const hasTyped = (form) => form.method === "post" && [...form.elements].some(isTyped);

/** A task is completed without what is typed into the page inside its form, but not unasked. */
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.unsaved;
  if (!question || event.defaultPrevented || event.submitter?.formNoValidate) {
    return;
  }
  const forms = [...event.target.querySelectorAll("iframe.fairlead-frame")].flatMap((frame) => [
    ...(frame.contentDocument?.querySelectorAll("form") ?? []),
  ]);
  if (forms.some(hasTyped) && !window.confirm(question)) {
    event.preventDefault();
  }
});

/**
 * Pages with several forms: what was typed into the others stands there again after one of them was sent. It is kept for the
 * next page only, and for half a minute.
 */
const OTHERS = "fl-other-forms";
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post" || event.defaultPrevented) {
    return;
  }
  const others = [...document.forms]
    .filter((form) => form !== event.target && hasTyped(form))
    .map((form) => ({
      action: form.getAttribute("action"),
      fields: [...form.elements].filter(isTyped).map((field) => [field.name, field.value, field.checked]),
    }));
  if (others.length > 0) {
    sessionStorage.setItem(OTHERS, JSON.stringify({ at: Date.now(), others }));
  }
});
const others = JSON.parse(sessionStorage.getItem(OTHERS) ?? "null");
if (others) {
  sessionStorage.removeItem(OTHERS);
  for (const { action, fields } of Date.now() - others.at < 30000 ? others.others : []) {
    const form = [...document.forms].find((one) => one.getAttribute("action") === action);
    for (const [name, value, checked] of form ? fields : []) {
      const named = [...form.elements].filter((field) => field.name === name && field.type !== "hidden");
      const choice = named.find((field) => field.type === "checkbox" || field.type === "radio");
      if (choice) {
        named.filter((field) => field.value === value).forEach((field) => (field.checked = checked));
      } else if (named[0]) {
        named[0].value = value;
      }
    }
  }
}

/** Asks once before a step that cannot be taken back. */
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    return;
  }
  // one click is one step: a second click while the first is on its way does nothing
  const form = event.target;
  if (form.method === "post" && !event.defaultPrevented) {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    window.setTimeout(() => delete form.dataset.sent, 8000);
  }
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

/** What was typed into a form[data-keep] stands there again after a look at another page of the same tab. */
const kept = document.querySelector("form[data-keep]");
if (kept) {
  const name = `fl-form-${kept.dataset.keep}`;
  const fields = () => [...kept.querySelectorAll("input[type=text], input:not([type]), textarea")];
  const typed = JSON.parse(sessionStorage.getItem(name) ?? "{}");
  fields().forEach((field) => (field.value ||= typed[field.name] ?? ""));
  kept.addEventListener("input", () =>
    sessionStorage.setItem(name, JSON.stringify(Object.fromEntries(fields().map((field) => [field.name, field.value])))),
  );
  kept.addEventListener("submit", () => sessionStorage.removeItem(name));
}

/** "/" goes to the search, unless one is typing. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.target.closest("input, textarea, select, [contenteditable]")) {
    return;
  }
  const search = document.getElementById("fl-search");
  if (search) {
    event.preventDefault();
    search.focus();
  }
});

/**
 * In the frame of a task's form, in "My work" as in Tasklist, a page makes the frame as high as itself, also when something opens
 * in it. A page of thousands of rows scrolls in its frame, so that the decision below it is not out of reach.
 */
const TALLEST = 6000;
const ownFrame = window.frameElement;
if (ownFrame?.classList.contains("fairlead-frame")) {
  const fit = () => {
    const border = ownFrame.offsetHeight - ownFrame.clientHeight;
    const scrollbar = window.innerHeight - document.documentElement.clientHeight;
    const page = Math.ceil(document.body.getBoundingClientRect().height);
    ownFrame.style.height = `${Math.min(Math.max(page + border + scrollbar, 80), TALLEST)}px`;
  };
  new ResizeObserver(fit).observe(document.body);
  window.addEventListener("load", () => {
    fit();
    ownFrame.setAttribute("data-fitted", "");
  });
}

/** What is wider than the screen can be scrolled by keyboard as well. */
function reachScrolling() {
  document.querySelectorAll(".table-responsive").forEach((part) => {
    if (part.scrollWidth > part.clientWidth) {
      part.tabIndex = 0;
    } else {
      part.removeAttribute("tabindex");
    }
  });
}

window.addEventListener("resize", reachScrolling);
window.addEventListener("load", reachScrolling);

/** The open tab is in sight on a phone. */
const tabs = document.querySelector(".fl-tabs");
const open = tabs?.querySelector('[aria-current="page"]');
if (open) {
  const from = open.getBoundingClientRect().left - tabs.getBoundingClientRect().left;
  tabs.scrollLeft += from - tabs.clientWidth / 2 + open.clientWidth / 2;
}

/**
 * The sentence that says what is wrong is read out first; in a task's form the field that it means, which names what is wrong itself and
 * would lie out of sight below all that the frame shows.
 */
const wrong = document.querySelector(".fl-taskform .is-invalid") ?? document.querySelector(".alert-danger[data-problem], .is-invalid");
wrong?.focus({ preventScroll: false });
if (wrong?.closest(".fl-taskform")) {
  // the frame above it grows until everything is there
  window.addEventListener("load", () => wrong === document.activeElement && wrong.scrollIntoView({ block: "center" }));
}

/**
 * In Tasklist a form's frame cannot know its task. It opens as /work/frame; that page reads the task from the address of
 * Tasklist around it and the view from its own frame, and goes to the right page.
 */
if (document.querySelector("[data-task-frame]") && window.parent !== window) {
  const follow = () => {
    const task = new URLSearchParams(window.parent.location.hash.split("?")[1] ?? "").get("task");
    const view = window.frameElement?.dataset.view;
    if (task && view) {
      window.location.replace(`tasks/${encodeURIComponent(task)}/frame?view=${encodeURIComponent(view)}`);
    }
  };
  try {
    follow();
  } catch {
    // framed by somebody else: the sentence stays
  }
}

/** Charts come with a script of their own, fetched only where one stands. */
const charts = document.querySelectorAll("[data-chart]");
if (charts.length > 0) {
  import("./charts.js").then(({ draw }) => charts.forEach(draw));
}
