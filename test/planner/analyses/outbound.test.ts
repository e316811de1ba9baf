import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { Plan, PlanObject } from "../../../planner/model/plan";
import { PlanBuilder } from "../plan-builder";

const IDS = "/subscriptions/s/resourceGroups/g/providers";
const NETWORK = `${IDS}/Microsoft.Network`;
const SUBNET = `${NETWORK}/virtualNetworks/vnet/subnets/aks`;

const rule = (name: string, priority: number, access: string, more: PlanObject = {}): PlanObject => ({
  name, priority, access, direction: "Outbound", protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*", ...more,
});
const DENY = rule("deny", 4000, "Deny");
const NO_INTERNET = rule("no-internet", 300, "Deny", { destinationAddressPrefix: "Internet" });
const WITHIN = rule("within", 110, "Allow", { destinationAddressPrefix: "VirtualNetwork" });

interface Scenario {
  readonly cluster?: PlanObject;
  readonly profile?: PlanObject;
  readonly subnet?: PlanObject;
  readonly more?: (plan: PlanBuilder) => void;
}

function planFor(securityRules: readonly PlanObject[], { cluster = {}, profile = {}, subnet = {}, more }: Scenario = {}): Plan {
  const plan = new PlanBuilder();
  plan.add("azure-native:network:VirtualNetwork", "vnet", { virtualNetworkName: "vnet", addressSpace: { addressPrefixes: ["10.0.0.0/16"] } });
  plan.add("azure-native:network:NetworkSecurityGroup", "nsg", { networkSecurityGroupName: "nsg-nodes", securityRules });
  plan.add("azure-native:network:Subnet", "aks", { virtualNetworkName: "vnet", subnetName: "aks", addressPrefix: "10.0.0.0/24", networkSecurityGroup: { id: `${NETWORK}/networkSecurityGroups/nsg-nodes` }, ...subnet });
  plan.add("azure-native:containerservice:ManagedCluster", "cluster", {
    resourceName: "aks", location: "westeurope", dnsPrefix: "web", networkProfile: { networkPlugin: "azure", ...profile }, agentPoolProfiles: [{ name: "system", count: 3, maxPods: 30, vnetSubnetID: SUBNET }], ...cluster,
  });
  more?.(plan);
  return analyse(plan.build());
}

const azure = (plan: Plan) => (plan.analyses.flows ?? []).filter(({ kind }) => kind === "azure");
const verdicts = (plan: Plan): Record<string, string> => Object.fromEntries(azure(plan).map(({ name, verdict }) => [name, verdict]));
const found = (plan: Plan) => plan.findings.filter(({ rule: id }) => id === "dropped-egress").map(({ resource, path, message }) => [resource?.split("::").at(-1), path, message]);
const doubts = (plan: Plan) => plan.undecided.filter(({ rule: id }) => id === "dropped-egress").map(({ message }) => message);

describe("a security group of the nodes' subnet", () => {
  test("that denies the Internet breaks the flows there, and one finding names it", () => {
    const plan = planFor([NO_INTERNET]);
    expect(verdicts(plan)).toMatchObject({ names: "proven", "API server": "broken", "images of AKS itself": "broken", "Azure's API": "broken" });
    expect(found(plan)).toEqual([["nsg", "inputs.securityRules", expect.stringMatching(/^rule no-internet of security group nsg-nodes drops packets to port 443 to public addresses from subnet aks: out of the cluster's reach are API server, .* more$/)]]);
  });

  test("that lets out to the network, and then not to the Internet, breaks them too", () => {
    expect(verdicts(planFor([WITHIN, NO_INTERNET]))).toMatchObject({ names: "proven", "Azure's API": "broken" });
  });

  test("that denies everything breaks names as well: pods ask pods", () => {
    const plan = planFor([DENY]);
    expect(verdicts(plan)).toMatchObject({ names: "broken", "API server": "broken" });
    expect(found(plan).map(([, , message]) => message)).toEqual([expect.stringContaining("pods ask CoreDNS on other nodes; in security group nsg-nodes deny drops packets to port 53"), expect.stringContaining("packets to port 443 to public addresses")]);
  });

  test("that lets nobody in breaks names alone", () => {
    expect(verdicts(planFor([{ ...DENY, direction: "Inbound" }]))).toMatchObject({ names: "broken", "API server": "proven" });
  });

  test.each<[string, readonly PlanObject[], Scenario?]>([
    ["without rules of its own", []],
    ["that lets HTTPS out first", [rule("https", 100, "Allow", { destinationPortRange: "443" }), WITHIN, DENY]],
    ["that lets the network out first, where nothing is denied but another port", [WITHIN, { ...NO_INTERNET, destinationPortRange: "80" }]],
    ["that denies another port", [{ ...NO_INTERNET, destinationPortRange: "25" }]],
    ["that denies another subnet", [{ ...NO_INTERNET, sourceAddressPrefix: "10.0.9.0/24" }]],
    ["with a route of one's own for everything", [], { subnet: { routeTable: { id: `${NETWORK}/routeTables/rt` } } }],
  ])("holds %s", (_, rules, scenario = {}) => {
    const plan = planFor(rules, { ...scenario, ...(scenario.subnet && { profile: { outboundType: "userDefinedRouting" } }), more: each => { each.add("azure-native:network:RouteTable", "rt", { routeTableName: "rt", routes: [{ addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.0.8.4" }] }); } });
    expect(new Set(Object.values(verdicts(plan)))).toEqual(new Set(["proven"]));
    expect([found(plan), doubts(plan)]).toEqual([[], []]);
  });

  test("is undecided where a service tag decides, and names the rule", () => {
    const plan = planFor([rule("azure", 100, "Allow", { destinationAddressPrefix: "AzureCloud.WestEurope", destinationPortRange: "443" }), WITHIN, NO_INTERNET]);
    expect(verdicts(plan)["Azure's API"]).toBe("undecided");
    expect(found(plan)).toEqual([]);
    expect(doubts(plan)).toEqual([expect.stringMatching(/^whether rule azure of security group nsg-nodes applies to packets to port 443 to public addresses is not known: it decides about API server, /)]);
  });

  test("of a part of the nodes is undecided", () => {
    expect(doubts(planFor([{ ...NO_INTERNET, sourceAddressPrefix: "10.0.0.0/25" }]))).toEqual([expect.stringContaining("rule no-internet of security group nsg-nodes drops packets to port 443 to public addresses from a part of subnet aks")]);
  });

  test("that is not known leaves the flows undecided, and nothing is claimed", () => {
    const plan = planFor([], { subnet: { networkSecurityGroup: { id: `${NETWORK}/networkSecurityGroups/nsg-other` } } });
    expect(verdicts(plan)["Azure's API"]).toBe("undecided");
    expect(azure(plan).at(-1)?.hops[0]?.says).toContain("its security group nsg-other is not in this plan");
    expect(found(plan)).toEqual([]);
  });

  test("stands before a private API server, too: on the way into the network, not to the Internet", () => {
    const cluster = { apiServerAccessProfile: { enablePrivateCluster: true } };
    expect(verdicts(planFor([NO_INTERNET], { cluster }))["API server"]).toBe("proven");
    expect(verdicts(planFor([rule("no-network", 100, "Deny", { destinationAddressPrefix: "10.0.0.0/16", destinationPortRange: "443" })], { cluster }))["API server"]).toBe("broken");
  });

  test("need not let out a cluster that takes its images from a cache in its network", () => {
    expect(found(planFor([NO_INTERNET], { profile: { outboundType: "none" }, cluster: { apiServerAccessProfile: { enablePrivateCluster: true }, bootstrapProfile: { artifactSource: "Cache" } } }))).toEqual([]);
  });

  test("that stops the way to a registry is one finding, and the registry is none", () => {
    const plan = planFor([NO_INTERNET], { more: each => {
      each.add("azure-native:containerregistry:Registry", "acr", { registryName: "acr" });
      each.add("kubernetes:apps/v1:Deployment", "web", { metadata: { name: "web" }, spec: { template: { spec: { containers: [{ name: "web", image: "acr.azurecr.io/web:1" }] } } } });
    } });
    expect(verdicts(plan).images).toBe("broken");
    expect(plan.findings.map(each => each.rule)).not.toContain("unreachable-registry");
    expect(found(plan)).toHaveLength(1);
  });
});
