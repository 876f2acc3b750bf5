/**
 * A task form as people see it: its texts, the page it frames, its fields, in their order. The server tells the parts apart
 * by the same ids (FormParts).
 */
const WITHIN = new Set(["A", "B", "BR", "CODE", "EM", "I", "SPAN", "STRONG", "SUB", "SUP"]);
const NO_TEXT = new Set(["OPTION", "OPTGROUP", "SELECT", "TEXTAREA", "BODY", "SCRIPT", "STYLE"]);

export function parse(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}

const words = (text) => text.replace(/\s+/g, " ").trim();

export function labelOf(root, field) {
  return field.id ? [...root.querySelectorAll("label")].find((label) => label.htmlFor === field.id) : undefined;
}

export function helpOf(root, field) {
  const id = field.getAttribute("aria-describedby");
  return id ? [...root.querySelectorAll("[id]")].find((element) => element.id === id) : undefined;
}

function isText(element) {
  return !WITHIN.has(element.tagName) && !NO_TEXT.has(element.tagName)
    && [...element.childNodes].some((node) => (node.nodeType === Node.TEXT_NODE && words(node.data))
      || (node.nodeType === Node.ELEMENT_NODE && WITHIN.has(node.tagName) && words(node.textContent)));
}

function ownWords(element) {
  const own = element.cloneNode(true);
  [...own.children].filter((child) => !WITHIN.has(child.tagName)).forEach((child) => child.remove());
  return words(own.textContent);
}

/** [{sort, id, element}] */
export function parts(root) {
  const fields = [...root.querySelectorAll("[cam-variable-name]")];
  const saidWithFields = new Set(fields.flatMap((field) => [labelOf(root, field), helpOf(root, field)]));
  const found = [];
  for (const element of root.querySelectorAll("*")) {
    if (element.hasAttribute("cam-variable-name")) {
      found.push({ sort: "field", id: `field:${element.getAttribute("cam-variable-name")}`, element });
    } else if (element.tagName === "IFRAME") {
      found.push({ sort: "frame", id: `frame:${element.dataset.view ?? ""}`, element });
    } else if (isText(element) && !saidWithFields.has(element)) {
      found.push({ sort: "text", id: `text:${ownWords(element)}`, element });
    }
  }
  return found;
}

/** What is moved with a part: the outermost element around it below the form or its group of fields. */
export function blockOf(element) {
  let block = element;
  while (block.parentElement && !["FORM", "FIELDSET", "BODY"].includes(block.parentElement.tagName)) {
    block = block.parentElement;
  }
  return block;
}

const VOID = new Set(["INPUT", "BR", "HR"]);
const SWITCHES = new Set(["required", "readonly", "disabled", "checked", "selected"]);
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** As the files in processes/forms are written, so that a changed form differs from its file in what was changed. */
export function write(root) {
  return [...root.childNodes].map(written).join("");
}

function written(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    return escaped(node.data);
  }
  if (node.nodeType === Node.COMMENT_NODE) {
    return `<!--${node.data}-->`;
  }
  const name = node.tagName.toLowerCase();
  const attributes = [...node.attributes].map(({ name: key, value }) =>
    SWITCHES.has(key) && value === "" ? ` ${key}` : ` ${key}="${escaped(value).replaceAll('"', "&quot;")}"`).join("");
  return VOID.has(node.tagName) ? `<${name}${attributes} />` : `<${name}${attributes}>${write(node)}</${name}>`;
}
