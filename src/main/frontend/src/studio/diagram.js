import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import { fit } from "./fit.js";
import "./diagram.scss";

/**
 * Draws each [data-file] with its marks: [{id, look, badge, title}]. Pictures with the same data-together show the same
 * part of the drawing. A form is shown as people see it. What stands in a closed <details> is drawn when it is opened. Where a picture cannot be drawn, a sentence says so; the tables around it say the same as it does.
 */
const together = new Map();

/** The file behind an address, or one that the page brought along. */
async function fileOf(place) {
  if (place.dataset.source) {
    return document.getElementById(place.dataset.source).value;
  }
  const answer = await fetch(place.dataset.file);
  if (!answer.ok) {
    throw new Error(`the file answers ${answer.status}`);
  }
  return answer.text();
}

async function draw(place) {
  const xml = await fileOf(place);
  if (place.dataset.kind === "FORM") {
    const { show } = await import("./form-preview.js");
    show(place, xml, { marks: JSON.parse(place.dataset.marks || "[]"), frameWords: place.dataset.frame });
    place.dataset.drawn = "yes";
    return;
  }
  place.replaceChildren();
  const viewer = new NavigatedViewer({ container: place });
  await viewer.importXML(xml);
  const canvas = viewer.get("canvas");
  const overlays = viewer.get("overlays");
  const elements = viewer.get("elementRegistry");
  for (const mark of JSON.parse(place.dataset.marks || "[]")) {
    const element = elements.get(mark.id);
    if (!element) {
      continue; // what has no shape, such as a message
    }
    if (mark.look) {
      canvas.addMarker(mark.id, mark.look);
    }
    if (mark.badge) {
      const badge = document.createElement("span");
      badge.className = "fl-badge" + (mark.look ? " " + mark.look : "");
      badge.textContent = mark.badge;
      badge.title = mark.title ?? "";
      overlays.add(mark.id, { position: mark.look ? { top: -10, left: -8 } : { top: -10, right: 12 }, html: badge });
    }
  }
  fit(canvas);
  keepTogether(place.dataset.together, canvas, viewer.get("eventBus"));
  place.dataset.drawn = "yes";
}

/** A move in one picture moves the others of its group. */
function keepTogether(group, canvas, bus) {
  if (!group) {
    return;
  }
  const others = together.get(group) ?? [];
  together.set(group, [...others, canvas]);
  let following = false;
  canvas.follow = (box) => {
    following = true;
    canvas.viewbox(box);
    following = false;
  };
  bus.on("canvas.viewbox.changed", ({ viewbox }) => {
    if (!following) {
      const { x, y, width, height } = viewbox;
      together.get(group).filter((other) => other !== canvas).forEach((other) => other.follow({ x, y, width, height }));
    }
  });
}

function drawOrSay(place) {
  draw(place).catch((reason) => {
    console.warn(reason);
    const sentence = document.createElement("p");
    sentence.className = "fl-empty";
    sentence.textContent = place.dataset.failed;
    place.replaceChildren(sentence);
  });
}

for (const place of document.querySelectorAll(".fl-diagram:is([data-file], [data-source])")) {
  const closed = place.closest("details:not([open])");
  if (closed) {
    closed.addEventListener("toggle", () => drawOrSay(place), { once: true });
  } else {
    drawOrSay(place);
  }
}
