import { blockOf, helpOf, labelOf, parse, parts, write } from "./form-parts.js";
import { show } from "./form-preview.js";

/**
 * A task form for people who do not program: each text, label, help and choice in a field, in the order of the form, and the
 * form beside it as others will see it. Keys, kinds and limits are not theirs to change here, since steps read them.
 */
export async function open(container, { xml, words, changed }) {
  const edit = document.createElement("div");
  const preview = document.createElement("div");
  edit.className = "fl-form-edit";
  preview.className = "fl-form-seen";
  container.replaceChildren(column(words.editTitle, edit), column(words.previewTitle, preview));
  let root = parse(xml);
  let kept = [write(root)];
  let at = 0;
  draw();

  function column(title, content) {
    const section = document.createElement("section");
    section.className = "fl-form-column";
    const heading = document.createElement("h2");
    heading.textContent = title;
    section.append(heading, content);
    return section;
  }

  function look() {
    show(preview, write(root), { frameWords: words.frameHere });
  }

  /** Typing changes the form at once; a step that undo goes back is what was typed in one field. */
  function typed() {
    look();
    changed();
  }

  function keep() {
    const now = write(root);
    if (now !== kept[at]) {
      kept = [...kept.slice(0, at + 1), now];
      at = kept.length - 1;
    }
  }

  function restructured(focus) {
    keep();
    draw();
    changed();
    edit.querySelector(focus)?.focus();
  }

  function draw() {
    const all = parts(root);
    const add = button(words.addText, () => {
      const text = root.ownerDocument.createElement("p");
      text.textContent = words.text;
      const form = root.querySelector("form") ?? root;
      const last = form.lastElementChild;
      form.insertBefore(text, last ? last.nextSibling : null);
      text.before("\n  ");
      restructured(`[data-part="${parts(root).findIndex((part) => part.element === text)}"] textarea`);
    });
    edit.replaceChildren(...all.map((part, index) => row(part, index)), add);
    look();
  }

  function row(part, index) {
    const line = document.createElement("div");
    line.className = "fl-form-part";
    line.setAttribute("role", "group");
    line.dataset.part = index;
    line.dataset.id = part.id;
    const head = document.createElement("div");
    head.className = "fl-form-head";
    const title = document.createElement("strong");
    title.id = `part-${index}`;
    title.textContent = { text: words.text, frame: words.frame, field: words.field }[part.sort];
    line.setAttribute("aria-labelledby", title.id);
    head.append(title, ways(part, index));
    line.append(head);
    const { element } = part;
    if (part.sort === "text") {
      line.append(...textOf(element));
    } else if (part.sort === "frame") {
      line.append(input(words.title, element.title, (value) => element.setAttribute("title", value)));
    } else {
      const code = document.createElement("code");
      code.textContent = element.getAttribute("cam-variable-name");
      title.append(" ", code);
      line.append(...fieldOf(element));
    }
    return line;
  }

  /** Up, down, away. */
  function ways(part, index) {
    const group = document.createElement("div");
    group.className = "fl-form-ways";
    const block = blockOf(part.element);
    const up = button("↑", () => swap(block.previousElementSibling, block, part), words.up);
    const down = button("↓", () => swap(block, block.nextElementSibling, part), words.down);
    up.disabled = !block.previousElementSibling;
    down.disabled = !block.nextElementSibling;
    up.dataset.way = "up";
    down.dataset.way = "down";
    group.append(up, down);
    if (part.sort === "text" && index > 0) {
      group.append(button("×", () => {
        if (block.previousSibling?.nodeType === Node.TEXT_NODE) {
          block.previousSibling.remove();
        }
        block.remove();
        restructured(`[data-part="${index - 1}"] textarea, [data-part="${index - 1}"] input`);
      }, words.remove));
    }
    return group;
  }

  /** The white space between the two stays where it is. */
  function swap(first, second, part) {
    const place = root.ownerDocument.createComment("");
    first.replaceWith(place);
    second.replaceWith(first);
    place.replaceWith(second);
    restructured(`[data-part="${parts(root).findIndex((other) => other.element === part.element)}"] [data-way]:not(:disabled)`);
  }

  function textOf(element) {
    const stars = inStars(element);
    if (stars === null) {
      const note = document.createElement("p");
      note.className = "fl-small fl-quiet mb-0";
      note.textContent = `${element.textContent} — ${words.inFile}`;
      return [note];
    }
    const label = input(words.stress, stars, (value) => fromStars(element, value), true);
    return [label];
  }

  function fieldOf(element) {
    const label = labelOf(root, element);
    const lines = [];
    if (label) {
      lines.push(input(words.label, label.textContent, (value) => {
        label.textContent = value;
      }));
    }
    lines.push(input(words.help, helpOf(root, element)?.textContent ?? "", (value) => help(element, value), true));
    if (element.tagName === "SELECT") {
      [...element.options].forEach((option, index) => lines.push(choice(element, option, index)));
    } else if (element.type !== "checkbox" && element.type !== "radio") {
      lines.push(input(words.example, element.getAttribute("placeholder") ?? "", (value) => set(element, "placeholder", value)));
      if (element.hasAttribute("pattern")) {
        lines.push(input(words.message, element.title, (value) => set(element, "title", value)));
      }
    }
    return lines;
  }

  function set(element, name, value) {
    if (value) {
      element.setAttribute(name, value);
    } else {
      element.removeAttribute(name);
    }
  }

  function help(field, value) {
    let text = helpOf(root, field);
    if (!value) {
      if (text?.previousSibling?.nodeType === Node.TEXT_NODE) {
        text.previousSibling.remove();
      }
      text?.remove();
      field.removeAttribute("aria-describedby");
      return;
    }
    if (!text) {
      text = root.ownerDocument.createElement("small");
      text.id = `${field.id || field.getAttribute("cam-variable-name")}-help`;
      text.className = "help-block form-text";
      field.after("\n    ", text);
      field.setAttribute("aria-describedby", text.id);
    }
    text.textContent = value;
  }

  function choice(select, option, index) {
    const line = input(option.value ? words.choice.replace("{0}", option.value) : words.noChoice, option.text, (value) => {
      option.textContent = value;
    });
    const group = document.createElement("div");
    group.className = "fl-form-choice";
    const move = (from, to, way) => {
      const place = root.ownerDocument.createComment("");
      from.replaceWith(place);
      to.replaceWith(from);
      place.replaceWith(to);
      restructured(`[data-id="field:${select.getAttribute("cam-variable-name")}"] [data-choice="${option.value}"] [data-way="${way}"]`);
    };
    group.dataset.choice = option.value;
    group.append(line);
    // what stands first says that nothing is chosen yet
    if (option.value) {
      const up = button("↑", () => move(select.options[index - 1], option, "up"), `${words.up}: ${option.text}`);
      const down = button("↓", () => move(option, select.options[index + 1], "down"), `${words.down}: ${option.text}`);
      up.dataset.way = "up";
      down.dataset.way = "down";
      up.disabled = index === 0 || !select.options[index - 1].value;
      down.disabled = index === select.options.length - 1;
      group.append(up, down);
    }
    return group;
  }

  function input(label, value, write, long = false) {
    const line = document.createElement("label");
    line.className = "fl-form-line";
    const words = document.createElement("span");
    words.textContent = label;
    const field = document.createElement(long ? "textarea" : "input");
    field.className = "form-control form-control-sm";
    if (long) {
      field.rows = Math.min(6, Math.max(2, Math.ceil(value.length / 60)));
    }
    field.value = value;
    field.addEventListener("input", () => {
      write(field.value);
      typed();
    });
    field.addEventListener("change", keep);
    line.append(words, field);
    return line;
  }

  return {
    xml: async () => write(root),
    has: (id) => [...edit.children].some((line) => line.dataset.id === id),
    goTo(id) {
      const line = [...edit.children].find((candidate) => candidate.dataset.id === id);
      line?.scrollIntoView({ block: "center" });
      line?.querySelector("input, textarea, button")?.focus();
    },
    mark(ids) {
      [...edit.children].forEach((line) => line.classList.toggle("fl-form-wrong", ids.includes(line.dataset.id)));
    },
    act(deed) {
      keep();
      const to = at + (deed === "undo" ? -1 : 1);
      if (kept[to] !== undefined) {
        at = to;
        root = parse(kept[at]);
        draw();
        changed();
      }
    },
  };
}

function button(text, act, title) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-outline-secondary btn-sm";
  made.textContent = text;
  if (title) {
    made.title = title;
    made.setAttribute("aria-label", title);
  }
  made.addEventListener("click", act);
  return made;
}

/** Stressed words stand between stars; null where the text holds more than words. */
function inStars(element) {
  let text = "";
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      text += node.data;
    } else if (["EM", "STRONG"].includes(node.tagName) && !node.children.length && !node.attributes.length) {
      const stars = node.tagName === "EM" ? "*" : "**";
      text += stars + node.textContent + stars;
    } else {
      return null;
    }
  }
  return text;
}

function fromStars(element, text) {
  const made = text.replace(/\s*\n\s*/g, " ").split(/(\*\*[^*]+\*\*|\*[^*]+\*)/).filter(Boolean).map((piece) => {
    const stars = /^(\*{1,2})([^*]+)\1$/.exec(piece);
    if (!stars) {
      return element.ownerDocument.createTextNode(piece);
    }
    const stressed = element.ownerDocument.createElement(stars[1] === "*" ? "em" : "strong");
    stressed.textContent = stars[2];
    return stressed;
  });
  element.replaceChildren(...made);
}
