import Modeler from "bpmn-js/lib/Modeler";
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, CamundaPlatformPropertiesProviderModule } from "bpmn-js-properties-panel";
import { ElementTemplatesPropertiesProviderModule } from "bpmn-js-element-templates";
import ElementTemplateChooserModule from "@bpmn-io/element-template-chooser";
import { CreateAppendAnythingModule, CreateAppendElementTemplatesModule } from "bpmn-js-create-append-anything";
import TokenSimulationModule from "bpmn-js-token-simulation";
import { fit } from "./fit.js";
import { lint } from "./lint.js";
import camunda from "camunda-bpmn-moddle/resources/camunda.json";
import "@bpmn-io/properties-panel/dist/assets/properties-panel.css";
import "bpmn-js-element-templates/dist/assets/element-templates.css";
import "@bpmn-io/element-template-chooser/dist/element-template-chooser.css";
import "bpmn-js-token-simulation/assets/css/bpmn-js-token-simulation.css";

/** The tools that a process of Fairlead needs; the rest of BPMN is refused by the contract anyway. */
const TOOLS = [
  "hand-tool", "lasso-tool", "space-tool", "global-connect-tool", "tool-separator", "create.start-event", "create.intermediate-event",
  "create.end-event", "create.exclusive-gateway", "create.task", "create.subprocess-expanded", "create",
];

/** What the menus need not offer: the contract refuses it, or no process of Fairlead needs it. */
const NOT_OFFERED = /(script|manual|complex|pool|participant|data-|transaction|ad-?hoc|cancel|compensation|conditional|link)/;

class OurPalette {
  constructor(palette) {
    palette.registerProvider(200, this);
  }

  getPaletteEntries() {
    return (entries) =>
      Object.fromEntries(
        Object.entries(entries)
          .filter(([name]) => TOOLS.includes(name))
          // above the others, so that its long menu has room below
          .map(([name, entry]) => [name, name === "create" ? { ...entry, group: "tools" } : entry]),
      );
  }
}
OurPalette.$inject = ["palette"];

/** The menus to create, append and replace: the steps of Fairlead come first, since they are what people look for. */
class OurMenus {
  constructor(popupMenu) {
    ["bpmn-create", "bpmn-append", "bpmn-replace"].forEach((menu) => popupMenu.registerProvider(menu, 200, this));
  }

  getPopupMenuEntries() {
    return (entries) => {
      const wanted = Object.entries(entries).filter(([name]) => !NOT_OFFERED.test(name));
      const isStep = ([name]) => name.includes("dev.fairlead.");
      return Object.fromEntries([...wanted.filter(isStep), ...wanted.filter((entry) => !isStep(entry))]);
    };
  }
}
OurMenus.$inject = ["popupMenu"];

/**
 * What is created from a template: the menus ask for it, but the templates of Camunda 7 can only be applied to what is drawn.
 * A step of Fairlead brings its name and its sentence along.
 */
class OurSteps {
  constructor(eventBus, bpmnFactory, elementFactory, elementTemplates) {
    const drawn = new Map();
    elementTemplates.createElement = (template) => {
      const element = elementFactory.createShape({ type: template.appliesTo[0] });
      const [sentence, facts] = (template.description ?? "").split(" Reads: ");
      if (facts) {
        const object = element.businessObject;
        object.name = template.name;
        object.documentation = [bpmnFactory.create("bpmn:Documentation", { text: sentence })];
        object.documentation[0].$parent = object;
      }
      drawn.set(element, template);
      return element;
    };
    // within the same command, so that one undo takes both back
    eventBus.on("commandStack.shape.create.postExecuted", ({ context: { shape } }) => {
      const template = drawn.get(shape);
      if (template && drawn.delete(shape)) {
        elementTemplates.applyTemplate(shape, template);
      }
    });
  }
}
OurSteps.$inject = ["eventBus", "bpmnFactory", "elementFactory", "elementTemplates"];

/** A diagram in bpmn-js with the properties and element templates of Camunda 7, and its tokens to play with. */
export async function open(container, { xml, properties, templates, changed }) {
  const modeler = new Modeler({
    container,
    propertiesPanel: { parent: properties, layout: { groups: { general: { open: true } } } },
    moddleExtensions: { camunda },
    additionalModules: [
      BpmnPropertiesPanelModule,
      BpmnPropertiesProviderModule,
      CamundaPlatformPropertiesProviderModule,
      ElementTemplatesPropertiesProviderModule,
      ElementTemplateChooserModule,
      CreateAppendAnythingModule,
      CreateAppendElementTemplatesModule,
      TokenSimulationModule,
      {
        __init__: ["ourPalette", "ourMenus", "ourSteps"],
        ourPalette: ["type", OurPalette],
        ourMenus: ["type", OurMenus],
        ourSteps: ["type", OurSteps],
      },
    ],
  });
  modeler.get("elementTemplatesLoader").setTemplates(templates);
  await modeler.importXML(xml);
  const canvas = modeler.get("canvas");
  const elements = modeler.get("elementRegistry");
  fit(canvas, 90);
  let marked = [];
  // playing with tokens changes nothing that could be kept
  modeler.on("commandStack.changed", changed);
  return {
    modeler,
    xml: async () => (await modeler.saveXML({ format: true })).xml,
    has: (id) => Boolean(elements.get(id)),
    /** What would be clearer: as findings, which hinder nothing. */
    advice: async () =>
      (await lint(modeler.getDefinitions())).map(({ elementId, message }) => ({
        elementId,
        sentence: `${elements.get(elementId)?.businessObject.name || elementId}: ${message}`,
      })),
    goTo(id) {
      canvas.scrollToElement(id);
      modeler.get("selection").select(elements.get(id));
    },
    mark(ids) {
      marked.filter((id) => elements.get(id)).forEach((id) => canvas.removeMarker(id, "fl-wrong"));
      marked = ids.filter((id) => elements.get(id));
      marked.forEach((id) => canvas.addMarker(id, "fl-wrong"));
    },
    act(deed, button) {
      if (deed === "fit") {
        fit(canvas, 90);
      } else if (deed === "simulate") {
        modeler.get("toggleMode").toggleMode();
        button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      } else {
        modeler.get("commandStack")[deed]();
      }
    },
  };
}
