import { describe, expect, test } from "@jest/globals";
import { parseAllDocuments } from "yaml";
import { analyse } from "../../../planner/analyse";
import type { PlanObject, RecordedPlan } from "../../../planner/model/plan";
import { manifestsOf, noticesOf, toManifests } from "../../../planner/views/manifests";
import type { ManifestObject } from "../../../planner/views/manifests/manifest";
import { PlanBuilder, predicted, SECRET, UNKNOWN, type ResourceOptions } from "../plan-builder";
import { preview, read, step } from "../preview/previews";
import { sortingPlan } from "../sorting-plan";

const manifests = (recorded: RecordedPlan, provider?: string) => manifestsOf(analyse(recorded), { provider });
const stream = (recorded: RecordedPlan): string => toManifests(manifests(recorded));
const documents = (text: string): readonly unknown[] => parseAllDocuments(text).map(document => document.toJS() as unknown);

interface Declared extends ResourceOptions { readonly type: string; readonly name?: string; readonly inputs: PlanObject }
/** A plan of these resources, each after those before it only where it says so. */
function planOf(...declared: readonly Declared[]): RecordedPlan {
  const plan = new PlanBuilder();
  for (const { type, name = type.split(":").at(-1) ?? "", inputs, ...options } of declared) plan.add(type, name, inputs, options);
  return plan.build();
}
const named = (type: string, name: string, more: PlanObject = {}, options: ResourceOptions = {}): Declared => ({ type, name, inputs: { metadata: { name, namespace: "shop" }, ...more }, ...options });
const nameOf = ({ object: { kind, metadata: { name } } }: ManifestObject): string => `${kind} ${typeof name === "string" ? name : "without a name"}`;
const names = (recorded: RecordedPlan): readonly unknown[] => manifests(recorded).objects.map(nameOf);
const reasons = (recorded: RecordedPlan): readonly string[] => manifests(recorded).leftOut.map(({ name, reason }) => `${name}: ${reason}`);

const PROVIDER = "pulumi:providers:kubernetes";
const REFERENCE = (name: string): string => `urn:pulumi:dev::example::${PROVIDER}::${name}::id`;

describe("the order", () => {
  test("is that of the dependencies, not of the names", () => {
    const later = "urn:pulumi:dev::example::kubernetes:apps/v1:Deployment::z";
    expect(names(planOf(named("kubernetes:apps/v1:Deployment", "a", {}, { dependencies: [later] }), named("kubernetes:apps/v1:Deployment", "z")))).toEqual(["Deployment z", "Deployment a"]);
  });

  test("begins with namespaces and definitions of kinds, whatever the program says", () => {
    const web = "urn:pulumi:dev::example::kubernetes:apps/v1:Deployment::web";
    expect(names(planOf(
      named("kubernetes:apps/v1:Deployment", "web"),
      { type: "kubernetes:core/v1:Namespace", name: "late", inputs: { metadata: { name: "late" } }, dependencies: [web] },
      { type: "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition", name: "kinds", inputs: { metadata: { name: "kinds" } }, dependencies: [web] },
    ))).toEqual(["Namespace late", "CustomResourceDefinition kinds", "Deployment web"]);
  });

  test("without dependencies puts what pods need before them, and what may refuse anything last", () => {
    expect(names(planOf(
      named("kubernetes:admissionregistration.k8s.io/v1:ValidatingWebhookConfiguration", "hook"), named("kubernetes:apps/v1:Deployment", "web"),
      named("kubernetes:core/v1:Secret", "key"), named("kubernetes:core/v1:ServiceAccount", "web"), named("kubernetes:scheduling.k8s.io/v1:PriorityClass", "high"),
    ))).toEqual(["PriorityClass high", "ServiceAccount web", "Secret key", "Deployment web", "ValidatingWebhookConfiguration hook"]);
  });
});

describe("the stream", () => {
  test("has a document an object, each naming its declaration", () => {
    const text = stream(sortingPlan());
    const { objects } = manifests(sortingPlan());
    expect(documents(text)).toEqual(objects.map(({ object }) => object));
    for (const { resource } of objects) expect(text).toContain(`---\n# ${resource}\n`);
  });

  test("begins each object with its kind and its name", () => {
    expect(stream(sortingPlan())).toContain("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: sorting\n  namespace: hogwarts\n");
  });

  test("says of a prediction that it is one, and where", () => {
    const [, , deployment] = manifests(sortingPlan()).objects;
    expect(deployment?.predicted).toEqual(["metadata.namespace", "spec.template.spec.containers[0].image"]);
    expect(stream(sortingPlan())).toContain("# predicted: metadata.namespace, spec.template.spec.containers[0].image\n");
  });

  test("of a plan without objects holds none, and says so", () => {
    const text = stream(planOf({ type: "azure-native:resources:ResourceGroup", inputs: {} }));
    expect([documents(text), text]).toEqual([[], "# example · dev, planned offline: no Kubernetes object\n"]);
  });

  test("holds no half of a character, and says where there was one", () => {
    const recorded = planOf(named("kubernetes:core/v1:ConfigMap", "half", { data: { text: "a\ud83d", "key\udc00": "b", whole: "\u{1f600}" } }), named("kubernetes:core/v1:ConfigMap", "whole", { data: { text: "\u{1f600}" } }));
    const text = stream(recorded);
    expect(Buffer.from(text).toString()).toBe(text);
    expect(documents(text)).toContainEqual(expect.objectContaining({ data: { text: "a\ufffd", "key\ufffd": "b", whole: "\u{1f600}" } }));
    expect(manifests(recorded).remarks).toEqual(["halves of characters, which no file can hold, written as U+FFFD: ConfigMap shop/half"]);
  });

  test("cannot be broken out of by a name", () => {
    const text = stream(planOf(named("kubernetes:core/v1:ConfigMap", "a\n---\nkind: Intruder", { data: { "a\nkind: Intruder": "---\nkind: Intruder" } })));
    expect(documents(text)).toEqual([expect.objectContaining({ kind: "ConfigMap", data: { "a\nkind: Intruder": "---\nkind: Intruder" } })]);
  });

  test("says when its kinds are only known to kubectl the second time, and what is declared twice", () => {
    const definition = { metadata: { name: "widgets.example.com" }, spec: { group: "example.com", names: { kind: "Widget" }, scope: "Cluster", versions: [{ x_kubernetes_int_or_string: true }] } };
    const widget = (name: string): Declared => ({ type: "kubernetes:example.com/v1:Widget", name, inputs: { metadata: { name: "one" } } });
    const recorded = planOf({ type: "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition", inputs: definition }, widget("a"), widget("b"));
    expect(manifests(recorded).remarks).toEqual(["kinds and objects of them: kubectl looks up all kinds first, so apply the stream a second time", "declared more than once, the last one stays: Widget one"]);
    expect(stream(recorded)).toContain("x-kubernetes-int-or-string: true");
  });
});

describe("what the plan does not have", () => {
  const open = (inputs: PlanObject) => manifests(planOf({ type: "kubernetes:core/v1:ConfigMap", name: "settings", inputs: { metadata: { name: "settings" }, ...inputs } }));

  test("is a placeholder that names its place, listed in the head", () => {
    const recorded = planOf(named("kubernetes:core/v1:ConfigMap", "settings", { data: { "client.id": UNKNOWN } }));
    const [placeholder] = manifests(recorded).placeholders;
    expect(placeholder).toMatchObject({ variable: "CONFIGMAP_SETTINGS_DATA_CLIENT_ID", path: 'data["client.id"]', reason: "unknown", isWhole: true, isText: true });
    expect(stream(recorded)).toContain("  client.id: ${CONFIGMAP_SETTINGS_DATA_CLIENT_ID}\n");
    expect(stream(recorded)).toContain('#   CONFIGMAP_SETTINGS_DATA_CLIENT_ID  known after pulumi up, as JSON text: ConfigMap shop/settings, data["client.id"]\n');
  });

  test("gives back the JSON that was put in its place, of whatever kind", () => {
    const recorded = planOf(named("kubernetes:apps/v1:Deployment", "web", { spec: { replicas: UNKNOWN, template: { metadata: { annotations: { version: UNKNOWN }, labels: UNKNOWN } } } }));
    const VERSION = 'a "quoted" \\ text: # of\ntwo lines';
    const values: Readonly<Record<string, string>> = { REPLICAS: "3", VERSION: JSON.stringify(VERSION), LABELS: '{"app":"web"}' };
    const filled = stream(recorded).replace(/\$\{\w+_([A-Z]+)\}/g, (_, last: string) => values[last] ?? "");
    expect(documents(filled)).toEqual([expect.objectContaining({ spec: { replicas: 3, template: { metadata: { annotations: { version: VERSION }, labels: { app: "web" } } } } })]);
  });

  test("is called after the element's own name in a list, which does not move", () => {
    const env = (...before: readonly PlanObject[]) => ({ spec: { containers: [{ name: "web", env: [...before, { name: "TOKEN", value: SECRET }] }] } });
    const variable = (inputs: PlanObject) => manifests(planOf(named("kubernetes:core/v1:Pod", "web", inputs))).placeholders[0]?.variable;
    expect(variable(env())).toBe("POD_WEB_SPEC_CONTAINERS_WEB_ENV_TOKEN_VALUE");
    expect(variable(env({ name: "OTHER", value: "x" }))).toBe(variable(env()));
  });

  test("has a name that nothing else has", () => {
    const { placeholders } = open({ data: { "a-b": UNKNOWN, a_b: UNKNOWN, other: "uses ${CONFIGMAP_SETTINGS_DATA_A_B} itself" } });
    expect(placeholders.map(({ variable }) => variable)).toEqual(["CONFIGMAP_SETTINGS_DATA_A_B_2", "CONFIGMAP_SETTINGS_DATA_A_B_3"]);
  });

  test("is the tenant's id that a plan made offline stands zeros for, also inside a predicted id", () => {
    const zeros = "00000000-0000-0000-0000-000000000000";
    const data = (recorded: RecordedPlan) => manifests(recorded).objects[0]?.object.data;
    const recorded = planOf(named("kubernetes:core/v1:ConfigMap", "ids", { data: { tenant: zeros, subnet: predicted(`/subscriptions/${zeros}/x`) } }));
    const shown = { tenant: "${CONFIGMAP_IDS_DATA_TENANT}", subnet: "/subscriptions/${CONFIGMAP_IDS_DATA_SUBNET}/x" };
    expect(data(recorded)).toEqual(shown);
    expect(data({ ...recorded, source: "preview" })).toEqual({ ...shown, tenant: zeros });
    expect(stream(recorded)).toContain('  tenant: ${CONFIGMAP_IDS_DATA_TENANT}\n  subnet: "/subscriptions/${CONFIGMAP_IDS_DATA_SUBNET}/x"\n');
    expect(noticesOf(manifests(recorded)).join("\n")).toMatch(/_TENANT .*, as JSON text: .*\n.*_SUBNET .*, as it is, inside a text: /);
  });

  test("stands beside what has variables of its own, which is named, with the command that leaves it alone", () => {
    const own = named("kubernetes:core/v1:ConfigMap", "own", { data: { file: "bind ${POD_IP}:85" } }), open = named("kubernetes:core/v1:ConfigMap", "open", { data: { b: UNKNOWN, a: UNKNOWN } });
    const notices = noticesOf(manifests(planOf(own, open)));
    expect(notices).toContain("variables of their own in braces, which must stay as they are: ConfigMap shop/own");
    expect(notices.at(-1)).toBe(`  all of them, and nothing else: envsubst "$(printf '$%s ' CONFIGMAP_OPEN_DATA_B CONFIGMAP_OPEN_DATA_A)"`);
    expect(noticesOf(manifests(planOf(own)))).toEqual([]);
  });

  test("does not reach into a comment, also where it is the object's own name", () => {
    const text = stream(planOf({ type: "kubernetes:core/v1:ConfigMap", name: "x", inputs: { metadata: { name: "x", namespace: UNKNOWN }, data: { a: UNKNOWN, b: "${OTHER}" } } }));
    expect(text).toContain(": ConfigMap CONFIGMAP_X_METADATA_NAMESPACE/x, data.a\n");
    expect(text.split("\n").filter(line => line.startsWith("#") && line.includes("${"))).toEqual([]);
  });

  test("is never a secret in clear, however deep it stands and whoever marked it", () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "hunter2-in-clear", plaintext: '"hunter2-in-clear"' };
    const kind = { type: "kubernetes:core/v1:Pod", state: { provider: REFERENCE("x") } };
    const recorded = read(preview([
      step("web", { apiVersion: "v1", kind: "Pod", metadata: { name: "web" }, spec: { containers: [{ name: "web", env: [{ name: "A", value: "plain" }, { name: "TOKEN", value: secret }] }] } }, kind),
      step("key", { apiVersion: "v1", kind: "Secret", metadata: { name: "key" }, data: { password: "aHVudGVyMi1pbi1jbGVhcg==" } }, { ...kind, type: "kubernetes:core/v1:Secret" }),
    ]));
    const text = stream(recorded);
    expect(text).not.toMatch(/hunter2|aHVudGVy/);
    expect(text).toContain('    - name: TOKEN\n      value: ${POD_WEB_SPEC_CONTAINERS_WEB_ENV_TOKEN_VALUE}\n');
    expect(text).toContain("\ndata: ${SECRET_KEY_DATA}\n");
    expect(manifests(recorded).placeholders.map(({ reason }) => reason)).toEqual(["secret", "secret"]);
  });
});

describe("left out, with the reason", () => {
  test.each<[string, Declared, string]>([
    ["a Helm release", named("kubernetes:helm.sh/v3:Release", "x"), "x: a Helm release is a chart that the provider installs, no object"],
    ["a patch", named("kubernetes:apps/v1:DeploymentPatch", "x", { kind: "Deployment" }), "x: a patch changes an object that somebody else made"],
    ["a list", named("kubernetes:core/v1:ConfigMapList", "x", { items: [] }), "x: a list is no object of its own; declare what is in it"],
    ["what Pulumi names", { type: "kubernetes:core/v1:Pod", name: "x", inputs: { metadata: {} } }, "x: it has no name: Pulumi would make one up; give it a metadata.name"],
    ["what the API server names", { type: "kubernetes:core/v1:Pod", name: "x", inputs: { metadata: { generateName: "x-" } } }, "x: it has a generateName, with which it can be created but not applied"],
    ["what is named in a preview only", { type: "kubernetes:core/v1:Pod", name: "x", inputs: { metadata: { name: "x-1a2b", annotations: { "pulumi.com/autonamed": "true" } } } }, "x: the name in the preview is made up by Pulumi, and pulumi up makes up another; give it a metadata.name"],
    ["what has no known metadata", { type: "kubernetes:core/v1:Pod", name: "x", inputs: { metadata: UNKNOWN } }, "x: its metadata is not known before pulumi up"],
    ["what has secret metadata", { type: "kubernetes:core/v1:Pod", name: "x", inputs: { metadata: SECRET } }, "x: its metadata is secret"],
    ["what is called by no text", { type: "kubernetes:core/v1:Pod", name: "x", inputs: { metadata: { name: 5 } } }, "x: its name is no text"],
    ["what is of no known kind", named("kubernetes:example.com/v1:Thing", "x", { kind: UNKNOWN }), "x: its kind is not known before pulumi up"],
    ["what a provider builds", { type: "kubernetes:yaml/v2:ConfigGroup", name: "x", inputs: {}, custom: false, remote: true }, "x: what it makes is not known before pulumi up"],
    ["a chart that could not be opened", { type: "kubernetes:helm.sh/v3:Chart", name: "x", inputs: {}, custom: false }, "x: what it makes is not known before pulumi up"],
  ])("%s", (_, declared, reason) => {
    const recorded = planOf(declared);
    expect([names(recorded), reasons(recorded)]).toEqual([[], [reason]]);
    expect(stream(recorded)).toContain(`#   ${declared.type} ${reason}\n`);
  });

  test("what the plan deletes or only looks at, but not what it changes or adopts", () => {
    const recorded = planOf(...["create", "update", "replace", "same", "import", "delete", "read", "discard"].map(name => named("kubernetes:core/v1:Pod", name)));
    const resources = recorded.resources.map(each => ({ ...each, op: each.name as typeof each.op }));
    expect([names({ ...recorded, resources }), reasons({ ...recorded, resources })]).toEqual([
      ["Pod create", "Pod import", "Pod replace", "Pod same", "Pod update"], ["delete: the plan deletes it", "read: it is only looked up, and belongs to somebody else"],
    ]);
  });

  test("custom kinds that are only called like a list or a patch are objects", () => {
    expect(names(planOf(named("kubernetes:example.com/v1:AllowList", "a", { kind: "AllowList" }), named("kubernetes:example.com/v1:RoutePatch", "b", { kind: "RoutePatch" })))).toEqual(["AllowList a", "RoutePatch b"]);
  });

  test("a part of a stack is said to be one", () => {
    expect(noticesOf(manifests({ ...planOf(named("kubernetes:core/v1:Pod", "x")), omitted: 3 }))[0]).toContain("not the whole stack: 3 unchanged resources");
  });
});

describe("the provider", () => {
  const provider = (name: string, inputs: PlanObject = {}): Declared => ({ type: PROVIDER, name, inputs });
  const one = (reference: string): Declared => named("kubernetes:core/v1:Pod", `of-${reference}`, {}, { provider: REFERENCE(reference) });
  const two = planOf(provider("west"), provider("east"), one("west"), one("east"));

  test("has to be chosen where objects have several, and then gives its own alone", () => {
    expect(() => manifests(two)).toThrow("objects of 2 Kubernetes providers, which may be as many clusters: choose one with --provider\nthere are east, west");
    expect(manifests(two, "west").objects.map(({ object }) => object.metadata.name)).toEqual(["of-west"]);
    expect(manifests(two, REFERENCE("east").replace(/::id$/, "")).provider).toBe("east");
    expect(() => manifests(two, "wset")).toThrow("called wset; did you mean west?");
  });

  test("of Pulumi's own making is one, whatever its version", () => {
    expect(names(planOf(one("default"), one("default_4_34_2"), one("default_4_1_0")))).toHaveLength(3);
  });

  test("gives its namespace to objects that name none and can have one", () => {
    const bare = (type: string, more: PlanObject = {}): Declared => ({ type, inputs: { metadata: { name: "x" }, ...more }, provider: REFERENCE("east") });
    const recorded = planOf(
      provider("east", { namespace: "team" }), bare("kubernetes:core/v1:Pod"), bare("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole"), bare("kubernetes:example.com/v1:Widget"),
      bare("kubernetes:example.com/v1:Global"), { ...one("east"), name: "own" },
      { type: "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition", name: "g", inputs: { metadata: { name: "g" }, spec: { group: "example.com", names: { kind: "Global" }, scope: "Cluster" } }, provider: REFERENCE("east") },
    );
    const { objects } = manifests(recorded);
    expect(Object.fromEntries(objects.map(each => [nameOf(each), each.object.metadata.namespace]))).toEqual({
      "CustomResourceDefinition g": undefined, "ClusterRole x": undefined, "Global x": undefined, "Pod x": "team", "Pod of-east": "shop", "Widget x": "team",
    });
    expect(objects.find(({ object }) => object.kind === "Widget")?.remarks).toEqual(["namespace: that of the provider, if objects of its kind have one at all, which the plan does not say"]);
  });

  test("with a namespace that is not known yet leaves a placeholder", () => {
    const recorded = planOf(provider("east", { namespace: UNKNOWN }), { type: "kubernetes:core/v1:Pod", inputs: { metadata: { name: "x" } }, provider: REFERENCE("east") });
    expect(manifests(recorded).objects[0]?.object.metadata.namespace).toBe("${POD_POD_METADATA_NAMESPACE}");
  });
});
