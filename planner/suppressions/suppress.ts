/** Findings and undecided questions that their owner has looked at and lets stand: they are shown with the reason, and count no more. */
import type { Finding, PlanNote, SuppressedFinding, Undecided } from "../model/plan";
import { nameOf } from "../model/urn";

export interface Suppression {
  /** Id of the rule. */
  readonly rule: string;
  /** URN or logical name of the resource; `*` stands for any part of either, and alone also for what is at no resource. */
  readonly resource: string;
  /** The one stack that it is for; every stack where it is absent. */
  readonly stack?: string;
  /** Why it may stand, in the owner's words. */
  readonly reason: string;
}

/** What the rules say. */
interface Said {
  readonly findings: readonly Finding[];
  readonly undecided?: readonly Undecided[];
}

interface Sorted {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** All of them; those that may stand with the reason. */
  readonly undecided: readonly Undecided[];
  /** Suppressions for this stack that nothing needs: whoever reads the file would take them for true. */
  readonly notes: readonly PlanNote[];
}

/** The pattern's `*` as any text; everything else as it is written. */
function isMeant(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return text === pattern;
  const last = rest.pop() ?? "";
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

const covers = ({ rule, resource }: Suppression, about: Undecided): boolean =>
  rule === about.rule && [about.resource ?? "", nameOf(about.resource ?? "")].some(text => isMeant(resource, text));

/** Pure. The first suppression that covers a finding or a question gives the reason. */
export function suppress({ findings, undecided = [] }: Said, suppressions: readonly Suppression[], stack: string): Sorted {
  const meant = suppressions.filter(each => each.stack === undefined || each.stack === stack);
  const reasonOf = (about: Undecided): string | undefined => meant.find(each => covers(each, about))?.reason;
  const unused = meant.filter(each => ![...findings, ...undecided].some(about => covers(each, about)));
  return {
    findings: findings.filter(finding => reasonOf(finding) === undefined),
    suppressed: findings.flatMap(finding => {
      const reason = reasonOf(finding);
      return reason === undefined ? [] : [{ ...finding, reason }];
    }),
    undecided: undecided.map(question => {
      const reason = reasonOf(question);
      return reason === undefined ? question : { ...question, reason };
    }),
    notes: unused.map(({ rule, resource }) => ({ rule: "suppression-unused", message: `the suppression of ${rule} at ${resource} covers no finding and no undecided question of this plan: it can be taken out` })),
  };
}
