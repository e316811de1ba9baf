/** Plans a Pulumi program offline: the program itself runs, twice and side by side, against an engine of our own. */
import { FORMAT_VERSION, type PlanNote, type RecordedPlan } from "../model/plan";
import { mergeObject, mergeResources } from "./merge";
import type { CompleteReport } from "./outcome";
import { runPass } from "./pass";
import { PlanError } from "./plan-error";
import { readProject } from "./project/project";

export { PlanError } from "./plan-error";

/** Seconds that a program may take, unless the caller says otherwise. */
const DEFAULT_TIMEOUT_SECONDS = 120;

export interface RecordOptions {
  /** Folder of Pulumi.yaml. */
  readonly cwd: string;
  readonly stack: string;
  /** Values in place of the stack file's, by key; a key without a namespace is the project's. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Receives what the program prints and logs, as it comes. */
  readonly onProgramOutput?: (chunk: string) => void;
  /** How long the program may take. @default 120 */
  readonly timeoutSeconds?: number;
}

/** A plan must read the same on every machine: paths in its notes start at the project. */
const withoutRoot = (text: string, root: string): string => text.replaceAll(`file://${root}/`, "").replaceAll(`${root}/`, "").replaceAll(`'${root}'`, "'.'");

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function sortedNotes(notes: readonly PlanNote[], root: string): readonly PlanNote[] {
  return notes
    .map(note => ({ ...note, message: withoutRoot(note.message, root) }))
    .sort((a, b) => compare(a.rule, b.rule) || compare(a.resource ?? "", b.resource ?? "") || compare(a.message, b.message));
}

interface Prediction { readonly report?: CompleteReport; readonly notes: readonly PlanNote[] }

/** The predicting pass is a help, not a condition: where it fails, the plan says so. */
function failedPrediction(error: unknown): Prediction {
  if (!(error instanceof PlanError)) throw error;
  return { notes: [{ rule: "prediction-failed", message: `values that are certain before anything exists are missing: ${error.message}` }] };
}

/**
 * What `pulumi up` would build, as far as it can be known without a login, a plugin or a network.
 * Rejects with PlanError, which names the file or key, where there is no plan: a project or stack that cannot be read, and a program that throws,
 * logs an error, registers a URN twice, or does not come to its end.
 */
export async function record(options: RecordOptions): Promise<RecordedPlan> {
  const { timeoutSeconds = DEFAULT_TIMEOUT_SECONDS, onProgramOutput = () => undefined } = options;
  const project = readProject(options);
  const faithful = runPass(project, { pass: "faithful", timeoutSeconds, onOutput: onProgramOutput });
  const predicting = runPass(project, { pass: "predicting", timeoutSeconds, onOutput: () => undefined });
  const prediction = predicting.report.then((report): Prediction => ({ report, notes: [] })).catch(failedPrediction);
  try {
    const said = await faithful.report;
    const { report, notes } = await prediction;
    return {
      formatVersion: FORMAT_VERSION,
      project: project.name,
      stack: project.stack,
      source: "record",
      resources: mergeResources(said.resources, report?.resources ?? []),
      outputs: mergeObject(said.outputs, report?.outputs ?? {}),
      notes: sortedNotes([...project.notes, ...said.notes, ...notes], project.root),
    };
  } finally {
    predicting.stop();
    await prediction;
  }
}
