/** What the tests found, a line each, for the lists and the table that `reporter.cjs` prints at the end. */
import { appendFileSync } from "node:fs";
import type { Stats } from "./load/stats";

/** Names the file of lines in the environment; the reporter makes it. */
const REPORT = "AKS_ANATOMY_CLUSTER_REPORT";

/** What a fault did to the load. */
interface Scenario {
  readonly section: "scenario";
  readonly scenario: string;
  /** Whether the plan's owner would do it on purpose and expects no failed request. */
  readonly kind: "voluntary" | "involuntary";
  readonly stats: Stats;
  /** What bounds the gap, or what else a reader should know. */
  readonly bound: string;
  /** Of what should have cost no request: which way the first failed ones went, and what pods and entrances did meanwhile. */
  readonly explanation?: { readonly ways: readonly string[]; readonly journal: readonly string[] };
}

/** Where the objects that were applied are not quite those of the plan. */
export interface Deviation {
  readonly section: "deviation";
  readonly object: string;
  readonly what: string;
  readonly why: string;
}

/** What holds on Azure and could not be asked here. */
interface NotEnforced {
  readonly section: "not enforced";
  readonly what: string;
  readonly why: string;
}

/** What the plan predicted, and what the cluster and its cloud made. */
interface Prediction {
  readonly section: "prediction";
  readonly what: string;
  readonly predicted: string;
  readonly made: string;
}

export type Line = Scenario | Deviation | NotEnforced | Prediction;

/** Adds a line to the report. */
export function report(line: Line): void {
  const file = process.env[REPORT];
  if (file === undefined) throw new Error(`${REPORT} is not set: these tests start with npm run test:cluster`);
  appendFileSync(file, `${JSON.stringify(line)}\n`);
}
