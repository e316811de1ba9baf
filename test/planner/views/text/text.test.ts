import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../../planner/analyse";
import type { Finding, RecordedPlan } from "../../../../planner/model/plan";
import { toText } from "../../../../planner/views/text/text";
import { PlanBuilder, predicted, UNKNOWN } from "../../plan-builder";
import { HAPROXY, sortingPlan, type Scenario } from "../../sorting-plan";

const textOf = (recorded: RecordedPlan): string => toText(analyse(recorded), { colour: false });
const scenario = (given: Scenario = {}): string => textOf(sortingPlan(given));
/** The lines of a section, from its heading to the next blank line. */
const section = (text: string, heading: RegExp): readonly string[] => {
  const lines = text.split("\n");
  const start = lines.findIndex(line => heading.test(line));
  const end = lines.indexOf("", start);
  return start < 0 ? [] : lines.slice(start, end);
};

describe("the text of the scenario", () => {
  const text = scenario();

  test("fits 100 lines and 100 columns", () => {
    const lines = text.split("\n");
    expect(lines.length).toBeLessThanOrEqual(100);
    expect(Math.max(...lines.map(line => [...line].length))).toBeLessThanOrEqual(100);
  });

  test("says first what decides the most", () => {
    expect(text.split("\n").slice(0, 3)).toEqual([
      "aks-anatomy · dev  planned offline",
      "canadacentral · Kubernetes 1.36 · Standard tier (99.9 %, with zones 99.95 %)",
      "advanced networking (Azure CNI, node subnet) · public API server",
    ]);
  });

  test("shows the declared group as a tree", () => {
    expect(section(text, /^rg-example/)).toEqual([
      "rg-example  declared, canadacentral",
      "├─ network        vnet-example  10.240.0.0/16",
      "│  ├─ subnet         aks  10.240.0.0/24",
      "│  └─ subnet         services  10.240.1.0/26",
      "└─ cluster        aks-example  Key Vault",
      "   └─ pool           system  System, 3 × Standard_D4s_v5, 30 pods a node, subnet aks",
    ]);
  });

  test("shows the managed group, with what is estimated marked", () => {
    const lines = section(text, /^MC_/);
    expect(lines[0]).toBe("MC_rg-example_aks-example_canadacentral  made by AKS, name of 39 characters (limit 80)");
    expect(lines).toContain("├─ scale set      aks-system-<8 digits>-vmss        3 nodes, each NIC takes 31 addresses of aks");
    expect(lines).toContain("├─ load balancer  kubernetes-internal               10.240.1.10 for sorting");
    expect(lines.filter(line => line.endsWith(" ~"))).toHaveLength(2);
  });

  test("draws the port chain with name, port and address of every hop", () => {
    expect(section(text, /^Ports of/)).toEqual([
      "Ports of sorting  80 → 85 → 90  holds  (a request: 90 → 85 → 80)",
      "  image         container      mapper          pod ×3          service       front end",
      "  sorting:1.0 → sorting      → port-mapper   → sorting       → sorting     → kubernetes-internal",
      "  EXPOSE 80     127.0.0.1:80   :85             :85             :90           10.240.1.10:90",
      "                               pod's address   10.240.0.0/24   10.0.0.0/16   in services",
      "  floating IP keeps address and port 90; TCP probe on the node port",
    ]);
  });

  test("has a row of the address budget for each subnet and range", () => {
    expect(section(text, /^Addresses/)).toEqual([
      "Addresses                       usable  at start  at most    left",
      "  aks            10.240.0.0/24     251        93      124     127  3 nodes × 31 (up to 4 with surge)",
      "  services       10.240.1.0/26      59         1        1      58  10.240.1.10 sorting",
      "  service range  10.0.0.0/16    65 534         4        4  65 530  virtual addresses ~",
      "  no range meets another that it must be apart from, nor what Azure keeps for itself",
    ]);
  });

  test("shows what follows in the cluster", () => {
    expect(section(text, /^In the cluster/).join("\n")).toContain("sorting → replica set sorting-<hash> → 3 pods of sorting + port-mapper");
  });

  test("ends with how much there is of what, and what is not known", () => {
    expect(text.trimEnd().split("\n").slice(-2)).toEqual([
      "10 to create: 5 Azure, 4 Kubernetes, 1 provider + 20 predicted (2 estimated: ~)",
      expect.stringMatching(/^0 errors, 0 warnings, 0 notes, \d+ undecided · 2 inputs known after up: identity, kubeconfig$/),
    ]);
  });
});

describe("what is wrong is seen", () => {
  test("a broken chain says where and why", () => {
    const lines = section(scenario({ haproxy: HAPROXY.replace(":85", ":86") }), /^Ports of/);
    expect(lines[0]).toBe("Ports of sorting  85 → 90  BROKEN");
    expect(lines.at(-1)).toBe("  broken at the mapper: port-mapper listens on 86, not on 85");
  });

  test("a subnet that is too small says so in its row", () => {
    expect(scenario({ aksPrefix: "10.240.0.0/26" })).toMatch(/aks +10\.240\.0\.0\/26 +59 +93 +124 +-65 {2}too small: Azure refuses it\n {4}3 nodes × 31 = 93 addresses at creation, 59 can be had \(for 1 node\); a \/24 would do\n/);
  });

  test("a name that is too long is shown with its length", () => {
    expect(scenario({ cluster: { resourceName: "a".repeat(63) } })).toContain("made by AKS, name of 91 characters (limit 80)");
  });

  test("findings have their place and their fix", () => {
    const lines = scenario({ networkProfile: { networkPlugin: "kubenet" } });
    expect(lines).toContain("warning   kubenet is not supported after 2028-03-31; its successor is Azure CNI Overlay\n          kubenet-retirement at ManagedCluster cluster, inputs.networkProfile.networkPlugin\n");
    expect(lines).toContain("0 errors, 1 warning, 0 notes");
  });

  test("what is undecided is said with what is not known, its rule and its place, and is counted", () => {
    const plan = analyse(sortingPlan()), resource = plan.resources.find(({ type }) => type === "azure-native:network:Subnet")?.urn;
    const text = toText({ ...plan, undecided: [{ rule: "range-overlap", resource, path: "inputs.addressPrefix", message: "its prefix is not known" }] }, { colour: false });
    expect(text).toContain("undecided its prefix is not known\n          range-overlap at Subnet aks, inputs.addressPrefix\n");
    expect([text.includes("notes, 1 undecided"), toText({ ...plan, undecided: [] }, { colour: false }).includes("notes, ")]).toEqual([true, false]);
  });

  test("a question that may stand is shown with the reason, and counted as suppressed", () => {
    const text = toText({ ...analyse(sortingPlan()), undecided: [{ rule: "range-overlap", message: "its prefix is not known", reason: "it is given at deployment" }] }, { colour: false });
    expect(text).toContain("suppressed range-overlap: it is given at deployment\n");
    expect([text.includes("its prefix"), text.includes("\nundecided "), text.includes("0 notes, 1 suppressed")]).toEqual([false, false, true]);
  });

  test("what reads the same is shown once", () => {
    const twice = { rule: "range-overlap", reason: "it is given at deployment" };
    const text = toText({ ...analyse(sortingPlan()), undecided: [{ ...twice, message: "one" }, { ...twice, message: "other" }] }, { colour: false });
    expect([text.match(/^suppressed .*$/gm), text.includes("2 suppressed")]).toEqual([["suppressed range-overlap: it is given at deployment (×2)"], true]);
  });

  test("the last line counts what the page leaves undecided beside the questions of rules", () => {
    const plan = analyse(sortingPlan());
    const last = toText({ ...plan, undecided: [{ rule: "r", message: "m" }], analyses: { ...plan.analyses, portChains: plan.analyses.portChains.map(chain => ({ ...chain, verdict: "undecided" as const })), flows: [], upgrade: [] } }, { colour: false }).trimEnd().split("\n").at(-1);
    expect(last).toContain("notes, 2 undecided (1 question, 1 chain)");
  });

  test("findings name the line of the program where the plan has it, or that of the component around it", () => {
    const plan = new PlanBuilder();
    const group = plan.component("a:b:Group", "group", { declaredAt: { file: "lib/a b\u001b.ts", line: 3, column: 5 } });
    const about = [plan.add("a:b:Thing", "own", {}, { parent: group, declaredAt: { file: "index.ts", line: 12, column: 1 } }), plan.add("a:b:Thing", "part", {}, { parent: group }), plan.add("a:b:Thing", "other")];
    const planned = analyse(plan.build());
    const text = toText({ ...planned, findings: about.map(resource => ({ rule: "r", severity: "error", resource, message: "m", evidence: {}, fix: "f", source: "s" })), undecided: about.map(resource => ({ rule: "u", resource, message: "m" })) }, { colour: false });
    for (const [rule, end] of [["r", "          fix: f\n"], ["u", ""]]) {
      expect(text).toContain(`          ${rule} at Thing own\n          index.ts:12:1\n${end}`);
      expect(text).toContain(`          ${rule} at Thing part\n          lib/a b\\u001b.ts:3:5, where Group group is made\n${end}`);
      expect(text).toMatch(new RegExp(`          ${rule} at Thing other\n(?!          .*:\\d)`));
    }
  });

  test("more findings and notes than the screen holds are counted", () => {
    const plan = analyse(sortingPlan());
    const finding: Finding = { rule: "r", severity: "error", message: "m", evidence: {}, fix: "f", source: "s" };
    const text = toText({ ...plan, findings: Array.from({ length: 20 }, () => finding), notes: Array.from({ length: 6 }, () => ({ rule: "n", message: "worth knowing" })) }, { colour: false });
    expect(text).toContain("… and 12 more: --format json has all");
    expect(text).toContain("… and 2 more: --format json has all");
    expect(text).toContain("20 errors, 0 warnings, 6 notes");
  });

  test("a Service that nobody answers is drawn before those that hold", () => {
    const more: Scenario["more"] = (plan, { provider }) => {
      for (let n = 0; n < 4; n++) plan.add("kubernetes:core/v1:Service", `fine${n}`, { metadata: { name: `fine${n}`, namespace: "hogwarts" }, spec: { selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http" }] } }, { provider: `${provider}::id` });
      plan.add("kubernetes:core/v1:Service", "zzz", { metadata: { name: "zzz", namespace: "hogwarts" }, spec: { selector: { app: "nobody" }, ports: [{ port: 1 }] } }, { provider: `${provider}::id` });
    };
    expect(scenario({ more }).split("\n").find(line => line.startsWith("Ports of"))).toBe("Ports of zzz  1  BROKEN");
  });
});

test("an object without a namespace stands in that of its provider, else in default", () => {
  const more: Scenario["more"] = (plan, { cluster, provider }) => {
    const other = plan.add("pulumi:providers:kubernetes", "other", { kubeconfig: UNKNOWN, namespace: "shop" }, { dependencies: [cluster] });
    plan.add("kubernetes:core/v1:ConfigMap", "plain", { metadata: { name: "plain" } }, { provider: `${provider}::id` });
    plan.add("kubernetes:core/v1:ServiceAccount", "lent", { metadata: { name: "lent" } }, { provider: `${other}::id` });
    plan.add("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", "wide", { metadata: { name: "wide" } }, { provider: `${provider}::id` });
  };
  const text = section(scenario({ more }), /^In the cluster/).join("\n");
  for (const [place, kind] of [["namespace +default", "ConfigMap"], ["namespace +shop", "ServiceAccount"], ["cluster-wide", "ClusterRole"]]) expect(text).toMatch(new RegExp(`${place} *\\n.* also +${kind}(?:\\n|$)`));
});

test("several clusters are named where each begins", () => {
  const more: Scenario["more"] = plan => { plan.add("azure-native:containerservice:ManagedCluster", "second", { resourceGroupName: "rg-example", resourceName: "aks-second", location: "westeurope" }); };
  const lines = scenario({ more }).split("\n");
  expect([lines[1], lines[3]]).toEqual([expect.stringMatching(/^aks-example · canadacentral · /), expect.stringMatching(/^aks-second · westeurope · /)]);
});

test("an internal front end without a known subnet has no public address", () => {
  const internal = { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" }, open = { ...internal, "service.beta.kubernetes.io/azure-load-balancer-internal-subnet": UNKNOWN };
  expect(section(scenario({ annotations: open }), /^Ports of/).join("\n")).not.toContain("public address");
  expect(section(scenario({ annotations: {} }), /^Ports of/).join("\n")).toContain("public address");
});

test("what has no name yet is called as the program calls it", () => {
  const more: Scenario["more"] = (plan, { cluster }) => {
    plan.add("azure-native:network:Subnet", "later", { resourceGroupName: "rg-example", virtualNetworkName: predicted("vnet-example"), addressPrefix: "10.240.9.0/24" });
    plan.add("azure-native:containerservice:AgentPool", "extra", { resourceGroupName: "rg-example", resourceName: predicted("aks-example"), count: 1, vmSize: "Standard_D4s_v5", mode: "User" }, { dependencies: [cluster], propertyDependencies: { resourceName: [cluster] } });
  };
  const text = scenario({ more });
  expect(text).toMatch(/pool +extra /);
  expect(section(text, /^rg-example/).join("\n")).not.toContain("(name not known)");
});

describe("values", () => {
  test("of outputs are marked where they are predicted, unknown or secret", () => {
    expect(textOf(sortingPlan()).includes("Outputs")).toBe(false);
    const outputs = { name: predicted("aks"), address: UNKNOWN, key: { $secret: true } } as const;
    expect(textOf({ ...sortingPlan(), outputs })).toContain("Outputs   name aks (predicted) · address (known after up) · key [secret]\n");
  });

  test("roles stand with the identity that gets them", () => {
    const more: Scenario["more"] = (plan, { aks }) => {
      const identity = plan.add("azure-native:managedidentity:UserAssignedIdentity", "id", { resourceGroupName: "rg-example", resourceName: "id-example" });
      plan.add("azure-native:authorization:RoleAssignment", "grant", { roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7", scope: UNKNOWN }, { propertyDependencies: { principalId: [identity], scope: [aks] } });
    };
    expect(scenario({ more })).toContain("identity       id-example  Network Contributor on aks\n");
  });

  test("the names of a plan cannot move the cursor", () => {
    expect(scenario({ cluster: { resourceName: "\u001b[2Jaks" } })).toContain("\\u001b[2Jaks");
  });
});

describe("a plan without a cluster", () => {
  const plan = new PlanBuilder("library", "prod");
  const stack = plan.component("pulumi:pulumi:Stack", "library-prod");
  const shelf = plan.component("library:index:Shelf", "shelf", { parent: stack });
  for (let n = 0; n < 9; n++) plan.add("aws:s3/bucket:Bucket", `book${n}`, {}, { parent: shelf });
  plan.add("aws:s3/bucket:Bucket", "later", {}, { parent: stack, only: "predicted" });
  plan.component("library:remote:Chart", "chart", { parent: stack, remote: true });

  test("is the tree of its resources, with many of a kind counted", () => {
    expect(textOf(plan.build()).split("\n")).toEqual([
      "library · prod  planned offline",
      "",
      "└─ library-prod  pulumi:pulumi:Stack",
      "   ├─ later  aws:s3/bucket:Bucket  (predicted)",
      "   ├─ shelf  library:index:Shelf",
      "   │  ├─ book0  aws:s3/bucket:Bucket",
      "   │  ├─ book1  aws:s3/bucket:Bucket",
      "   │  ├─ book2  aws:s3/bucket:Bucket",
      "   │  ├─ book3  aws:s3/bucket:Bucket",
      "   │  ├─ book4  aws:s3/bucket:Bucket",
      "   │  └─ … 4 more of aws:s3/bucket:Bucket",
      "   └─ chart  library:remote:Chart  (its children are not known offline)",
      "",
      "12 to create: 10 aws, 2 components",
      "0 errors, 0 warnings, 0 notes · every input is known",
      "",
    ]);
  });

  test("and without a resource says so", () => {
    expect(textOf(new PlanBuilder().build())).toContain("nothing to create\n");
  });
});

test("two records that name each other by their inputs stand in their group, each once", () => {
  const plan = new PlanBuilder();
  plan.add("azure-native:containerservice:ManagedCluster", "shop", { resourceName: "aks-shop" });
  const [a, b] = ["a", "b"].map(name => `urn:pulumi:dev::example::azure-native:network:PrivateRecordSet::${name}`) as [string, string];
  plan.add("azure-native:network:PrivateRecordSet", "a", {}, { dependencies: [b], propertyDependencies: { privateZoneName: [b] } });
  plan.add("azure-native:network:PrivateRecordSet", "b", {}, { dependencies: [a], propertyDependencies: { privateZoneName: [a] } });
  const text = toText(analyse(plan.build()), { colour: false });
  for (const name of ["a", "b"]) expect(text.split("\n").filter(line => new RegExp(`[├└]─ .* ${name}$`).test(line))).toHaveLength(1);
});
