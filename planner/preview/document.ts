/** From a text to the document of a preview, or to the one error that says what the text is instead. */
import { PlanError } from "../model/plan-error";
import { isList, isObject, kindOf, Node, type Json, type JsonObject } from "./node";
import { lineAndColumn, syntaxFault } from "./syntax";

const EXPECTED = "expected the document that `pulumi preview --json` prints";
const HOW = "`pulumi preview --json > preview.json` writes one";

/** Documents of other kinds, by keys that only they have, and what to do about each. */
const OTHERS: readonly (readonly [is: (document: JsonObject) => boolean, what: string])[] = [
  [document => has(document, "deployment"), `a stack export: what is deployed, not what would change; ${HOW}`],
  [document => has(document, "formatVersion", "resources"), "a plan that was made already (--format json); --from reads what plans are made from"],
  [document => has(document, "resourcePlans"), `an update plan of Pulumi (--save-plan); ${HOW}`],
  [document => has(document, "resource_changes") || has(document, "planned_values") || has(document, "terraform_version"), "a plan of Terraform; only Pulumi's previews are read"],
  [isEvent, eventLog()],
];

const has = (document: JsonObject, ...keys: readonly string[]): boolean => keys.every(key => Object.hasOwn(document, key));

/** An entry of the log that `--event-log` and PULUMI_ENABLE_STREAMING_JSON_PREVIEW write. */
function isEvent(document: JsonObject): boolean {
  return has(document, "sequence", "timestamp") || Object.keys(document).some(key => /^(?:prelude|resourcePre|resOutputs|diagnostic|summary|stdout|cancel)Event$/.test(key));
}

function eventLog(): string {
  return "a log of the engine's events, which does not say what depends on what; `pulumi preview --json > preview.json` without PULUMI_ENABLE_STREAMING_JSON_PREVIEW and --event-log writes a whole document";
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    // What JSON.parse says quotes the text; the place is looked for apart.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Characters that the first line of an event log may have and still be looked at. */
const LONGEST_FIRST_LINE = 1_000_000;

function startsEventLog(text: string): boolean {
  const end = text.indexOf("\n");
  const first = end < 0 || end > LONGEST_FIRST_LINE ? undefined : parsed(text.slice(0, end));
  return isObject(first) && isEvent(first);
}

function notJson(text: string, file: string): PlanError {
  if (startsEventLog(text)) return new PlanError(`this is ${eventLog()}`, { file });
  const fault = syntaxFault(text) ?? { offset: 0, cutOff: false };
  const place = { file, ...lineAndColumn(text, fault.offset) };
  const start = /^\s*/.exec(text)?.[0].length ?? 0;
  if (text[start] !== "{") {
    // What npm and the engine say before the document, where both went into one file.
    const brace = /^\{/m.exec(text)?.index;
    const where = brace === undefined ? "" : `; the document seems to begin in line ${lineAndColumn(text, brace).line}`;
    return new PlanError(`${EXPECTED}, found text that is no JSON${where}. Send nothing but pulumi's standard output to the file (no 2>&1; npm run --silent)`, place);
  }
  if (fault.cutOff) return new PlanError(`the document is cut off: it ends before it is complete (${text.length} characters)`, place);
  return new PlanError(`${EXPECTED}, but this is no JSON from here on. Send the standard output of one preview alone to the file`, place);
}

/**
 * The document as a node to read from.
 * @throws PlanError that says what the file is instead, or where it stops being JSON; never with a value of the file
 */
export function documentOf(text: string, file: string): Node {
  if (text.trim() === "") throw new PlanError(`the file is empty; ${EXPECTED}. Where pulumi failed before planning anything, it said why on standard error`, { file });
  const value = parsed(text);
  if (value === undefined) throw notJson(text, file);
  if (!isObject(value)) throw new PlanError(`${EXPECTED}, an object; found ${kindOf(value)}`, { file });
  const other = OTHERS.find(([is]) => is(value));
  if (other) throw new PlanError(`this is ${other[1]}`, { file });
  if (!["steps", "changeSummary", "diagnostics", "duration", "config"].some(key => has(value, key))) throw new PlanError(`${EXPECTED}, with \`steps\`; found an object without any of its keys`, { file });
  if (has(value, "steps") && value.steps !== null && !isList(value.steps)) return new Node(value.steps, "steps", file).fail("a list");
  return new Node(value, "", file);
}
