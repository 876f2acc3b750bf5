import { parse, parts, blockOf } from "./form-parts.js";

/** The same words and fields as the form has, made anew from what forms may have: nothing else of a file reaches the page. */
const ELEMENTS = new Set(("a b br caption code dd div dl dt em fieldset form h1 h2 h3 h4 h5 h6 hr i iframe input label legend li ol optgroup option p pre "
  + "section select small span strong sub sup table tbody td textarea tfoot th thead tr ul").toUpperCase().split(" "));
const ATTRIBUTES = new Set(("class id title role lang aria-describedby aria-label aria-required for type value maxlength minlength min max step pattern "
  + "placeholder readonly disabled rows cols selected label scope colspan rowspan").split(" "));
const REFERENCES = new Set(["id", "for", "aria-describedby"]);
let next = 0;

/**
 * Shows a form.
 *
 * @param html the form's file
 * @param marks [{id, look}] by the ids of the parts
 * @param frameWords what stands before the title of the page that the form frames
 */
export function show(place, html, { marks = [], frameWords = "" } = {}) {
  const root = parse(html);
  const looks = new Map(marks.map((mark) => [mark.id, mark.look]));
  const marked = new Map();
  for (const part of parts(root)) {
    if (looks.has(part.id)) {
      marked.set(part.sort === "text" ? part.element : blockOf(part.element), looks.get(part.id));
    }
  }
  const prefix = `preview-${next++}-`;
  const sheet = document.createElement("div");
  sheet.className = "fl-form-preview";
  sheet.append(...[...root.childNodes].map(copy).filter(Boolean));
  place.replaceChildren(sheet);

  function copy(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      return document.createTextNode(node.data);
    }
    if (node.nodeType !== Node.ELEMENT_NODE || !ELEMENTS.has(node.tagName)) {
      return null;
    }
    let made;
    if (node.tagName === "IFRAME") {
      made = document.createElement("p");
      made.className = "fl-form-frame";
      made.textContent = `${frameWords} ${node.title}`;
    } else {
      made = document.createElement(node.tagName === "FORM" ? "div" : node.tagName);
      for (const { name, value } of node.attributes) {
        if (ATTRIBUTES.has(name)) {
          made.setAttribute(name, REFERENCES.has(name) ? prefix + value : value);
        }
      }
      made.append(...[...node.childNodes].map(copy).filter(Boolean));
    }
    if (marked.has(node)) {
      made.classList.add(marked.get(node));
    }
    return made;
  }
}
