/** Whether a Kubernetes label selector chooses pods. */
import type { PlanObject, PlanValue } from "../model/plan";
import { entriesAt, isOpen, listAt, readAt, textAt, textEntriesAt, textsAt, type Path } from "../model/read";
import { isObject } from "../model/values";

export type Match = "yes" | "no" | "open";

export interface PodLabels {
  readonly labels: ReadonlyMap<string, string>;
  /** True where some label is not known: one that is not there may be. */
  readonly labelsOpen: boolean;
}

/** One verdict against is enough; without any, one that is open decides. */
const all = (matches: readonly Match[]): Match => (matches.includes("no") ? "no" : matches.includes("open") ? "open" : "yes");

function hasValue({ labels, labelsOpen }: PodLabels, key: string, holds: (value: string) => boolean, absent: Match): Match {
  const value = labels.get(key);
  return value === undefined ? (labelsOpen ? "open" : absent) : holds(value) ? "yes" : "no";
}

/** Finds the pods that may have a label, in their order; all where none is given. Comparing all selectors with all pods would take long for thousands. */
export function podsByLabel<T extends PodLabels>(pods: readonly T[]): (label: readonly [string, string] | undefined) => readonly T[] {
  const byLabel = new Map<string, T[]>();
  for (const pod of pods) {
    for (const label of pod.labels) {
      const alike = byLabel.get(JSON.stringify(label));
      if (alike) alike.push(pod);
      else byLabel.set(JSON.stringify(label), [pod]);
    }
  }
  const open = pods.filter(pod => pod.labelsOpen);
  return label => (label === undefined ? pods : [...new Set([...(byLabel.get(JSON.stringify(label)) ?? []), ...open])]);
}

/** Whether the pod has every label that is wanted. */
export const labelsMatch = (wanted: ReadonlyMap<string, string>, pod: PodLabels): Match => all([...wanted].map(([key, text]) => hasValue(pod, key, held => held === text, "no")));

function expressionMatches(expression: PlanValue, pod: PodLabels): Match {
  const key = textAt(expression, "key");
  const values = textsAt(expression, "values");
  if (key === undefined || values.length < listAt(expression, "values").length || isOpen(expression, "values")) return "open";
  switch (textAt(expression, "operator")) {
    case "In": return hasValue(pod, key, value => values.includes(value), "no");
    case "NotIn": return hasValue(pod, key, value => !values.includes(value), "yes");
    case "Exists": return hasValue(pod, key, () => true, "no");
    case "DoesNotExist": return hasValue(pod, key, () => false, "yes");
    default: return "open";
  }
}

/** A label without which the selector at a path surely does not choose a pod; undefined where it names none, or is not known as a whole. */
export function neededLabel(object: PlanObject, path: Path): readonly [string, string] | undefined {
  const { value } = readAt(object, ...path);
  return value === undefined || isOpen(value, "matchLabels") || isOpen(value, "matchExpressions") ? undefined : [...textEntriesAt(value, "matchLabels")][0];
}

/**
 * Whether the selector at a path of an object chooses the pod, as policy/v1 reads it: no selector chooses no pod, an empty one every pod.
 * Source: Kubernetes API reference, PodDisruptionBudgetSpec.selector.
 */
export function selectorMatches(object: PlanObject, path: Path, pod: PodLabels): Match {
  const { knowledge, value } = readAt(object, ...path);
  if (knowledge === "absent") return "no";
  if (!isObject(value) || isOpen(value, "matchLabels") || isOpen(value, "matchExpressions")) return "open";
  const wanted = textEntriesAt(value, "matchLabels");
  const notKnown = entriesAt(value, "matchLabels").filter(([key]) => !wanted.has(key)).map((): Match => "open");
  return all([
    labelsMatch(wanted, pod), ...notKnown,
    ...listAt(value, "matchExpressions").map(expression => expressionMatches(expression, pod)),
  ]);
}
