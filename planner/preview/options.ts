/** Resource options, as far as the engine's state holds them, under the names that a program gives them. */
import type { PlanObject, PlanValue } from "../model/plan";
import { isList, kindOf, type Node } from "./node";
import { planValue } from "./value";

const TIMEOUTS = ["create", "delete", "read", "update"] as const;

/** Seconds by operation. */
function timeouts(node: Node): PlanObject {
  return Object.fromEntries(TIMEOUTS.flatMap(name => {
    const seconds = node.get(name).value;
    if (seconds === undefined || seconds === null || seconds === 0) return [];
    return typeof seconds === "number" ? [[name, seconds] as const] : node.get(name).fail("a number of seconds");
  }));
}

/** Names of hooks by what they are bound to; the state writes `BeforeCreate`, a program `beforeCreate`. */
function hooks(node: Node): PlanObject {
  const bound = node.entries().map(([event, names]) => [event.charAt(0).toLowerCase() + event.slice(1), names.texts()] as const);
  return Object.fromEntries(bound.filter(([, names]) => names.length > 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `["spec", "ports", 0]` as `spec.ports[0]`. */
function propertyPath(node: Node): string {
  if (typeof node.value === "string") return node.value;
  if (!isList(node.value)) return node.fail("a path: a list of keys and indices");
  return node.items().reduce((path, { value }) => {
    if (typeof value === "number") return `${path}[${value}]`;
    return typeof value === "string" ? `${path}${path === "" ? "" : "."}${value}` : node.fail("a path: a list of keys and indices", `${kindOf(value)} in it`);
  }, "");
}

const isSet = (value: PlanValue | undefined): boolean => {
  if (value === undefined || value === null || value === false || value === "") return false;
  return typeof value !== "object" || Object.keys(value).length > 0;
};

/** The options that are set. Throws PlanError where the state has them in another shape. */
export function planOptions(state: Node): PlanObject {
  const trigger = state.get("replacementTrigger");
  const all: Readonly<Record<string, PlanValue | undefined>> = {
    additionalSecretOutputs: state.get("additionalSecretOutputs").texts(),
    aliases: state.get("aliases").texts(),
    customTimeouts: timeouts(state.get("customTimeouts")),
    deletedWith: state.get("deletedWith").text(),
    hideDiffs: state.get("hideDiff").items().map(propertyPath),
    hooks: hooks(state.get("resourceHooks")),
    ignoreChanges: state.get("ignoreChanges").texts(),
    import: state.get("importID").text(),
    protect: state.get("protect").flag(),
    replaceOnChanges: state.get("replaceOnChanges").texts(),
    replaceWith: state.get("replaceWith").texts(),
    replacementTrigger: trigger.isAbsent ? undefined : planValue(trigger),
    retainOnDelete: state.get("retainOnDelete").flag(),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => isSet(value)));
}
