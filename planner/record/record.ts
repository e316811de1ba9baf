/** Plans a Pulumi program offline: the program itself runs, twice and side by side, against an engine of our own. */
import type { PlanNote, RecordedPlan } from "../model/plan";
import { PlanError } from "../model/plan-error";
import { redactor, type Redact, type SecretText } from "../model/redact";
import { assemble } from "./assemble";
import { atExit } from "./at-exit";
import { configuredLocation, withAutoLocations } from "./auto-location";
import { HeldOutput } from "./held-output";
import type { CompleteReport } from "./outcome";
import { runPass } from "./pass";
import { configuredSecrets } from "./project/configured-secrets";
import { readProject } from "./project/project";

/** Seconds that a program may take, unless the caller says otherwise. */
const DEFAULT_TIMEOUT_SECONDS = 120;

export interface RecordOptions {
  /** Folder of Pulumi.yaml. */
  readonly cwd: string;
  readonly stack: string;
  /** Values in place of the stack file's, by key; a key without a namespace is the project's. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Receives what the program prints and logs, without its secrets: at the end, because only then all of them are known. */
  readonly onProgramOutput?: (chunk: string) => void;
  /** How long the program may take. @default 120 */
  readonly timeoutSeconds?: number;
  /** Whether each resource says where the program makes it. @default false */
  readonly places?: boolean;
}

interface Prediction { readonly report?: CompleteReport; readonly notes: readonly PlanNote[] }

/** The predicting pass is a help, not a condition: where it fails, the plan says so. */
function failedPrediction(error: unknown): Prediction {
  if (!(error instanceof PlanError)) throw error;
  return { notes: [{ rule: "prediction-failed", message: `values that are certain before anything exists are missing: ${error.message}` }] };
}

/** An error of the program's as it may be shown. */
function redacted(error: unknown, redact: Redact): unknown {
  if (!(error instanceof PlanError)) return error;
  const { reason, file, ...place } = error;
  return new PlanError(redact(reason), { ...place, ...(file === undefined ? {} : { file: redact(file) }) });
}

/**
 * What `pulumi up` would build, as far as it can be known without a login, a plugin or a network. Secrets of the program are in none of it: not in the plan,
 * not in what the program prints, not in the error.
 * Rejects with PlanError, which names the file or key, where there is no plan: a project or stack that cannot be read, and a program that throws,
 * logs an error, registers a URN twice, or does not come to its end.
 */
export async function record(options: RecordOptions): Promise<RecordedPlan> {
  const { timeoutSeconds = DEFAULT_TIMEOUT_SECONDS, onProgramOutput = () => undefined, places = false } = options;
  const project = readProject(options);
  const printed = new HeldOutput();
  const secrets = new Set<SecretText>(configuredSecrets(project.config));
  const onSecret = (secret: SecretText): void => { secrets.add(secret); };
  const faithful = runPass(project, { pass: "faithful", timeoutSeconds, places, onOutput: chunk => { printed.add(chunk); }, onSecret });
  const predicting = runPass(project, { pass: "predicting", timeoutSeconds, places, onOutput: () => undefined, onSecret });
  const release = (redact: Redact): void => {
    const text = redact(printed.text());
    if (text !== "") onProgramOutput(text);
  };
  // Whoever interrupts a program that does not end wants to see what it has printed.
  const uninterrupted = atExit(() => { release(redactor(secrets)); });
  const [said, predicted] = await Promise.allSettled([
    faithful.report.catch((error: unknown) => {
      predicting.stop();
      throw error;
    }),
    predicting.report.then((report): Prediction => ({ report, notes: [] })).catch(failedPrediction),
  ]);
  uninterrupted();
  const redact = redactor(secrets);
  release(redact);
  if (said.status === "rejected") throw redacted(said.reason, redact);
  if (predicted.status === "rejected") throw predicted.reason;
  const { report, notes } = predicted.value;
  const plan = assemble(project, said.value, report, [...project.notes, ...notes], redact);
  return { ...plan, resources: withAutoLocations(plan.resources, configuredLocation(project.config)) };
}
