import { describe, expect, test } from "@jest/globals";
import type { Credentials, PlanObject, PlanValue } from "../../../planner/model/plan";
import { predicted, SECRET, UNKNOWN } from "../plan-builder";
import { CLUSTER, planWith } from "./found";

const credentials = (user: Credentials["user"], cluster?: string): PlanValue => ({ $unknown: true, predicted: SECRET, credentials: { user, ...(cluster === undefined ? {} : { cluster }) } });
const admin = credentials("clusterAdmin", "aks");
const PROVIDER = "pulumi:providers:kubernetes";

/** Where the rule finds something, and where it leaves it undecided. */
function asked(inputs: readonly (readonly [type: string, inputs: PlanObject])[], outputs: PlanObject = {}) {
  const { findings, undecided } = planWith([["pulumi:pulumi:Stack", {}], ...inputs], { outputs });
  const of = (all: readonly { readonly rule: string; readonly resource?: string; readonly path?: string }[]) => all.filter(({ rule }) => rule === "secret-in-clear").map(({ resource = "", path = "" }) => `${resource.split("::").at(-1)} ${path}`);
  return { found: of(findings), open: of(undecided) };
}

describe("credentials of a cluster are in clear", () => {
  test("among the outputs and the inputs, wherever they stand there, one finding each", () => {
    const { found, open } = asked([[PROVIDER, { kubeconfig: admin }], ["kubernetes:core/v1:ConfigMap", { data: { list: [UNKNOWN, admin], other: predicted({ deep: admin }) } }]], { kubeconfig: admin, name: "aks" });
    expect([found.sort(), open]).toEqual([["r0 outputs.kubeconfig", "r1 inputs.kubeconfig", "r2 inputs.data.list[1]", "r2 inputs.data.other.deep"], []]);
  });

  test("and told with whose they are, what it means and what helps", () => {
    const [finding] = planWith([["pulumi:pulumi:Stack", {}], [PROVIDER, { kubeconfig: admin }]]).findings;
    expect(finding).toMatchObject({
      severity: "warning", message: "r1 holds the credentials clusterAdmin of the cluster aks in clear: whoever reads the state of the stack may use them",
      evidence: { user: "clusterAdmin", cluster: "aks" }, fix: expect.stringContaining("pulumi.secret(…)"),
    });
  });

  test.each<[string, PlanValue]>([["secret", SECRET], ["predicted to be a secret", predicted(SECRET)], ["text", "apiVersion: v1"]])("not where the value is %s", (_what, value) => {
    expect(asked([[PROVIDER, { kubeconfig: value }]], { kubeconfig: value })).toEqual({ found: [], open: [] });
  });

  test("and undecided where a provider's are not known at all", () => {
    expect(asked([[PROVIDER, { kubeconfig: UNKNOWN }]])).toEqual({ found: [], open: ["r1 inputs.kubeconfig"] });
  });
});

describe("a cluster gives out credentials", () => {
  test.each<[user: string, cluster: PlanObject, verdict: "found" | "open" | "none"]>([
    ["clusterAdmin", {}, "found"],
    ["clusterAdmin", { aadProfile: { managed: true } }, "found"],
    ["clusterAdmin", { aadProfile: { managed: true }, disableLocalAccounts: true }, "none"],
    ["clusterAdmin", { disableLocalAccounts: UNKNOWN }, "open"],
    ["clusterUser", {}, "found"],
    ["clusterUser", { aadProfile: { managed: true } }, "none"],
    ["clusterUser", { aadProfile: UNKNOWN }, "open"],
    ["clusterMonitoringUser", { aadProfile: { managed: true } }, "found"],
  ])("%s of %j: %s", (user, inputs, verdict) => {
    const { found, open } = asked([[CLUSTER, { resourceName: "AKS", ...inputs }], [PROVIDER, { kubeconfig: credentials(user, "aks") }]]);
    expect([found.length, open.length]).toEqual([Number(verdict === "found"), Number(verdict === "open")]);
  });

  test("that is not in the plan: an administrator's surely, a user's only where it does not know Entra ID", () => {
    expect(asked([[CLUSTER, { resourceName: "other", aadProfile: {} }], [PROVIDER, { kubeconfig: admin }]]).found).toHaveLength(1);
    expect(asked([[PROVIDER, { kubeconfig: credentials("clusterUser", "aks") }]], { config: credentials("clusterUser") })).toEqual({ found: [], open: ["r1 inputs.kubeconfig", "r0 outputs.config"] });
  });

  test("and of two of one name nobody knows which is meant", () => {
    const { found, open } = asked([[CLUSTER, { resourceName: "aks" }], [CLUSTER, { resourceName: "aks", disableLocalAccounts: true, aadProfile: {} }], [PROVIDER, { kubeconfig: admin }]]);
    expect([found, open]).toEqual([[], ["r3 inputs.kubeconfig"]]);
  });
});

describe("a kubeconfig that is known is in clear where it holds a key, a token or a password", () => {
  const config = (user: string): string => `apiVersion: v1\nkind: Config\nusers:\n- name: a\n  user:\n    ${user}\n`;

  test.each<[string, string, number]>([
    ["a key", config("client-key-data: LS0t"), 1],
    ["a token", config("token: abc"), 1],
    ["a password in JSON", JSON.stringify({ kind: "Config", users: [{ user: { password: "x" } }] }), 1],
    ["a command that asks for a token", config("exec:\n      command: kubelogin\n      args: [get-token, --server-id, x]"), 0],
    ["no token", config("token: \"\""), 0],
    ["something else", "token: abc", 0],
    ["a path", "~/.kube/config", 0],
  ])("with %s", (_what, text, count) => {
    expect(asked([[PROVIDER, { kubeconfig: text }]]).found).toHaveLength(count);
    expect(asked([], { any: text }).found).toHaveLength(count);
  });

  test("as a provider's input, not as any text", () => {
    expect(asked([["kubernetes:core/v1:ConfigMap", { kubeconfig: config("token: abc") }]]).found).toEqual([]);
  });
});
