/** What the rules on ranges that meet have in common. */
import type { RangeEnd, RangeOverlap, UnknownRange } from "../model/address-results";
import type { Rule, Subject } from "./rule";

const TITLES: Readonly<Record<RangeEnd["kind"], string>> = {
  network: "network", subnet: "subnet", pods: "the pod range of", services: "the service range of",
  "on-premises": "the on-premises ranges of", "peered-network": "the peered network", reserved: "the range",
};

export const rangeTitle = ({ kind, name }: UnknownRange): string => `${TITLES[kind]} ${name}`;

/** `the service range of aks 10.0.0.0/16 (Azure's default)`. */
const endText = ({ kind, name, prefix, byDefault }: RangeEnd): string =>
  (kind === "reserved" ? prefix : `${rangeTitle({ kind, name })} ${prefix}${byDefault ? " (Azure's default)" : ""}`);

/** The finding stands at the range that is easier to change: a cluster's before a network's. */
const MOVABLE: readonly RangeEnd["kind"][] = ["pods", "services", "subnet", "network", "peered-network", "on-premises", "reserved"];

const ordered = ({ a, b }: RangeOverlap): readonly [RangeEnd, RangeEnd] => (MOVABLE.indexOf(a.kind) < MOVABLE.indexOf(b.kind) ? [a, b] : [b, a]);

/** Where two ranges meet, and what that means. */
export function overlapPlace(overlap: RangeOverlap): { readonly resource?: string; readonly path: string; readonly message: string } {
  const [at, other] = ordered(overlap);
  return { resource: at.resource, path: at.path ?? "inputs", message: `${endText(at)} meets ${endText(other)}: ${overlap.says}` };
}

export const overlapFindings = ({ analyses: { ipPlan } }: Subject, isMeant: (overlap: RangeOverlap) => boolean): ReturnType<Rule["check"]> => (ipPlan.overlaps ?? []).filter(isMeant).map(overlap => {
  const [at, other] = ordered(overlap);
  return { ...overlapPlace(overlap), evidence: { range: at.prefix, meets: other.prefix, source: overlap.source } };
});

export const isReserved = ({ a, b }: RangeOverlap): boolean => a.kind === "reserved" || b.kind === "reserved";
