/**
 * The findings of a plan in SARIF 2.1.0 (OASIS, with errata 01), which code scanning and editors read. What a rule cannot decide is a result of kind `open`, in the
 * standard's words one for which there was not enough information; what its owner lets stand carries a suppression. Notes of the plan, which are about how it
 * came about, are notifications of the run. A result lies where the program makes its resource, as far as the plan says, and else in the stack's file.
 */
import { createHash } from "node:crypto";
import { ResourceGraph } from "../model/graph";
import { declarationOf } from "../model/places";
import type { Finding, Plan, PlanNote, Severity, SuppressedFinding, Undecided } from "../model/plan";
import { nameOf, qualifiedType, stackName } from "../model/urn";
import { RULES } from "../rules/catalogue";
import type { Rule } from "../rules/rule";
import { printable } from "./text/line";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/** What relative places start from: code scanning knows this name, and takes such places from the root of the repository. */
const ROOT = "%SRCROOT%";
/** Of our own fingerprint; another number where what goes into it changes. */
const FINGERPRINT = "planIdentity/v1";
/** The one that code scanning reads. Of its own it would be the line's text, which is the same for all resources of one line: a loop's, or those without a place, which lie in the first line of a file. */
const LINE_FINGERPRINT = "primaryLocationLineHash";

/** Lines without controls. A message may hold links, `[text](1)`, and placeholders, `{0}`: outside text has neither. */
const plain = (text: string): string => text.split("\n").map(printable).join("\n").replace(/\](?=\()/g, "\\]").replace(/\{(?=\d+\})/g, "{{").replace(/(?<=\{\{\d+)\}/g, "}}");
const message = (text: string) => ({ text: plain(text) });

/** Markdown of our own rules: no outside text is in it. */
function ruleOf({ id, severity, question, fix, source, asOf }: Rule) {
  const from = `${source}, as of ${asOf}`;
  return {
    id,
    shortDescription: { text: question },
    fullDescription: { text: `${question} Asked of every plan; the answer follows from ${from}.` },
    help: { text: `${question}\n\nFix: ${fix}\n\nSource: ${from}`, markdown: `**${question}**\n\n**Fix:** ${fix}\n\n**Source:** ${from}` },
    defaultConfiguration: { level: severity },
  };
}

const INDEX: ReadonlyMap<string, number> = new Map(RULES.map(({ id }, index) => [id, index]));
const ruleReference = (rule: string) => (INDEX.has(rule) ? { ruleId: rule, ruleIndex: INDEX.get(rule) } : { ruleId: rule });

/** A path as a relative address; half a character has no place in one. */
const uriOf = (path: string): string => path.replace(/\p{Cs}/gu, "\uFFFD").split("/").map(encodeURIComponent).join("/");

/** The files that the log speaks of, each listed once. */
class Artifacts {
  readonly #uris = new Map<string, number>();
  /** @param folder of the project as seen from the root; empty where it is the root */
  constructor(private readonly folder: string) {}

  /** Takes a file of the project in, and points to it. */
  at(file: string) {
    const uri = uriOf(this.folder === "" ? file : `${this.folder}/${file}`);
    const index = this.#uris.get(uri) ?? this.#uris.size;
    this.#uris.set(uri, index);
    return { uri, uriBaseId: ROOT, index };
  }

  all() {
    return [...this.#uris.keys()].map(uri => ({ location: { uri, uriBaseId: ROOT } }));
  }
}

interface Context { readonly plan: Plan; readonly graph: ResourceGraph; readonly artifacts: Artifacts; readonly ownFile: string }

/** The file of a stack's configuration, beside Pulumi.yaml. */
export const stackFile = ({ stack }: Pick<Plan, "stack">): string => `Pulumi.${stackName(stack)}.yaml`;

/** In the program or, where its place is not known, in the first line of the stack's or the project's file, since viewers want one; and the resource by its URN. */
function locationOf({ graph, artifacts, ownFile }: Context, urn: string | undefined) {
  const resource = graph.byUrn(urn);
  const declared = resource && declarationOf(resource, graph)?.place;
  return {
    physicalLocation: {
      artifactLocation: artifacts.at(declared?.file ?? ownFile),
      region: declared === undefined ? { startLine: 1 } : { startLine: declared.line, startColumn: declared.column },
    },
    ...(urn === undefined ? {} : { logicalLocations: [{ name: printable(resource?.name ?? nameOf(urn)), fullyQualifiedName: urn, kind: "resource" }] }),
  };
}

type About = Pick<Undecided, "rule" | "resource" | "path">;

/** What stays the same when numbers in a message change, and is the same in every stack of the program. */
function identityOf({ rule, resource, path }: About): string {
  const place = resource === undefined ? [] : [qualifiedType(resource), nameOf(resource)];
  return JSON.stringify([rule, place, path ?? null]);
}

/** Results of one rule about one place are told apart by their order. */
function fingerprinter(): (about: About) => string {
  const seen = new Map<string, number>();
  return about => {
    const identity = identityOf(about);
    const count = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, count);
    return `${createHash("sha256").update(identity).digest("hex").slice(0, 32)}:${count}`;
  };
}

interface Judged { readonly kind: "fail" | "open"; readonly level: Severity | "none"; readonly text: string; readonly suppressions: readonly object[]; readonly properties: object }

const failed = ({ severity, message: said, fix, path, evidence, source }: Finding, suppressions: readonly object[] = []): Judged =>
  ({ kind: "fail", level: severity, text: `${said}\nFix: ${fix}`, suppressions, properties: { path, evidence, source } });

const accepted = (reason: string) => ({ kind: "external", status: "accepted", justification: reason });

const suppressed = (finding: SuppressedFinding): Judged => failed(finding, [accepted(finding.reason)]);

const open = ({ message: said, path, reason }: Undecided): Judged => ({ kind: "open", level: "none", text: `Undecided: ${said}`, suppressions: reason === undefined ? [] : [accepted(reason)], properties: { path } });

function resultsOf(context: Context): readonly object[] {
  const { plan } = context;
  const fingerprint = fingerprinter();
  const fingerprints = (about: About) => { const same = fingerprint(about); return { [FINGERPRINT]: same, [LINE_FINGERPRINT]: same }; };
  const all: readonly (readonly [About, Judged])[] = [
    ...plan.findings.map(each => [each, failed(each)] as const),
    ...plan.suppressed.map(each => [each, suppressed(each)] as const),
    ...plan.undecided.map(each => [each, open(each)] as const),
  ];
  return all.map(([about, { kind, level, text, suppressions, properties }]) => ({
    ...ruleReference(about.rule), kind, level, message: message(text),
    locations: [locationOf(context, about.resource)],
    partialFingerprints: fingerprints(about),
    suppressions, properties,
  }));
}

const notificationOf = (context: Context, { rule, message: said, resource }: PlanNote) => ({
  descriptor: { id: rule }, level: "note", message: message(said), ...(resource === undefined ? {} : { locations: [locationOf(context, resource)] }),
});

export interface SarifOptions {
  /** Of the planner. */
  readonly version: string;
  /** The project's folder as seen from the root of its repository, with `/`; empty where it is the root, or where there is none. */
  readonly folder?: string;
  /** False where the stack has no file: the project's own is named in its place. */
  readonly configured?: boolean;
}

/** The plan's findings as a SARIF log. */
export function toSarif(plan: Plan, { version, folder = "", configured = true }: SarifOptions): string {
  const context: Context = { plan, graph: new ResourceGraph(plan.resources), artifacts: new Artifacts(folder), ownFile: configured ? stackFile(plan) : "Pulumi.yaml" };
  const results = resultsOf(context);
  const toolExecutionNotifications = plan.notes.map(note => notificationOf(context, note));
  const run = {
    tool: { driver: { name: "aks-anatomy", semanticVersion: version, rules: RULES.map(ruleOf) } },
    automationDetails: { id: `aks-anatomy/${plan.project}/${plan.stack}/` },
    originalUriBaseIds: { [ROOT]: { description: { text: "The root of the repository, or the folder of the Pulumi project where it is in none." } } },
    artifacts: context.artifacts.all(),
    invocations: [{ executionSuccessful: true, toolExecutionNotifications }],
    columnKind: "utf16CodeUnits",
    results,
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: "2.1.0", runs: [run] }, null, 2)}\n`;
}
