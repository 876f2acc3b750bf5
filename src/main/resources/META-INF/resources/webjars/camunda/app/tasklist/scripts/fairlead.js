// Camunda's web applications as part of Fairlead: the name in the header leads back to the portfolio, and the frames of
// task forms find their page and are as high as it is. The other applications load this same script.
const home = new URL("../../../../../", import.meta.url).pathname;

function brand() {
  const link = document.querySelector("a.navbar-brand");
  if (link && !link.dataset.fairlead) {
    link.dataset.fairlead = "yes";
    link.setAttribute("href", home);
    link.setAttribute("title", "Back to the Fairlead portfolio");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation();
      window.location.assign(home);
    });
    const links = document.createElement("span");
    links.className = "fairlead-links";
    for (const [text, path] of [["Portfolio", ""], ["My work", "work"]]) {
      const way = document.createElement("a");
      way.textContent = text;
      way.href = home + path;
      way.addEventListener("click", (event) => {
        event.preventDefault();
        event.stopPropagation();
        window.location.assign(way.href);
      });
      links.append(way);
    }
    link.after(links);
  }
}

/** Camunda's own log out would leave the person logged in to Fairlead: theirs is the one of the portfolio's header. */
async function logOut() {
  const answer = await fetch(home);
  const portfolio = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = portfolio.querySelector('form[action$="/logout"]');
  if (form) {
    document.body.append(document.adoptNode(form));
    form.submit();
  } else {
    window.location.assign(home);
  }
}

document.addEventListener(
  "click",
  (event) => {
    if (event.target.closest?.("[cam-widget-header] .logout a")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      logOut();
    }
  },
  true,
);

/** Completing a task whose table somebody typed into sends the table instead of losing it. */
document.addEventListener(
  "click",
  (event) => {
    if (event.target.closest?.(".form-actions .btn-primary")) {
      for (const frame of document.querySelectorAll("iframe.fairlead-frame")) {
        const table = frame.contentDocument?.querySelector("form[data-typed]");
        if (table) {
          event.preventDefault();
          event.stopImmediatePropagation();
          table.requestSubmit();
        }
      }
    }
  },
  true,
);

function taskInSight() {
  return new URLSearchParams(window.location.hash.split("?")[1] ?? "").get("task");
}

function fit(frame) {
  try {
    const page = frame.contentDocument?.body;
    if (page && frame.contentDocument.URL !== "about:blank") {
      frame.style.height = `${Math.min(Math.max(page.offsetHeight + 4, 80), 1600)}px`;
    }
  } catch {
    // not ours: it keeps its height
  }
}

function frames() {
  const task = taskInSight();
  document.querySelectorAll("iframe.fairlead-frame[data-view]").forEach((frame) => {
    if (!frame.dataset.fairlead) {
      frame.dataset.fairlead = "yes";
      frame.addEventListener("load", () => fit(frame));
    }
    if (task && frame.dataset.task !== task) {
      frame.dataset.task = task;
      frame.src = `${home}work/tasks/${encodeURIComponent(task)}/frame?view=${encodeURIComponent(frame.dataset.view)}`;
    }
  });
}

function look() {
  brand();
  frames();
}

new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
window.addEventListener("hashchange", look);
look();
