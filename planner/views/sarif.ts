/**
 * The findings of a plan in SARIF 2.1.0 (OASIS, with errata 01), which code scanning and editors read. What a rule cannot decide is a result of kind `open`, in the
 * standard's words one for which there was not enough information; a finding that its owner lets stand carries a suppression. Notes of the plan, which are about how it
 * came about, are notifications of the run.
 */
import { createHash } from "node:crypto";
import { ResourceGraph } from "../model/graph";
import type { Finding, Plan, PlanNote, PlanResource, Severity, SuppressedFinding, Undecided } from "../model/plan";
import { nameOf, qualifiedType } from "../model/urn";
import { RULES } from "../rules/catalogue";
import type { Rule } from "../rules/rule";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/** What relative places start from: the folder of Pulumi.yaml. Code scanning knows this name. */
const ROOT = "%SRCROOT%";
/** Of our own fingerprint; another number where what goes into it changes. */
const FINGERPRINT = "planIdentity/v1";

/** A message may hold links, `[text](1)`, and placeholders, `{0}`: outside text has neither. */
const plain = (text: string): string => text.replace(/\](?=\()/g, "\\]").replace(/\{(?=\d+\})/g, "{{").replace(/(?<=\{\{\d+)\}/g, "}}");
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

const stackFile = ({ stack }: Plan): string => encodeURIComponent(`Pulumi.${stack.split("/").at(-1) ?? stack}.yaml`);

/**
 * Where a result is: in the stack's file, and there at its first line, since viewers want one; and the resource by its URN.
 */
function locationOf(plan: Plan, resource: PlanResource | undefined, urn: string | undefined) {
  return {
    physicalLocation: { artifactLocation: { uri: stackFile(plan), uriBaseId: ROOT, index: 0 }, region: { startLine: 1 } },
    ...(urn === undefined ? {} : { logicalLocations: [{ name: resource?.name ?? nameOf(urn), fullyQualifiedName: urn, kind: "resource" }] }),
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

const suppressed = (finding: SuppressedFinding): Judged => failed(finding, [{ kind: "external", status: "accepted", justification: finding.reason }]);

const open = ({ message: said, path }: Undecided): Judged => ({ kind: "open", level: "none", text: `Undecided: ${said}`, suppressions: [], properties: { path } });

function resultsOf(plan: Plan): readonly object[] {
  const graph = new ResourceGraph(plan.resources);
  const fingerprint = fingerprinter();
  const all: readonly (readonly [About, Judged])[] = [
    ...plan.findings.map(each => [each, failed(each)] as const),
    ...plan.suppressed.map(each => [each, suppressed(each)] as const),
    ...plan.undecided.map(each => [each, open(each)] as const),
  ];
  return all.map(([about, { kind, level, text, suppressions, properties }]) => ({
    ...ruleReference(about.rule), kind, level, message: message(text),
    locations: [locationOf(plan, graph.byUrn(about.resource), about.resource)],
    partialFingerprints: { [FINGERPRINT]: fingerprint(about) },
    suppressions, properties,
  }));
}

const notificationOf = (plan: Plan, { rule, message: said, resource }: PlanNote) => ({
  descriptor: { id: rule }, level: "note", message: message(said), ...(resource === undefined ? {} : { locations: [locationOf(plan, undefined, resource)] }),
});

/**
 * The plan's findings as a SARIF log.
 * @param version of the planner
 */
export function toSarif(plan: Plan, { version }: { readonly version: string }): string {
  const run = {
    tool: { driver: { name: "aks-anatomy", semanticVersion: version, rules: RULES.map(ruleOf) } },
    automationDetails: { id: `aks-anatomy/${plan.project}/${plan.stack}/` },
    originalUriBaseIds: { [ROOT]: { description: { text: "The folder of the Pulumi project." } } },
    artifacts: [{ location: { uri: stackFile(plan), uriBaseId: ROOT } }],
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: plan.notes.map(note => notificationOf(plan, note)) }],
    columnKind: "utf16CodeUnits",
    results: resultsOf(plan),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: "2.1.0", runs: [run] }, null, 2)}\n`;
}
