/** What the arguments ask for. Pure: nothing is read, printed or run here. */
import { parseArgs } from "node:util";
import { nearest } from "../facts/nearest";

export const FORMATS = ["text", "json", "manifests", "markdown", "sarif", "mermaid"] as const;
const DIAGRAM_NAMES = ["resources", "network", "flow"] as const;
export const THRESHOLDS = ["error", "warning", "never"] as const;
const COLOURS = ["auto", "always", "never"] as const;

type Format = (typeof FORMATS)[number];
type DiagramName = (typeof DIAGRAM_NAMES)[number];
export type Threshold = (typeof THRESHOLDS)[number];
export type ColourChoice = (typeof COLOURS)[number];

export interface PlanCommand {
  readonly kind: "plan";
  /** As given; absent means `DEFAULT_STACK`, or the one that a preview is of. */
  readonly stack?: string;
  /** As given; absent means the current project or this one. */
  readonly cwd?: string;
  /** A preview to read instead of running a program; `-` is standard input. */
  readonly from?: string;
  /** File of suppressions in place of the one beside the project. */
  readonly suppressions?: string;
  readonly format: Format;
  /** Logical name or URN of the Kubernetes provider whose objects are wanted. */
  readonly provider?: string;
  /** The one diagram that is wanted, without a page around it. */
  readonly diagram?: DiagramName;
  /** Whether findings are to name the lines of the program. */
  readonly places: boolean;
  readonly out?: string;
  readonly failOn: Threshold;
  readonly colour: ColourChoice;
}

interface ExplainCommand {
  readonly kind: "explain";
  /** Id of a rule as it was written; absent asks for the list of all. */
  readonly rule?: string;
}

export type Command = PlanCommand | ExplainCommand | { readonly kind: "help" } | { readonly kind: "version" } | { readonly kind: "mistake"; readonly message: string };

export const DEFAULT_STACK = "dev";

const CHOICES = { format: FORMATS, diagram: DIAGRAM_NAMES, "fail-on": THRESHOLDS, color: COLOURS } as const;
const COMMANDS = ["plan", "explain", "help"] as const;

const OPTIONS = {
  stack: { type: "string" }, cwd: { type: "string" }, from: { type: "string" }, suppressions: { type: "string" }, format: { type: "string" }, provider: { type: "string" }, places: { type: "boolean" }, diagram: { type: "string" }, out: { type: "string" },
  "fail-on": { type: "string" }, color: { type: "string" }, help: { type: "boolean", short: "h" }, version: { type: "boolean" },
} as const;

export const USAGE = `aks-anatomy plans a service on Azure Kubernetes Service offline: no subscription, no login, no plugin.

Usage
  npm run plan -- [options]      show what \`pulumi up\` would build
  npm run explain -- [RULE]      what a rule asks, reads and wants to be done; without a rule, all
  node FOLDER/planner/bin.cjs    the same from another folder: plan, or explain; FOLDER is that
                                 of this repository

Options
  --stack NAME                   stack to plan; default ${DEFAULT_STACK}
  --cwd DIR                      folder of the Pulumi project; default: the current one, or the
                                 nearest above it that has a Pulumi.yaml
  --from FILE                    plan from what \`pulumi preview --json --show-sames\` printed, in a
                                 file or, with -, on standard input; nothing is run
  --suppressions FILE            findings that may stand, each with its reason; default, but for
                                 --from: aks-anatomy.yaml beside Pulumi.yaml
  --format ${FORMATS.join("|")}
                                 default text; manifests are the Kubernetes objects as YAML,
                                 markdown a comment on a pull request, sarif the findings for code
                                 scanning, mermaid diagrams
  --provider NAME                with manifests: the Kubernetes provider whose objects are wanted,
                                 where the program has several
  --places                       with text, markdown and json: the line of the program that makes
                                 each resource; sarif always says it
  --diagram ${DIAGRAM_NAMES.join("|")}
                                 with mermaid: this one alone, without a page around it
  --out FILE                     write to a file instead of standard output
  --fail-on ${THRESHOLDS.join("|")}  findings that make the exit code 2; default error
  --color ${COLOURS.join("|")}      default auto: on a terminal, unless NO_COLOR is set
  --help, --version

Exit codes
  0  planned, no finding at or over the threshold
  2  planned, with such findings
  1  no plan
`;

const mistake = (message: string): Command => ({ kind: "mistake", message });

/** How others call what is an option here, Pulumi's own short forms among them. */
const OTHER_NAMES: Readonly<Record<string, string>> = { program: "cwd", project: "cwd", dir: "cwd", directory: "cwd", folder: "cwd", path: "cwd", C: "cwd", s: "stack" };

const suggestion = (word: string, options: readonly string[]): string => {
  const near = nearest(word, options);
  return near === undefined ? `; there are ${options.join(", ")}` : `; did you mean ${near}?`;
};

/** What is wrong with arguments that do not parse: an unknown option is named with its nearest, anything else in Node's own words. */
function parseProblem(argv: readonly string[], error: unknown): string {
  const { tokens } = parseArgs({ args: [...argv], options: OPTIONS, strict: false, allowPositionals: true, tokens: true });
  const unknown = tokens.find(token => token.kind === "option" && !Object.hasOwn(OPTIONS, token.name));
  const meant = unknown?.kind === "option" && Object.hasOwn(OTHER_NAMES, unknown.name) ? OTHER_NAMES[unknown.name] : undefined;
  if (unknown?.kind === "option" && meant !== undefined) return `unknown option ${unknown.rawName}; ${meant === "cwd" ? "the folder of a Pulumi project goes with --cwd" : `did you mean --${meant}?`}`;
  if (unknown?.kind === "option") return `unknown option ${unknown.rawName}${suggestion(`--${unknown.name}`, Object.keys(OPTIONS).map(name => `--${name}`))}`;
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n")[0]?.replace(/\.$/, "") ?? text;
}

function planCommand(values: Readonly<Record<string, string | boolean | undefined>>): Command {
  const text = (name: string): string | undefined => { const value = values[name]; return typeof value === "string" ? value : undefined; };
  const empty = ["stack", "cwd", "from", "provider", "suppressions", "out"].find(name => text(name)?.trim() === "");
  if (empty !== undefined) return mistake(`--${empty} needs a value`);
  for (const [name, options] of Object.entries(CHOICES)) {
    const value = text(name);
    if (value !== undefined && !options.some(option => option === value)) return mistake(`--${name} cannot be "${value}"${suggestion(value, options)}`);
  }
  if (values.from !== undefined && values.cwd !== undefined) return mistake("--from and --cwd exclude each other: a preview is read without its project");
  if (values.provider !== undefined && values.format !== "manifests") return mistake("--provider goes with --format manifests");
  if (values.places === true && (values.format === "manifests" || values.format === "mermaid")) return mistake("--places goes with --format text, json, markdown or sarif");
  if (values.places === true && values.from !== undefined) return mistake("--places and --from exclude each other: a preview is read without its program");
  if (values.diagram !== undefined && values.format !== "mermaid") return mistake("--diagram goes with --format mermaid");
  const chosen = <T extends string>(name: string, options: readonly T[], byDefault: T): T => options.find(option => option === text(name)) ?? byDefault;
  return {
    kind: "plan", stack: text("stack"), cwd: text("cwd"), from: text("from"), provider: text("provider"), suppressions: text("suppressions"), out: text("out"),
    diagram: DIAGRAM_NAMES.find(name => name === text("diagram")), places: values.places === true,
    format: chosen("format", FORMATS, "text"), failOn: chosen("fail-on", THRESHOLDS, "error"), colour: chosen("color", COLOURS, "auto"),
  };
}

function explainCommand([rule, ...more]: readonly string[], options: readonly string[]): Command {
  const [option] = options;
  if (option !== undefined) return mistake(`explain takes no options; what is --${option}?`);
  return more.length > 0 ? mistake(`explain takes one rule; what is "${more.join(" ")}"?`) : { kind: "explain", rule };
}

/** Reads the arguments after the program's name. A mistake is a value: the caller prints it. */
export function readCommand(argv: readonly string[]): Command {
  let parsed: ReturnType<typeof parse>;
  try { parsed = parse(argv); } catch (error) { return mistake(parseProblem(argv, error)); }
  const { values, positionals: [command, ...extra] } = parsed;
  if (values.version === true) return { kind: "version" };
  if (values.help === true || command === undefined || command === "help") return { kind: "help" };
  if (command === "explain") return explainCommand(extra, Object.keys(values));
  if (command !== "plan") return mistake(`unknown command ${command}${suggestion(command, COMMANDS)}`);
  if (extra[0] === "explain") return mistake("explain is a command of its own: npm run explain -- RULE");
  if (extra.length > 0) return mistake(`plan takes options only; what is "${extra.join(" ")}"? The folder of a project goes with --cwd, a stack with --stack`);
  return planCommand(values);
}

const parse = (argv: readonly string[]) => parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: true });
