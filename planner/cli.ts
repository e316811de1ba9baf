/** The command line's effects: it reads the arguments, plans, prints, and says with which code to exit. */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { nearest } from "../facts/nearest";
import { analyse } from "./analyse";
import { DEFAULT_STACK, readCommand, USAGE, type ColourChoice, type PlanCommand, type Threshold } from "./command-line";
import type { Finding, Plan, RecordedPlan, Severity } from "./model/plan";
import { PlanError } from "./model/plan-error";
import { readPreview } from "./preview/read";
import { readInput, STANDARD_INPUT } from "./read-input";
import { projectFolderFrom } from "./record/project/find";
import { record, type RecordOptions } from "./record/record";
import { RULES } from "./rules/catalogue";
import { suppressionsBeside, suppressionsIn } from "./suppressions/find";
import type { Suppression } from "./suppressions/suppress";
import { explained, ruleList } from "./views/explain";
import { toJson } from "./views/json";
import { manifestsOf, noticesOf, toManifests } from "./views/manifests";
import { toMarkdown } from "./views/markdown";
import { toDiagram, toMermaid } from "./views/mermaid";
import { stackFile, toSarif } from "./views/sarif";
import { printable } from "./views/text/line";
import { toText } from "./views/text/text";
import { assertWritable, WriteError, writeWhole } from "./write-file";

const EXIT = { planned: 0, noPlan: 1, findings: 2 } as const;

const OWN_FOLDER = dirname(__dirname);

/** https://no-color.org: any value but the empty one. A terminal that says it is dumb gets none either. */
function wantsColour(choice: ColourChoice, toFile: boolean): boolean {
  if (choice !== "auto") return choice === "always";
  const { NO_COLOR, TERM } = process.env;
  // Not a terminal is `undefined` there, which the library would take for "find out": in CI it then colours.
  return !toFile && Boolean(process.stdout.isTTY) && (NO_COLOR ?? "") === "" && TERM !== "dumb";
}

const OVER: Readonly<Record<Threshold, readonly Severity[]>> = { error: ["error"], warning: ["error", "warning"], never: [] };

const exitCode = (findings: readonly Finding[], failOn: Threshold): number =>
  findings.some(finding => OVER[failOn].includes(finding.severity)) ? EXIT.findings : EXIT.planned;

/** One message on standard error; line breaks of it stay, controls are made visible. */
function complain(message: string): void {
  process.stderr.write(`error: ${message.split("\n").map(printable).join("\n")}\n`);
}

type Recorder = (options: RecordOptions) => Promise<RecordedPlan>;
type Input = AsyncIterable<Uint8Array>;

/** The folder of the project. Where there is none it is said, and no other project is planned in its place. */
function folderOf(cwd: string | undefined): string {
  if (cwd !== undefined) return resolve(cwd);
  const folder = projectFolderFrom(process.cwd());
  if (folder === undefined) throw new PlanError("there is no Pulumi project in this folder, nor in one above it; --cwd names its folder", { file: "Pulumi.yaml" });
  return folder;
}

/** A folder as seen from the repository that it lies in, where it lies in one: code scanning knows files from there. */
function folderInRepository(folder: string): string {
  const start = existsSync(folder) ? realpathSync(folder) : folder;
  for (let above = start; ; above = dirname(above)) {
    if (existsSync(join(above, ".git"))) return relative(above, start).split(sep).join("/");
    if (above === dirname(above)) return "";
  }
}

/** What may stand: the file that is named, or the one beside the project. A preview is read without its project. */
function suppressionsFor({ suppressions, from, cwd }: PlanCommand): Promise<readonly Suppression[]> {
  if (suppressions !== undefined) return suppressionsIn(suppressions);
  return from === undefined ? suppressionsBeside(folderOf(cwd)) : Promise.resolve([]);
}

/** The plan of a program, or of what the engine says about one. */
async function recorded({ stack, cwd, from, format, places }: PlanCommand, recorder: Recorder, input: Input): Promise<RecordedPlan> {
  if (from !== undefined) return readPreview(await readInput(from, input), { file: from === STANDARD_INPUT ? "standard input" : from, stack });
  // What the program prints is no part of the plan: it goes where diagnostics go.
  const onProgramOutput = (text: string): void => { process.stderr.write(text); };
  return recorder({ cwd: folderOf(cwd), stack: stack ?? DEFAULT_STACK, onProgramOutput, ...((places || format === "sarif") && { places: true }) });
}

/** The plan in the form that was asked for. What its reader must know and may not see there, a stream of manifests being read by programs, is said apart. */
function shown(plan: Plan, { format, provider, diagram, colour, out, cwd, from }: PlanCommand): string {
  switch (format) {
    case "json": return toJson(plan);
    case "text": return toText(plan, { colour: wantsColour(colour, out !== undefined) });
    case "markdown": return toMarkdown(plan);
    case "sarif": return toSarif(plan, { version: ownVersion(), ...(from === undefined && { folder: folderInRepository(folderOf(cwd)), configured: existsSync(join(folderOf(cwd), stackFile(plan))) }) });
    case "mermaid": return diagram === undefined ? toMermaid(plan) : toDiagram(plan, diagram);
    case "manifests": break;
  }
  const manifests = manifestsOf(plan, { provider });
  process.stderr.write(noticesOf(manifests).map(line => `${line}\n`).join(""));
  return toManifests(manifests);
}

async function runPlan(command: PlanCommand, recorder: Recorder, input: Input): Promise<number> {
  const out = command.out === undefined ? undefined : resolve(command.out);
  if (out !== undefined) assertWritable(out, [command.from, command.suppressions].flatMap(file => (file === undefined ? [] : [resolve(file)])));
  const suppressions = await suppressionsFor(command);
  const plan = analyse(await recorded(command, recorder, input), suppressions);
  const text = shown(plan, command);
  if (out === undefined) process.stdout.write(text);
  else writeWhole(out, text);
  return exitCode(plan.findings, command.failOn);
}

function runExplain(id: string | undefined): number {
  if (id === undefined) {
    process.stdout.write(ruleList());
    return EXIT.planned;
  }
  const text = explained(id);
  if (text !== undefined) {
    process.stdout.write(text);
    return EXIT.planned;
  }
  const near = nearest(id, RULES.map(rule => rule.id));
  complain(`there is no rule ${id}${near === undefined ? "" : `; did you mean ${near}?`}\n(explain without a rule lists all)`);
  return EXIT.noPlan;
}

function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(OWN_FOLDER, "package.json"), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : "unknown";
}

/** A reader that has seen enough (`| head`) is no error of ours. */
function onOutputError(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") return;
  complain(`cannot write to standard output: ${error.message}`);
  process.exitCode = EXIT.noPlan;
}

/**
 * Runs the command line.
 * @param argv the arguments after the program's name
 * @param recorder what runs the program; the offline one unless a test says otherwise
 * @param input what is read for `--from -`; standard input unless a test says otherwise
 * @returns the exit code: 0 planned, 2 planned with findings at or over the threshold, 1 no plan
 */
export async function main(argv: readonly string[], recorder: Recorder = record, input: Input = process.stdin): Promise<number> {
  if (!process.stdout.listeners("error").includes(onOutputError)) process.stdout.on("error", onOutputError);
  const command = readCommand(argv);
  switch (command.kind) {
    case "help": process.stdout.write(USAGE); return EXIT.planned;
    case "version": process.stdout.write(`${ownVersion()}\n`); return EXIT.planned;
    case "mistake": complain(`${command.message}\n(--help lists the options)`); return EXIT.noPlan;
    case "explain": return runExplain(command.rule);
    case "plan": break;
  }
  try {
    return await runPlan(command, recorder, input);
  } catch (error) {
    // Anything else is a fault of this program: its stack is wanted.
    if (!(error instanceof PlanError || error instanceof WriteError)) throw error;
    complain(error.message);
    return EXIT.noPlan;
  }
}
