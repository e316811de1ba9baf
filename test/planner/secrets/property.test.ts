import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { inspect } from "node:util";
import { ARM_TYPES } from "../../../facts/arm-ids";
import { secret, SIGNATURE_KEY, SIGNATURES, UNKNOWN, type WireObject, type WireValue } from "../../../planner/record/engine/wire";
import { everythingPreviewed, everythingShown, type Declared, type Requests } from "./passes";
import { found } from "./search";

/** A text that nothing else in a plan can hold: it begins with a mark of its own. */
const planted = fc.tuple(
  fc.nat({ max: 999_999 }),
  fc.oneof(
    fc.string({ unit: fc.constantFrom(..."abXY09 %+/=?&'\"\\`\n\t$#{}[]-_.~!*()äß€") , maxLength: 30 }),
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.base64String({ maxLength: 40 }),
    fc.string({ minLength: 200, maxLength: 300 }),
  ),
).map(([number, text]) => `Zq${number}x${text}`);

/** How a value is marked on the wire: as a secret, or as an output that is one. */
const marks = [secret, (value: WireValue): WireObject => ({ [SIGNATURE_KEY]: SIGNATURES.output, value, secret: true, dependencies: [] })];

interface Planted<T> { readonly value: T; readonly secrets: readonly string[] }

/** Names that rules, analyses and views look at, so that a secret stands where they read. */
const KEYS = [
  "resourceGroupName", "vaultName", "resourceName", "agentPoolName", "virtualNetworkName", "subnetName", "registryName", "location", "addressPrefix", "addressPrefixes", "agentPoolProfiles", "networkProfile", "vmSize", "count",
  "metadata", "name", "namespace", "annotations", "labels", "spec", "ports", "port", "targetPort", "selector", "template", "containers", "image", "data", "stringData", "kind", "type", "loadBalancerIP", "properties", "tags", "scope",
];
const TYPES = [
  ...Object.keys(ARM_TYPES).map(type => `azure-native:${type}`), "azure-native:resources:ResourceGroup", "pulumi:providers:azure-native", "pulumi:providers:kubernetes", "test:index:Thing",
  ...["core/v1:Service", "core/v1:Secret", "core/v1:ConfigMap", "core/v1:Namespace", "apps/v1:Deployment", "apiextensions.k8s.io/v1:CustomResource"].map(type => `kubernetes:${type}`),
];

/** Values of any shape with secrets at any place of them. */
const { value: anyValue } = fc.letrec<{ value: Planted<WireValue>; leaf: Planted<WireValue>; list: Planted<WireValue>; object: Planted<WireObject>; hidden: Planted<WireValue> }>(tie => ({
  leaf: fc.constantFrom<WireValue>("plain", 80, true, null, UNKNOWN, "10.0.0.0/16", "LoadBalancer").map(value => ({ value, secrets: [] })),
  hidden: fc.tuple(fc.constantFrom(...marks), planted, fc.constantFrom<(text: string) => WireValue>(text => text, text => [text, UNKNOWN], text => ({ deep: [{ key: text }] }), text => ({ [SIGNATURE_KEY]: SIGNATURES.asset, text })))
    .map(([mark, text, shape]) => ({ value: mark(shape(text)), secrets: [text] })),
  list: fc.array(tie("value"), { maxLength: 3 }).map(parts => ({ value: parts.map(({ value }) => value), secrets: parts.flatMap(({ secrets }) => secrets) })),
  object: fc.dictionary(fc.constantFrom(...KEYS), tie("value"), { maxKeys: 5 })
    .map(parts => ({ value: Object.fromEntries(Object.entries(parts).map(([key, { value }]) => [key, value])), secrets: Object.values(parts).flatMap(({ secrets }) => secrets) })),
  value: fc.oneof({ depthSize: "small", maxDepth: 4 }, tie("leaf"), tie("hidden"), tie("list"), tie("object")),
}));

const properties = fc.dictionary(fc.constantFrom(...KEYS), anyValue, { maxKeys: 6 })
  .map(parts => ({ value: Object.fromEntries(Object.entries(parts).map(([key, { value }]) => [key, value])), secrets: Object.values(parts).flatMap(({ secrets }) => secrets) }));

const any = fc.tuple(fc.constantFrom(...TYPES), properties, fc.boolean())
  .map(([type, { value, secrets }, read]): Planted<Declared> => ({ value: { type, inputs: value, read: read && !type.startsWith("pulumi:") }, secrets }));

/** A Kubernetes Secret keeps its content, though nothing in it is marked. */
const content = fc.tuple(fc.constantFrom("core/v1:Secret", "core/v1:SecretPatch", "core/v1:SecretList", "core/v1:List", "apiextensions.k8s.io/v1:CustomResource"), planted).map(([type, text]): Planted<Declared> => {
  const object = { kind: "Secret", data: { key: Buffer.from(text).toString("base64") }, stringData: { key: text } };
  const list = { kind: "List", items: [object, { kind: "SecretList", items: [{ data: object.data }] }] };
  return { value: { type: `kubernetes:${type}`, inputs: type.endsWith("List") ? list : object }, secrets: [text] };
});
const declared = fc.oneof({ weight: 4, arbitrary: any }, { weight: 1, arbitrary: content });

const WRITTEN: readonly ((text: string) => string)[] = [
  text => text, text => JSON.stringify({ text }), text => inspect({ text }), text => encodeURIComponent(Buffer.from(text).toString()), text => Buffer.from(text).toString("base64"),
  text => Buffer.from(`ab${text}!`).toString("base64"), text => Buffer.from(text).toString("base64url"), text => `Error: cannot use ${text}`,
];

const requestsOf = (declared: fc.Arbitrary<Planted<Declared>>): fc.Arbitrary<Planted<Requests>> => fc.tuple(fc.array(declared, { minLength: 1, maxLength: 4 }), properties, fc.constantFrom(...WRITTEN)).map(([resources, outputs, write]): Planted<Requests> => {
  const secrets = [...resources.flatMap(resource => resource.secrets), ...outputs.secrets];
  return { value: { resources: resources.map(({ value }) => value), outputs: outputs.value, said: secrets.map(write) }, secrets };
});
const requests = requestsOf(declared);

describe("a secret, wherever a program has it", () => {
  it("is in nothing that is shown: no view, no note, no message", async () => {
    let seen = 0;
    await fc.assert(fc.asyncProperty(requests, async ({ value, secrets }) => {
      seen += secrets.length;
      expect(found(secrets, await everythingShown(value))).toEqual([]);
    }), { numRuns: 30 });
    expect(seen).toBeGreaterThan(30);
  });

  it("is in nothing that is shown of a preview file, whether it has secrets in clear or not", () => {
    fc.assert(fc.property(requests, fc.boolean(), ({ value, secrets }, blinded) => {
      expect(found(secrets, everythingPreviewed({ ...value, said: ["nothing"] }, { blinded, failed: false }))).toEqual([]);
    }), { numRuns: 40 });
  });

  it("is in no message about a preview that failed: what the file marks is masked in what the engine says", () => {
    fc.assert(fc.property(requestsOf(any), ({ value, secrets }) => {
      expect(found(secrets, everythingPreviewed(value, { blinded: false, failed: true }))).toEqual([]);
    }), { numRuns: 40 });
  });

  it("would be found by this test, were it not masked", async () => {
    await expect(fc.assert(fc.asyncProperty(requests, async ({ value, secrets }) => {
      expect(found(secrets, await everythingShown(value, () => text => text))).toEqual([]);
    }), { numRuns: 20, endOnFailure: true })).rejects.toThrow("Property failed");
  });

  it.each(["vaultName", "resourceGroupName"])("as %s leaves no id to predict", async name => {
    const inputs = { vaultName: "kv-plain", resourceGroupName: "rg-plain", [name]: secret("Zq1x-hidden-name") };
    const shown = await everythingShown({ resources: [{ type: "azure-native:keyvault:Vault", inputs }], outputs: {}, said: [] });
    expect(shown).not.toContain("/providers/Microsoft.KeyVault");
    expect(found(["Zq1x-hidden-name"], shown)).toEqual([]);
  });

  it("among a provider's settings leaves no id to predict that would be made of them", async () => {
    const provider = { type: "pulumi:providers:azure-native", inputs: { subscriptionId: secret("Zq1x-subscription") } };
    const shown = await everythingShown({ resources: [provider, { type: "azure-native:keyvault:Vault", inputs: { vaultName: "kv", resourceGroupName: "rg" } }], outputs: {}, said: [] });
    expect(found(["Zq1x-subscription"], shown)).toEqual([]);
  });
});
