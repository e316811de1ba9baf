/** From how a child ended to a report that a plan can be made of, or to the one error that says why not. */
import type { Failure, Report } from "./child/report";
import { PlanError } from "../model/plan-error";
import type { Ending } from "./spawn";

/** A report of a program that came to its end. */
export type CompleteReport = Report & Required<Pick<Report, "outputs">>;

const lines = (first: string, rest: readonly string[]): string => [first, ...rest.map(line => `  ${line}`)].join("\n");

const lastRegistered = ({ last }: Report): string => (last === undefined ? "no resource was registered" : `the last resource registered was ${last}`);

function waitedFor(report: Report): string {
  return report.pending.length === 0 ? lastRegistered(report) : `still pending: ${report.pending.join(", ")}; ${lastRegistered(report)}`;
}

function silent({ killed, signal, exitCode }: Ending, timeoutSeconds: number): PlanError {
  if (killed) return new PlanError(`the program did not come to an end within ${timeoutSeconds} s and never gave back control: it may be in an endless loop`);
  return new PlanError(signal === null ? `the program ended with exit code ${exitCode} and without a plan` : `the program was ended by ${signal}`);
}

/** What a program that has failed may have failed for: it works with what a provider's functions give, and they were not there. */
function unansweredHint({ notes }: Report): string {
  const reasons = notes.filter(({ rule }) => rule === "invoke-not-answered").map(({ message }) => message);
  if (reasons.length === 0) return "";
  return `\n${lines("it may have failed for what is not known here:", [...reasons, "to plan it all the same, ask in the Output form of the function (getXOutput, listXOutput), or plan from the engine's own preview: pulumi preview --json"])}`;
}

const thrown = ({ message, ...place }: Failure, report: Report): PlanError => new PlanError(`${message}${unansweredHint(report)}`, place);

function duplicate(report: Report): PlanError {
  const sentences = report.duplicates.map(urn => `Duplicate resource URN '${urn}': give it a unique name`);
  return new PlanError(`${lines(sentences[0] ?? "", sentences.slice(1))}${unansweredHint(report)}`);
}

function logged(errors: Report["errors"]): PlanError {
  const [first = "", ...rest] = errors.map(({ message, urn }) => (urn === undefined ? message : `${message} (${urn})`));
  return new PlanError(lines(first, rest));
}

/** Why a report is no plan, most telling reason first; undefined where it is one. */
function problemOf(report: Report, timeoutSeconds: number): PlanError | undefined {
  const [failure] = report.failures;
  if (report.duplicates.length > 0) return duplicate(report);
  if (failure !== undefined) return thrown(failure, report);
  if (report.errors.length > 0) return logged(report.errors);
  if (report.timedOut) return new PlanError(`the program did not come to an end within ${timeoutSeconds} s; ${waitedFor(report)}`);
  if (report.exitCode !== 0) return new PlanError(`the program ended with exit code ${report.exitCode}; ${lastRegistered(report)}`);
  if (!report.finished) return new PlanError(`the program left with process.exit before its resources were registered; ${lastRegistered(report)}`);
  if (report.outputs === undefined || report.pending.length > 0) return new PlanError(`the program ended while something that it waits for never settled; ${waitedFor(report)}`);
  return undefined;
}

const isComplete = (report: Report): report is CompleteReport => report.outputs !== undefined;

/** Throws PlanError where the program did not come to a good end. */
export function completeReport(ending: Ending, timeoutSeconds: number): CompleteReport {
  const { report } = ending;
  if (report === undefined) throw silent(ending, timeoutSeconds);
  const problem = problemOf(report, timeoutSeconds);
  if (problem !== undefined) throw problem;
  if (!isComplete(report)) throw new PlanError("the program's outputs are missing");
  return report;
}
