/** bpmnlint's recommended rules, for the editor and for the build. What differs from them says why. */
export const config = {
  extends: "bpmnlint:recommended",
  rules: {
    // a step that more than one way leads to is entered once by whichever way is taken; a gateway before it would say nothing
    "fake-join": "off",
  },
};

/** Elements that a rule does not hold for. */
export const exceptions = {
  // both ways, a draft and a published report, are asked the same question, and there is no room for a second gateway
  gateway_approvalNeeded: ["no-gateway-join-fork"],
};

/** What the linter found, one entry per element and rule, without the exceptions. */
export function found(results) {
  return Object.entries(results).flatMap(([rule, reports]) =>
    reports
      .filter((report) => !exceptions[report.id]?.includes(rule))
      .map((report) => ({ elementId: report.id, rule, message: report.message })),
  );
}
