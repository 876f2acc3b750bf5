// Camunda's web applications as part of Fairlead: the name in the header leads back to the portfolio, and the frames of
// task forms find their page. The other applications load this same script.
const home = new URL("../../../../../", import.meta.url).pathname;

/**
 * Camunda reads some words once, while it draws its page, and shows their keys ("CREATION_DATE") where the file of words comes later, as
 * it does on a browser's first visit. On later ones it takes the file from the browser's storage: so it is put there now, before the
 * application begins, which waits for this script.
 */
async function bringWords() {
  const base = document.querySelector("base[app-root]");
  const folder = `${base.getAttribute("app-root")}/app/${base.getAttribute("app-name")}`;
  const { locales = { availableLocales: ["en"], fallbackLocale: "en" } } = (await import(`${folder}/scripts/config.js`)).default;
  const wanted = (navigator.languages?.[0] ?? navigator.language ?? "").split("-")[0].toLowerCase();
  const language = locales.availableLocales.includes(wanted) ? wanted : locales.fallbackLocale;
  const kept = JSON.parse(localStorage.getItem("camunda-web") ?? "{}");
  const key = `${folder}/locales/_locales_data_${language}_${window.bust}`;
  if (!kept[key]) {
    const words = await fetch(`${folder}/locales/${language}.json?bust=${window.bust}`);
    if (words.ok) {
      kept[key] = await words.text();
      localStorage.setItem("camunda-web", JSON.stringify(kept));
    }
  }
}

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

function frames() {
  const task = taskInSight();
  document.querySelectorAll("iframe.fairlead-frame[data-view]").forEach((frame) => {
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

// without them the application begins all the same
await bringWords().catch(() => {});
