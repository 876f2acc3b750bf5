/** bpmnlint over the diagrams of the folder processes; part of every build. */
import { readdirSync, readFileSync } from "node:fs";
import Linter from "bpmnlint/lib/linter.js";
import NodeResolver from "bpmnlint/lib/resolver/node-resolver.js";
import { BpmnModdle } from "bpmn-moddle";
import { config, found } from "./src/studio/lint-rules.js";

const folder = new URL("../../../processes/", import.meta.url);
const linter = new Linter({ config, resolver: new NodeResolver() });
let wrong = 0;
for (const file of readdirSync(folder).filter((name) => name.endsWith(".bpmn"))) {
  const { rootElement } = await new BpmnModdle().fromXML(readFileSync(new URL(file, folder), "utf8"));
  for (const { elementId, rule, message } of found(await linter.lint(rootElement))) {
    console.error(`processes/${file}: ${elementId}: ${message} (${rule})`);
    wrong++;
  }
}
if (wrong) {
  process.exit(1);
}
