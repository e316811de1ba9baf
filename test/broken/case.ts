import type { Change } from "./sound";

/** One thing that users report as broken. */
interface Case {
  /** What goes wrong, and where users say so. */
  readonly reported: string;
  readonly change: Change;
  /** All findings: the rule, the logical name of the resource, and what the message says where one rule tells more than one thing. None where the program is sound in another way. */
  readonly finds: readonly (readonly [rule: string, resource: string, says?: string])[];
  /** Where the plan cannot show what is broken, the question that it leaves undecided instead: the rule and the path. */
  readonly leaves?: readonly [rule: string, path: string];
}

export type Cases = Readonly<Record<string, Case>>;
