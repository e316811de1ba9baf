import type { PlanValue } from "../model/plan";
import { STACK_TYPE } from "../model/urn";
import { isList, isObject, isUnknown } from "../model/values";
import type { FixtureResource, Rule, Subject } from "./rule";

/** What an Output becomes in a text: `Calling [toString] on an [Output<T>] is not supported.` in TypeScript and C#, `Calling __str__ on an Output[T] is not supported.` in Python. */
const TOLD = /Calling \S+ on an \[?Output\b/;
const NODE = "Calling [toString] on an [Output<T>] is not supported.";

const identity = (inputs: FixtureResource["inputs"]): FixtureResource => ({ type: "azure-native:managedidentity:UserAssignedIdentity", inputs: { resourceGroupName: "rg", ...inputs } });

/** Paths of the texts, and of the keys, that hold one. */
function places(value: PlanValue | undefined, path: string): readonly string[] {
  if (typeof value === "string") return TOLD.test(value) ? [path] : [];
  if (isUnknown(value)) return places(value.predicted, path);
  if (isList(value)) return value.flatMap((each, index) => places(each, `${path}[${index}]`));
  // A key with one in it is long: its object is named.
  return isObject(value) ? [...new Set(Object.entries(value).flatMap(([key, each]) => (TOLD.test(key) ? [path] : places(each, `${path}.${key}`))))] : [];
}

const found = ({ graph, outputs }: Subject) => [
  ...graph.resources.flatMap(({ urn, name, inputs }) => [...(TOLD.test(name) ? ["name"] : []), ...places(inputs, "inputs")].map(path => ({ resource: urn, path, of: TOLD.test(name) ? "a resource's name" : name }))),
  ...places(outputs, "outputs").map(path => ({ resource: graph.resources.find(({ type }) => type === STACK_TYPE)?.urn, path, of: "the stack" })),
];

export const outputAsText: Rule = {
  id: "output-as-text",
  severity: "error",
  question: "Is there an Output in a text, which has the SDK's complaint in place of the value?",
  fix: "Make the text with pulumi.interpolate or .apply(…); a key that holds an Output with .apply(value => ({ [value]: … })).",
  source: "@pulumi/pulumi, output.ts (toString, toJSON); Pulumi documentation, inputs and outputs",
  asOf: "2026-08-21",
  check: subject => found(subject).map(({ resource, path, of }) => ({
    resource, path, message: `${of} has the SDK's complaint about an Output where its value should be: Azure or Kubernetes would be sent that text`, evidence: { path },
  })),
  fixtures: {
    breaks: [identity({ resourceName: `id-${NODE}` })],
    nearMiss: [identity({ resourceName: { $unknown: true } }), identity({ resourceName: "id-output" })],
  },
};
