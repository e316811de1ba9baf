/** One run of a program, in a child process, to a complete report. */
import type { SecretText } from "../model/redact";
import type { Pass } from "./answers";
import { completeReport, type CompleteReport } from "./outcome";
import type { Project } from "./project/project";
import { runChild } from "./spawn";

export interface Run {
  /** Rejects with PlanError where the program does not come to a good end. */
  readonly report: Promise<CompleteReport>;
  /** Ends the run; without effect once it has ended. */
  stop(): void;
}

export interface RunOptions {
  readonly pass: Pass;
  readonly timeoutSeconds: number;
  /** Whether resources say where the program makes them. @default false */
  readonly places?: boolean;
  /** Receives what the program prints, secrets and all. */
  readonly onOutput: (chunk: string) => void;
  /** Receives every secret of the program as soon as it is known. */
  readonly onSecret?: (secret: SecretText) => void;
}

/** Starts a run at once. Reports, errors and what is printed are as the program made them: secrets are taken out of them in `record.ts`, where both runs' are known. */
export function runPass({ name, stack, root, config, entry, deniedProviders }: Project, { pass, timeoutSeconds, places = false, onOutput, onSecret = () => undefined }: RunOptions): Run {
  const { values, secretKeys } = config;
  const child = runChild({ pass, project: name, stack, root, ...entry, config: values, secretKeys, deniedProviders, timeoutSeconds, places }, { onOutput, onSecret });
  return {
    report: child.ending.then(ending => completeReport(ending, timeoutSeconds)),
    stop: () => { child.stop(); },
  };
}
