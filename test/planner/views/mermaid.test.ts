import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { analyse } from "../../../planner/analyse";
import type { Plan } from "../../../planner/model/plan";
import { DIAGRAMS, toDiagram, toMermaid } from "../../../planner/views/mermaid";
import { fitting, MOST } from "../../../planner/views/mermaid/chart";
import { PlanBuilder } from "../plan-builder";
import { HAPROXY, sortingPlan, type Scenario } from "../sorting-plan";
import { hostilePlan, hostileTexts } from "./hostile";

const LABEL = String.raw`"(?:[\p{L}\p{N} .,:/()+×→·…=?_-]|#\d+;|<br/>)+"`;
/** Every line that a chart may have; a label that ends early makes one that is none of these. */
const LINES = [
  String.raw`flowchart LR`, String.raw`\s*subgraph g\d+\[${LABEL}\]`, String.raw`\s*direction LR`, String.raw`\s*end`, String.raw`\s*n\d+(?:\[${LABEL}\]|\(${LABEL}\)|\[\(${LABEL}\)\])`,
  String.raw`\s*[ng]\d+ (?:-->|---|-\.->|-\.-)(?:\|${LABEL}\|)? [ng]\d+`, String.raw`\s*classDef (?:bad|warning|predicted) stroke[\w#:, -]+`, String.raw`\s*class [gn\d,]+ (?:bad|warning|predicted)`,
].map(line => new RegExp(`^${line}$`, "u"));

const drawn = (plan: Plan): readonly string[] => DIAGRAMS.map(({ name }) => toDiagram(plan, name));
const strange = (text: string): readonly string[] => text.trimEnd().split("\n").filter(line => !LINES.some(each => each.test(line)));
const edgesOf = (text: string): number => text.split("\n").filter(line => /^ {2}[ng]\d+ -/.test(line)).length;

describe("the diagrams", () => {
  const plan = analyse(sortingPlan());

  test("show the way of a request with the port on each arrow", () => {
    const text = toDiagram(plan, "flow");
    expect(text).toContain('subgraph g1["sorting  80 → 85 → 90  holds"]');
    expect([...text.matchAll(/-->\|"(\d+)"\|/g)].map(([, port]) => port)).toEqual(["90", "90", "90", "85", "85", "80"]);
    expect(text).toContain('["front end<br/>kubernetes-internal<br/>10.240.1.10"]');
  });

  test("mark where a way is broken", () => {
    const text = toDiagram(analyse(sortingPlan({ haproxy: HAPROXY.replace(":85", ":86") })), "flow");
    const [, id] = /(n\d+)\["mapper<br\/>port-mapper"\]/.exec(text) ?? [];
    expect(text).toMatch(new RegExp(`class [\\w,]*\\b${id}\\b[\\w,]* bad`));
  });

  test("show the network with its subnets, what stands in them, and the group that AKS makes", () => {
    const text = toDiagram(plan, "network");
    for (const title of ["vnet-example  10.240.0.0/16", "aks  10.240.0.0/24", "services  10.240.1.0/26", "MC_rg-example_aks-example_canadacentral"]) expect(text).toContain(`["${title}"]`);
    const idOf = (label: string): string => new RegExp(`(n\\d+)[[(]"${label}`).exec(text)?.[1] ?? label;
    const [consumers, front, balancer, pool] = ["consumers", "front end<br/>sorting", "load balancer<br/>kubernetes-internal", "pool system"].map(idOf);
    for (const edge of [`${consumers} --> ${front}`, `${front} --> ${balancer}`, `${balancer} --> ${pool}`]) expect(text).toContain(edge);
  });

  test("show resources in their groups, and roles as arrows", () => {
    const text = toDiagram(analyse(sortingPlan({ more: (builder, { aks }) => {
      const identity = builder.add("azure-native:managedidentity:UserAssignedIdentity", "id", { resourceGroupName: "rg-example", resourceName: "id-example" });
      builder.add("azure-native:authorization:RoleAssignment", "grant", { roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7" }, { propertyDependencies: { principalId: [identity], scope: [aks] } });
    } })), "resources");
    for (const title of ["rg-example", "cluster aks-example", "network vnet-example", "namespace hogwarts"]) expect(text).toContain(`["${title}"]`);
    const [from, to] = ["identity<br/>id-example", "subnet<br/>aks"].map(label => new RegExp(`(n\\d+)\\["${label}"`).exec(text)?.[1]);
    expect(text).toContain(`${from} -->|"Network Contributor"| ${to}`);
  });

  test("leave no kind of resource out where there is room", () => {
    const kinds = Array.from({ length: 30 }, (_, index) => `Kind${index}`);
    const text = toDiagram(analyse(sortingPlan({ more: builder => { for (const kind of kinds) builder.add(`azure-native:network:${kind}`, kind.toLowerCase(), { resourceGroupName: "rg-example" }); } })), "resources");
    expect(kinds.filter(kind => !text.includes(` ${kind.toLowerCase()}`))).toEqual([]);
    expect(text).not.toContain("more kinds");
  });

  test("show a role on a group at the group, and one on a part of a resource with the part", () => {
    const text = toDiagram(analyse(sortingPlan({ more: builder => {
      const identity = builder.add("azure-native:managedidentity:UserAssignedIdentity", "id", { resourceGroupName: "rg-example", resourceName: "id-example" });
      const vault = builder.add("azure-native:keyvault:Vault", "vault", { resourceGroupName: "rg-example", vaultName: "kv-example" });
      const group = builder.build().resources.find(({ name }) => name === "group");
      const role = (name: string, id: string, scope: string, on: string | undefined) =>
        builder.add("azure-native:authorization:RoleAssignment", name, { roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${id}`, scope }, { propertyDependencies: { principalId: [identity], scope: [on ?? ""] } });
      role("reads", "acdd72a7-3385-48ef-bd42-f606fba81ae7", "/subscriptions/s/resourceGroups/rg-example", group?.urn);
      role("secret", "4633458b-17de-408a-b874-0445c86b69e6", "/subscriptions/s/resourceGroups/rg-example/providers/Microsoft.KeyVault/vaults/kv-example/secrets/tls", vault);
    } })), "resources");
    const [from, group, vault] = ["identity<br/>id-example", "resource group<br/>rg-example", "key vault<br/>kv-example"].map(label => new RegExp(`(n\\d+)\\["${label}"`).exec(text)?.[1] ?? label);
    expect(text).toContain(`${from} -->|"Reader"| ${group}`);
    expect(text).toContain(`${from} -->|"Key Vault Secrets User on tls"| ${vault}`);
  });

  test("show nobody outside whom no arrow leaves", () => {
    const text = toDiagram(analyse(sortingPlan({ annotations: { "service.beta.kubernetes.io/azure-load-balancer-internal": "false" } })), "network");
    expect([text.includes("internet"), text.includes("consumers")]).toEqual([true, false]);
    expect(toDiagram(plan, "network")).toContain("consumers");
  });

  test("dash what AKS makes: its own network, and the API server's endpoint in a declared one", () => {
    const dashed = (scenario: Scenario, label: string): boolean => {
      const text = toDiagram(analyse(sortingPlan(scenario)), "network");
      const [, id] = new RegExp(`([gn]\\d+)\\["${label}`).exec(text) ?? [];
      return new RegExp(`class [\\w,]*\\b${id}\\b[\\w,]* predicted`).test(text);
    };
    expect(dashed({ pool: { vnetSubnetID: null } }, "network that AKS makes")).toBe(true);
    expect(dashed({ cluster: { apiServerAccessProfile: { enablePrivateCluster: true } } }, "endpoint<br/>kube-apiserver")).toBe(true);
    expect(dashed({}, "vnet-example")).toBe(false);
  });

  test("count one node as one", () => {
    expect(toDiagram(analyse(sortingPlan({ pool: { count: 1 } })), "network")).toContain("pool system<br/>1 node\"");
  });

  test("are the same whenever they are drawn, and all on one page", () => {
    expect(drawn(analyse(sortingPlan()))).toEqual(drawn(plan));
    expect([...toMermaid(plan).matchAll(/^```mermaid$/gm)]).toHaveLength(3);
  });

  test("of a plan that has nothing to draw say so", () => {
    const empty = analyse(new PlanBuilder().build());
    expect(toMermaid(empty)).toBe("Nothing to draw of this plan.\n");
    expect(strange(toDiagram(empty, "flow"))).toEqual([]);
  });
});

describe("a diagram's text", () => {
  test("holds nothing but what the view draws, whatever the names are", () => {
    fc.assert(fc.property(hostileTexts, texts => {
      for (const text of drawn(hostilePlan(texts))) expect(strange(text)).toEqual([]);
    }), { numRuns: 60 });
  });

  test.each([
    ["https://sorting.example.org/", "https:#8288;//sorting.example.org/"], ["www.example.org", "www#8288;.example.org"], ["- a", "#8288;- a"], ["+ a", "#8288;+ a"], ["1. a", "#8288;1. a"], ["2)", "#8288;2)"],
    ["# a", "#8288;#35; a"], ["a@b.example", "a#8288;#64;b.example"], ["[a](b)", "#91;a#93;#8288;(b)"], ["10.240.0.0/16", "10.240.0.0/16"], ["a-b: c", "a-b: c"],
  ])("is no Markdown to the versions of Mermaid that would not draw it: %s", (name, written) => {
    // Looked at in a browser with 10.9.3, 11.4.1, 11.9.0, 11.12.0 and 11.17.2.
    const text = fitting(() => ({ nodes: [{ key: "n", label: ["first", name] }], groups: [{ key: "g", title: name, nodes: [] }], edges: [] }), "");
    for (const label of [`n1["first<br/>${written}"]`, `g2["${written}"]`]) expect(text).toContain(label);
  });

  test("is within what GitHub draws, however large the plan: alike things are counted", () => {
    const large = (count: number): Plan => analyse(sortingPlan({ more: (plan, { aks, provider }) => {
      for (let index = 0; index < count; index += 1) {
        const identity = plan.add("azure-native:managedidentity:UserAssignedIdentity", `id${index}`, { resourceGroupName: "rg-example", resourceName: `id-${index}` });
        plan.add("azure-native:authorization:RoleAssignment", `grant${index}`, {}, { propertyDependencies: { principalId: [identity], scope: [aks] } });
        plan.add("azure-native:network:Subnet", `s${index}`, { resourceGroupName: "rg-example", virtualNetworkName: "vnet-example", subnetName: `s${index}`, addressPrefix: `10.240.2.${index % 256}/32` });
        plan.add("kubernetes:core/v1:Service", `svc${index}`, { metadata: { name: `svc${index}`, namespace: `n${index}` }, spec: { selector: { app: "sorting" }, ports: [{ port: 90 }] } }, { provider: `${provider}::id` });
      }
    } }));
    for (const text of drawn(large(600))) {
      expect(text.length).toBeLessThanOrEqual(MOST.characters);
      expect(edgesOf(text)).toBeLessThanOrEqual(MOST.edges);
      expect(strange(text)).toEqual([]);
    }
    const [, , resources = ""] = drawn(large(20));
    expect(resources).toContain('["identity<br/>×20"]');
  });
});
