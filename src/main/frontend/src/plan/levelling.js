import { ask, h } from "./dialogs.js";
import { minuteOf, said } from "./time.js";

const number = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

/** "8 Mar 2027", and the hour where it is not that at which the day's work begins or ends. */
function moment(iso, { calendar }) {
  const usual = [calendar.opens, calendar.closes].includes(minuteOf(iso));
  return `${said(iso)}${usual ? "" : `, ${iso.slice(11, 16)}`}`;
}

/**
 * Shows which tasks would have to wait so that nobody is overloaded, with or without moving the finish; answers with the
 * proposal that was chosen, or with null. Nothing is changed here.
 */
export async function level(host, api, plan, text) {
  let proposal = null;
  let asking = new AbortController();
  const summary = h("p.pe-level-said", { role: "status" });
  const details = h("div.pe-level-found", { role: "region", tabIndex: 0, "aria-label": text("level.delays") });
  const choice = (keepFinish, label) =>
    h(
      "label.form-check",
      {},
      h("input.form-check-input", {
        type: "radio",
        name: "pe-level-finish",
        checked: keepFinish,
        onchange: () => propose(keepFinish),
      }),
      label,
    );
  const body = h(
    "div.pe-level",
    {},
    h(
      "fieldset",
      {},
      h("legend.visually-hidden", {}, text("level.may")),
      choice(true, text("level.keep")),
      choice(false, text("level.move")),
    ),
    summary,
    details,
  );

  function allow(on) {
    const apply = body.closest("dialog")?.querySelector('button[value="apply"]');
    if (apply) {
      apply.disabled = !on;
    }
  }

  async function propose(keepFinish) {
    asking.abort();
    const mine = (asking = new AbortController());
    proposal = null;
    allow(false);
    body.setAttribute("aria-busy", "true");
    const waiting = setTimeout(() => (summary.textContent = text("level.wait")), 300);
    const answer = await api.levelling(keepFinish, mine.signal).catch((problem) => problem);
    clearTimeout(waiting);
    if (mine.signal.aborted) {
      return; // they chose the other one meanwhile, or nothing
    }
    body.removeAttribute("aria-busy");
    const failed = answer instanceof Error;
    proposal = failed ? null : answer;
    summary.textContent = failed ? answer.message : answer.said;
    details.replaceChildren(...(failed ? [] : parts(answer)));
    details.hidden = details.childElementCount === 0;
    allow(proposal?.edits.length > 0);
  }

  function parts({ delays, arising, left, solved }) {
    const list = (title, items, item) =>
      items.length === 0 ? [] : [h("h3", {}, text(title, items.length)), h("ul", {}, ...items.map(item))];
    return [
      ...(delays.length > 0 ? [table(delays)] : []),
      ...list("level.arising", arising, (sentence) => h("li.pe-bad", {}, sentence)),
      ...list("level.left", left, ({ overload, why }) =>
        h("li", {}, overload, ...why.map((sentence) => h("div.fl-quiet", {}, sentence))),
      ),
      ...list("level.solved", solved, (sentence) => h("li", {}, sentence)),
    ];
  }

  function table(delays) {
    const head = ["task", "from", "to", "days", "slack"].map((name) =>
      h(name === "days" ? "th.fl-num" : "th", { scope: "col" }, text(`level.${name}`)),
    );
    const rows = delays.map((delay) =>
      h(
        "tr",
        {},
        h(
          "th",
          { scope: "row" },
          `${delay.task} ${delay.name}`,
          delay.follows ? h("span.fl-quiet.fl-small", {}, ` ${text("level.follows")}`) : null,
          delay.replaces
            ? h("span.fl-quiet.fl-small", {}, ` ${text("level.replaces", moment(delay.replaces, plan))}`)
            : null,
        ),
        h("td", {}, moment(delay.start, plan)),
        h("td", {}, moment(delay.newStart, plan)),
        h("td.fl-num", {}, number.format(delay.days)),
        delay.daysBeyond > 0
          ? h("td.pe-bad", {}, text("level.beyond", number.format(delay.daysBeyond)))
          : h("td", {}, text("level.within")),
      ),
    );
    return h(
      "table.pe-level-table",
      {},
      h("caption.visually-hidden", {}, text("level.delays")),
      h("thead", {}, h("tr", {}, ...head)),
      h("tbody", {}, ...rows),
    );
  }

  details.hidden = true;
  const answer = ask(host, text("level.heading"), body, [
    ["", text("cancel"), "btn-outline-secondary"],
    ["apply", text("level.apply"), "btn-primary"],
  ]);
  propose(true);
  const chosen = await answer;
  asking.abort();
  return chosen === "apply" ? proposal : null;
}
