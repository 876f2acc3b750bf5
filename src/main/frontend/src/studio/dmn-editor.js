import DmnModeler from "dmn-js/lib/Modeler";
import camunda from "camunda-dmn-moddle/resources/camunda.json";
import "dmn-js/dist/assets/dmn-js-shared.css";
import "dmn-js/dist/assets/dmn-js-drd.css";
import "dmn-js/dist/assets/dmn-js-decision-table.css";
import "dmn-js/dist/assets/dmn-js-decision-table-controls.css";
import "dmn-js/dist/assets/dmn-font/css/dmn.css";

/** A decision table in dmn-js. */
export async function open(container, { xml, changed }) {
  const modeler = new DmnModeler({ container, moddleExtensions: { camunda } });
  const listened = new Set();
  modeler.on("views.changed", () => {
    const viewer = modeler.getActiveViewer();
    if (viewer && !listened.has(viewer)) {
      listened.add(viewer);
      viewer.on("elements.changed", changed);
    }
  });
  await modeler.importXML(xml);
  await modeler.open(modeler.getViews().find((view) => view.type === "decisionTable"));
  return {
    modeler,
    xml: async () => (await modeler.saveXML({ format: true })).xml,
    has: () => false,
    goTo() {},
    mark() {},
    act(deed) {
      if (deed !== "fit") {
        modeler.getActiveViewer().get("commandStack")[deed]();
      }
    },
  };
}
