/** Findings that their owner has looked at and lets stand: they are shown with the reason, and count no more. */
import type { Finding, PlanNote, SuppressedFinding } from "../model/plan";

export interface Suppression {
  /** Id of the rule. */
  readonly rule: string;
  /** URN or logical name of the resource; `*` stands for any part of either, and alone also for a finding at no resource. */
  readonly resource: string;
  /** The one stack that it is for; every stack where it is absent. */
  readonly stack?: string;
  /** Why the finding may stand, in the owner's words. */
  readonly reason: string;
}

interface Sorted {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Suppressions for this stack that no finding needs: whoever reads the file would take them for true. */
  readonly notes: readonly PlanNote[];
}

const nameOf = (urn: string): string => urn.slice(urn.lastIndexOf("::") + "::".length);

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

const covers = ({ rule, resource }: Suppression, finding: Finding): boolean =>
  rule === finding.rule && [finding.resource ?? "", nameOf(finding.resource ?? "")].some(text => isMeant(resource, text));

/** Pure. The first suppression that covers a finding gives the reason. */
export function suppress(findings: readonly Finding[], suppressions: readonly Suppression[], stack: string): Sorted {
  const meant = suppressions.filter(each => each.stack === undefined || each.stack === stack);
  const reasonOf = (finding: Finding): string | undefined => meant.find(each => covers(each, finding))?.reason;
  const unused = meant.filter(each => !findings.some(finding => covers(each, finding)));
  return {
    findings: findings.filter(finding => reasonOf(finding) === undefined),
    suppressed: findings.flatMap(finding => {
      const reason = reasonOf(finding);
      return reason === undefined ? [] : [{ ...finding, reason }];
    }),
    notes: unused.map(({ rule, resource }) => ({ rule: "suppression-unused", message: `the suppression of ${rule} at ${resource} covers no finding of this plan: it can be taken out` })),
  };
}
