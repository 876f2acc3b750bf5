import Linter from "bpmnlint/lib/linter.js";
import StaticResolver from "bpmnlint/lib/resolver/static-resolver.js";
import recommended from "bpmnlint/config/recommended.js";
import { config, found } from "./lint-rules.js";

const rules = import.meta.glob("../../node_modules/bpmnlint/rules/*.js", { eager: true, import: "default" });
const known = { "config:bpmnlint/recommended": recommended };
for (const [file, rule] of Object.entries(rules)) {
  known[`rule:bpmnlint/${file.replace(/^.*\/|\.js$/g, "")}`] = rule;
}
const linter = new Linter({ config, resolver: new StaticResolver(known) });

/** What bpmnlint would do better in a diagram: [{elementId, message}]. */
export async function lint(definitions) {
  return found(await linter.lint(definitions));
}
