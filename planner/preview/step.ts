/** One step of a preview: what the engine would do to which resource. */
import type { DifferenceKind } from "../model/plan";
import { partsOfUrn, type UrnParts } from "../model/urn";
import { isObject, type Node } from "./node";
import { isStepOperation, STEP_NAMES, type StepOperation } from "./operations";

const KINDS: readonly DifferenceKind[] = ["add", "add-replace", "delete", "delete-replace", "update", "update-replace"];

export interface Step extends UrnParts {
  /** `steps[3]`. */
  readonly path: string;
  readonly urn: string;
  readonly op: StepOperation;
  readonly old: Node | undefined;
  readonly next: Node | undefined;
  readonly replaceReasons: readonly string[];
  readonly detailedDiff: Readonly<Record<string, DifferenceKind>>;
}

/** A URN that is one; undefined where the text is absent. Throws PlanError where it is something else. */
export function urnAt(node: Node): string | undefined {
  const urn = node.text();
  return urn === undefined || partsOfUrn(urn) !== undefined ? urn : node.fail("a URN (urn:pulumi:<stack>::<project>::<type>::<name>)", "another text");
}

function stateAt(node: Node): Node | undefined {
  if (node.isAbsent) return undefined;
  return isObject(node.value) ? node : node.fail("the state of a resource: an object");
}

function detailed(node: Node): Readonly<Record<string, DifferenceKind>> {
  return Object.fromEntries(node.entries().map(([path, difference]) => {
    const kind = difference.get("kind");
    return [path, KINDS.find(each => each === kind.text()) ?? kind.fail(`one of ${KINDS.join(", ")}`, kind.isAbsent ? "nothing" : "another text")] as const;
  }));
}

/**
 * What the engine says of the differences: in detail where the provider does, else the properties that differ, told apart by which state has them.
 */
function differences(step: Node, old: Node | undefined, next: Node | undefined, reasons: readonly string[]): Readonly<Record<string, DifferenceKind>> {
  const said = detailed(step.get("detailedDiff"));
  if (Object.keys(said).length > 0 || old === undefined || next === undefined) return said;
  const has = (state: Node, key: string): boolean => Object.hasOwn(state.get("inputs").object(), key);
  return Object.fromEntries(step.get("diffReasons").texts().map((key): readonly [string, DifferenceKind] => {
    const kind = !has(old, key) ? "add" : has(next, key) ? "update" : "delete";
    return [key, reasons.includes(key) ? `${kind}-replace` : kind];
  }));
}

/** Throws PlanError, with the path of what is wrong. */
export function readStep(step: Node): Step {
  const urn = urnAt(step.get("urn")) ?? step.get("urn").fail("a URN");
  const parts = partsOfUrn(urn) ?? step.get("urn").fail("a URN");
  const op = step.get("op").text() ?? step.get("op").fail(`one of ${STEP_NAMES.join(", ")}`);
  if (!isStepOperation(op)) return step.get("op").fail(`one of ${STEP_NAMES.join(", ")}`, "another text");
  const old = stateAt(step.get("oldState"));
  const next = stateAt(step.get("newState"));
  if (old === undefined && next === undefined) step.fail("`oldState`, `newState` or both", "neither");
  // The old state may have another one: that of before the resource was renamed or moved.
  const stated = next?.get("urn");
  if (stated?.text() !== undefined && stated.value !== urn) stated.fail(`the URN of the step, ${urn}`, "another one");
  const replaceReasons = [...new Set(step.get("replaceReasons").texts())].sort();
  return { ...parts, path: step.path, urn, op, old, next, replaceReasons, detailedDiff: differences(step, old, next, replaceReasons) };
}
