import { beforeAll, describe, expect, it } from "@jest/globals";
import { ResourceGraph } from "../../../planner/model/graph";
import type { RecordedPlan } from "../../../planner/model/plan";
import { record } from "../../../planner/record/record";
import { named, programFolder } from "./programs";

const unknown = { $unknown: true };
const secret = { $secret: true };
const UNKNOWN_ID = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";

describe("a JavaScript program with a bit of everything", () => {
  let plan: RecordedPlan;
  let printed = "";
  const urn = (type: string, name: string): string => `urn:pulumi:dev::facets::${type}::${name}`;
  const thing = (name: string) => named(plan, name);

  beforeAll(async () => {
    plan = await record({ cwd: programFolder("facets"), stack: "dev", onProgramOutput: chunk => { printed += chunk; } });
  }, 60_000);

  it("is planned with its configuration, secrets as secrets also inside texts and in other forms", () => {
    expect(thing("configured").inputs).toEqual({
      database: secret, encoded: secret, greeting: "hello", limits: { max: 3, min: [1, 2] }, region: "north", replicas: 3, sentence: secret, token: secret,
    });
    expect(JSON.stringify(plan)).not.toMatch(/AAABAE5vdEFTZWNyZXR|offline-secret|b2ZmbGluZS1zZWNyZXQ/);
  });

  it("prints what it likes without disturbing the plan", () => {
    expect(printed).toContain("{ \"resources\": [\n");
    expect(printed).toContain("to the other stream\n");
    expect(printed).toContain("for the record\n");
  });

  it("nests components in its URNs and keeps what they register", () => {
    const leaf = thing("leaf");
    expect(leaf.urn).toBe(urn("test:index:Group$test:index:Group$test:index:Thing", "leaf"));
    expect(leaf.parent).toBe(thing("inner").urn);
    expect(thing("inner")).toMatchObject({ custom: false, parent: thing("outer").urn, outputs: { leaf: unknown, size: 1 } });
    expect(thing("outer").parent).toBe(urn("pulumi:pulumi:Stack", "facets-dev"));
    expect(plan.resources.map(resource => resource.urn)).toEqual(plan.resources.map(resource => resource.urn).sort());
  });

  it("knows what depends on what, as a whole and by property", () => {
    const base = urn("test:index:Thing", "base");
    expect(thing("leaf")).toMatchObject({ dependencies: [base], propertyDependencies: { deep: [base], of: [base], size: [base] } });
    expect(thing("outer").inputs).toEqual({ friend: { [SIGNATURE]: "5cf8f73096256a8f31e491e813e4eb8e", id: unknown, urn: base }, given: 1 });
  });

  it("keeps the options of resources, inherited ones too", () => {
    expect(thing("leaf").options).toEqual({ protect: true });
    expect(thing("heir").options).toEqual({ deletedWith: urn("test:index:Thing", "base"), retainOnDelete: true });
    expect(thing("optioned").options).toEqual({
      aliases: [urn("test:index:Thing", "formerly"), urn("test:index:Group$test:index:Thing", "optioned"), urn("test:index:Thing", "long-ago")],
      customTimeouts: { create: 5400, delete: 90 }, deleteBeforeReplace: true, ignoreChanges: ["size"], replaceOnChanges: ["size"],
    });
    expect(thing("reader").inputs).toEqual({ key: secret });
  });

  it("runs nothing on values that are not known yet", () => {
    expect(thing("unreached").inputs).toEqual({ ran: 0, upper: unknown });
    expect(thing("leaf").inputs).toEqual({ deep: { list: [unknown, 2] }, of: unknown, size: 1 });
  });

  it("tells which provider manages what", () => {
    const defaultOne = `${urn("pulumi:providers:test", "default")}::${UNKNOWN_ID}`;
    const own = `${urn("pulumi:providers:test", "own")}::${UNKNOWN_ID}`;
    expect(["base", "chosen", "inheriting"].map(name => thing(name).provider)).toEqual([defaultOne, own, own]);
    expect(thing("optioned").provider).toBe(`${urn("pulumi:providers:test", "default_1_2_3")}::${UNKNOWN_ID}`);
    expect(thing("own").inputs).toEqual({ region: "west" });
    expect(plan.resources.some(({ name, type }) => type.startsWith("pulumi:providers:") && name.startsWith("default"))).toBe(false);
  });

  it("knows nothing of what an unconfigured provider manages, but what it will be", () => {
    expect(named(plan, "map", "kubernetes:core/v1:ConfigMap").id).toEqual({ $unknown: true, predicted: "apps/map" });
    expect(thing("after").inputs).toEqual({ key: { $unknown: true, predicted: "value" }, name: { $unknown: true, predicted: "map" } });
  });

  it("looks up and adopts", () => {
    expect(thing("found")).toMatchObject({ op: "read", id: "found-id", inputs: { size: 4 } });
    expect(thing("adopted")).toMatchObject({ op: "import", id: "adopted-id", inputs: { size: 5, status: unknown }, options: { import: "adopted-id" } });
    expect(named(plan, "acme/network/prod")).toMatchObject({ op: "read", type: "pulumi:pulumi:StackReference", inputs: { name: "acme/network/prod" } });
    expect(thing("connected").inputs).toEqual({ subnet: unknown });
  });

  it("transforms resources, its own first, and functions", () => {
    expect(thing("changed").inputs).toEqual({ of: unknown, own: true, size: 6 });
    expect(thing("changed").dependencies).toEqual([urn("test:index:Thing", "base")]);
    expect(thing("below")).toMatchObject({ inputs: { ancestor: true, size: 7 }, options: { protect: true } });
    expect(thing("decoding").inputs).toEqual({ kinds: ["ConfigMap after", "Secret "] });
  });

  it("hashes files as the engine does and shows no path of the machine", () => {
    const { text, file, folder, mixed } = thing("documented").inputs;
    expect(text).toEqual({ [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", hash: "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1", text: "text" });
    expect(file).toMatchObject({ hash: "b640e840b19d378660b32fb51ae18d67dccb4a8596a29e7bd72c1b2ae5928f41", path: "./site/index.html" });
    expect(folder).toMatchObject({ hash: "92fdc1a7d913eb66b79c376c7bd2b501c909ecba87ecffe3c14ce5f169436e46", path: "site" });
    expect(mixed).toMatchObject({ hash: "0476626cb2b968e9c0a7f36a5c641ffdb40c1506fb9ff82944ffb75fb30ab4cb" });
    expect(JSON.stringify(plan)).not.toContain(programFolder("."));
  });

  it("is waited for until nothing more comes", () => {
    expect([thing("late").op, thing("last").op]).toEqual(["create", "create"]);
  });

  it("says what could not be known, in a stable order", () => {
    expect(plan.notes).toEqual([
      { rule: "invoke-not-answered", message: "the function test:index:getAnswer is a provider's: its result is not known offline, nor what the program decides by it" },
      { rule: "program-warning", message: "look at index.js", resource: urn("test:index:Thing", "base") },
      { rule: "remote-component", message: "test:index:Remote is built by its provider: its children are not known offline", resource: urn("test:index:Remote", "remote") },
      { rule: "stack-reference-not-read", message: "the outputs of the stack 'acme/network/prod' are not known offline", resource: urn("pulumi:pulumi:StackReference", "acme/network/prod") },
    ]);
    expect(thing("asking").inputs).toEqual({ answer: unknown });
    expect(thing("served").inputs).toEqual({ by: unknown });
  });

  it("has its outputs in the plan", () => {
    expect(plan).toMatchObject({ formatVersion: "1.3", project: "facets", stack: "dev", source: "record", outputs: { id: unknown, nested: { list: [1, unknown], size: 1, token: secret } } });
  });
});

describe("a TypeScript program for Azure and Kubernetes", () => {
  let plan: RecordedPlan;
  const GROUP = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-azure";
  const predicted = (value: unknown) => ({ $unknown: true, predicted: value });

  beforeAll(async () => { plan = await record({ cwd: programFolder("azure"), stack: "dev" }); }, 60_000);

  it("has the ids beside its unknowns that names decide", () => {
    expect(named(plan, "nodes").id).toEqual(predicted(`${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-azure/subnets/nodes`));
    expect(named(plan, "cluster").inputs).toMatchObject({
      resourceGroupName: predicted("rg-azure"),
      agentPoolProfiles: [{ name: "system", vnetSubnetID: predicted(`${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-azure/subnets/nodes`) }],
      identity: { userAssignedIdentities: [predicted(`${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-cluster`)] },
    });
    expect(named(plan, "role").inputs).toMatchObject({ principalId: unknown, scope: predicted(expect.stringMatching(/\/subnets\/services$/)) });
  });

  it("has no id for what the provider will name itself", () => {
    expect(named(plan, "unnamed").id).toEqual(unknown);
    expect(named(plan, "in-unnamed-group")).toMatchObject({ id: unknown, inputs: { resourceGroupName: unknown } });
  });

  it("keeps the aliases out that its package gives to every resource", () => {
    expect(plan.resources.filter(({ options }) => options.aliases !== undefined)).toEqual([]);
  });

  it("knows that what goes to the cluster comes after it, which an engine's preview does not say", () => {
    const { dependencies, predictedDependencies } = named(plan, "apps", "pulumi:providers:kubernetes");
    expect([dependencies, predictedDependencies]).toEqual([[], [named(plan, "cluster").urn, named(plan, "group").urn]]);
    expect(new ResourceGraph(plan.resources).dependsOn(named(plan, "web").urn, named(plan, "role").urn)).toBe(true);
  });

  it("does not ask for the credentials of a cluster that is not there, and shows none", () => {
    expect(plan.outputs.config).toEqual(predicted(secret));
    expect(named(plan, "apps", "pulumi:providers:kubernetes").inputs.kubeconfig).toEqual(predicted(secret));
    expect(JSON.stringify(plan)).not.toContain("offline.invalid");
  });

  it("reaches through the prediction what an engine reaches only later, and marks it", () => {
    const later = plan.resources.filter(({ only }) => only === "predicted").map(({ type, name, id }) => [type, name, id]);
    expect(later).toEqual([
      ["kubernetes:core/v1:ConfigMap", "in-apply", "default/in-apply"],
      ["kubernetes:core/v1:Service", "apps/from-file", "apps/from-file"],
      ["kubernetes:core/v1:ConfigMap", "one", "default/one"],
      ["kubernetes:core/v1:ConfigMap", "two", "default/two"],
    ]);
    expect(named(plan, "in-apply").inputs).toMatchObject({ data: { id: `${GROUP}/providers/Microsoft.ContainerService/managedClusters/aks-azure` } });
  });

  it("has children of a manifest at once where its provider is the default one", () => {
    const child = named(plan, "open");
    expect(child).toMatchObject({ type: "kubernetes:core/v1:ConfigMap", parent: named(plan, "at-once").urn });
    expect(child.only).toBeUndefined();
  });

  it("has outputs that are known, predicted and neither", () => {
    expect(plan.outputs).toMatchObject({ address: unknown, port: predicted(90), who: "11111111-2222-3333-4444-555555555555", clusterId: predicted(`${GROUP}/providers/Microsoft.ContainerService/managedClusters/aks-azure`) });
    expect(plan.notes).toEqual([expect.objectContaining({ rule: "invoke-answered-by-placeholder" })]);
  });
});

describe("a program of ECMAScript modules", () => {
  it.each(["modules-js", "modules-ts"])("is planned: %s", async name => {
    const plan = await record({ cwd: programFolder(name), stack: "test" });
    expect(plan.outputs).toEqual({ name: "map", stack: "test" });
    expect(named(plan, "modules-map")).toMatchObject({ type: "kubernetes:core/v1:ConfigMap", id: { predicted: "default/map" } });
    if (name === "modules-ts") expect(named(plan, "modules-map").inputs.data).toEqual({ legacy: "old", size: "2" });
  }, 60_000);

  it("gives the same plan every time", async () => {
    const twice = await Promise.all([1, 2].map(() => record({ cwd: programFolder("modules-js"), stack: "test" })));
    expect(JSON.stringify(twice[0])).toBe(JSON.stringify(twice[1]));
  }, 60_000);
});
