/** Programs without a program: the same requests to the engines of both passes, and everything that is shown of what they say. */
import { createRequire } from "node:module";
import * as path from "node:path";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import * as messages from "@pulumi/pulumi/proto/resource_pb";
import { analyse } from "../../../planner/analyse";
import { redactor, type Redact, type SecretText } from "../../../planner/model/redact";
import { answererOf, type Pass } from "../../../planner/record/answers";
import { assemble } from "../../../planner/record/assemble";
import { createEngine, type OfflineEngine } from "../../../planner/record/engine/engine";
import { loadProtocol } from "../../../planner/record/engine/protocol";
import { isList, isObject, isSecret, SIGNATURE_KEY, SIGNATURES, type WireObject, type WireValue } from "../../../planner/record/engine/wire";
import { readPreview } from "../../../planner/preview/read";
import { PlanError } from "../../../planner/model/plan-error";
import { toJson } from "../../../planner/views/json";
import { toText } from "../../../planner/views/text/text";

const protocol = loadProtocol(createRequire(path.join(path.dirname(require.resolve("@pulumi/pulumi/package.json")), "index.js")));
const PROJECT = { name: "unit", stack: "dev", root: "/" };
const STACK = "urn:pulumi:dev::unit::pulumi:pulumi:Stack::unit-dev";

export interface Declared {
  readonly type: string;
  readonly inputs: WireObject;
  readonly secretOutputs?: readonly string[];
  readonly read?: boolean;
}

export interface Requests {
  readonly resources: readonly Declared[];
  readonly outputs: WireObject;
  /** What the program prints, and logs with each severity. */
  readonly said: readonly string[];
}

type Handler = (request: unknown) => unknown;
const ask = (engine: OfflineEngine, method: string, request: unknown): unknown => (engine.monitor[method] as Handler)(request);

async function run(pass: Pass, { resources, outputs, said }: Requests, secrets: Set<SecretText>, printed: string[]): Promise<OfflineEngine["ledger"]> {
  const engine = createEngine({
    deployment: { project: PROJECT.name, stack: PROJECT.stack }, protocol, answerer: answererOf({ pass, parseYaml: () => [] }), folder: { directory: "/", root: "/" },
    print: line => printed.push(line), onSecret: secret => secrets.add(secret),
  });
  await ask(engine, "registerResource", new messages.RegisterResourceRequest().setType("pulumi:pulumi:Stack").setName("unit-dev"));
  for (const [index, { type, inputs, secretOutputs = [], read = false }] of resources.entries()) {
    const name = `resource-${index}`;
    if (read) await ask(engine, "readResource", new messages.ReadResourceRequest().setType(type).setName(name).setId("given").setParent(STACK).setProperties(protocol.toStruct(inputs)));
    else await ask(engine, "registerResource", new messages.RegisterResourceRequest().setType(type).setName(name).setCustom(true).setParent(STACK).setObject(protocol.toStruct(inputs)).setAdditionalsecretoutputsList([...secretOutputs]));
    await ask(engine, "invoke", new messages.ResourceInvokeRequest().setTok("test:index:getAnswer").setArgs(protocol.toStruct(inputs)));
  }
  for (const message of said) {
    printed.push(message);
    for (const severity of [LogSeverity.INFO, LogSeverity.WARNING, LogSeverity.ERROR]) (engine.engine["log"] as Handler)(new LogRequest().setSeverity(severity).setMessage(message));
  }
  await ask(engine, "registerResourceOutputs", new messages.RegisterResourceOutputsRequest().setUrn(STACK).setOutputs(protocol.toStruct(outputs)));
  return engine.ledger;
}

/** Everything that a user gets to see, as one text. `mask` makes what takes the secrets out of free text. */
export async function everythingShown(requests: Requests, mask: (secrets: Iterable<SecretText>) => Redact = redactor): Promise<string> {
  const secrets = new Set<SecretText>(), printed: string[] = [];
  const [faithful, predicting] = [await run("faithful", requests, secrets, printed), await run("predicting", requests, secrets, [])];
  const redact = mask(secrets);
  const said = ({ resources, stackOutputs, notes }: OfflineEngine["ledger"]) => ({ resources, outputs: stackOutputs ?? {}, notes });
  const plan = analyse(assemble(PROJECT, said(faithful), said(predicting), [], redact));
  return [toJson(plan), toText(plan, { colour: false }), toText(plan, { colour: true }), ...printed.map(redact), ...faithful.errors.map(({ message }) => redact(message))].join("\n");
}

/** A value as the engine writes it into a preview: secrets in clear, as --show-secrets does, or blinded. */
function asPreviewed(value: WireValue, blinded: boolean): WireValue {
  if (isList(value)) return value.map(inner => asPreviewed(inner, blinded));
  if (!isObject(value)) return value;
  if (isSecret(value)) return blinded ? "[secret]" : { [SIGNATURE_KEY]: SIGNATURES.secret, plaintext: JSON.stringify(value.value) };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asPreviewed(inner, blinded)]));
}

/** What a user gets to see of a preview file with the same resources: its plan, or why there is none. */
export function everythingPreviewed({ resources, outputs, said }: Requests, { blinded, failed }: { readonly blinded: boolean; readonly failed: boolean }): string {
  const steps = resources.map(({ type, inputs }, index) => {
    const urn = `urn:pulumi:dev::unit::${type}::resource-${index}`;
    const properties = asPreviewed(inputs, blinded);
    return { op: "create", urn, newState: { urn, custom: true, type, inputs: properties, outputs: properties, parent: STACK } };
  });
  const stack = { op: "create", urn: STACK, newState: { urn: STACK, custom: false, type: "pulumi:pulumi:Stack", outputs: asPreviewed(outputs, blinded) } };
  const diagnostics = said.map(message => ({ message, severity: failed ? "error" : "warning" }));
  try {
    const plan = analyse(readPreview(Buffer.from(JSON.stringify({ steps: [stack, ...steps], diagnostics })), { file: "preview.json" }));
    return [toJson(plan), toText(plan, { colour: false })].join("\n");
  } catch (error) {
    if (error instanceof PlanError && failed) return error.message;
    throw error;
  }
}
