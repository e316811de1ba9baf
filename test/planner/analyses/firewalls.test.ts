import { describe, expect, test } from "@jest/globals";
import { coversHost } from "../../../facts/azure-firewall";
import { analyse } from "../../../planner/analyse";
import type { PlanObject, PlanValue } from "../../../planner/model/plan";
import { toText } from "../../../planner/views/text/text";
import { PlanBuilder, UNKNOWN, type ResourceOptions } from "../plan-builder";

const GROUP = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network";
const HTTPS = [{ protocolType: "Https", port: 443 }];
const urnOf = (type: string, name: string): string => `urn:pulumi:dev::example::azure-native:network:${type}::${name}`;

const allowed = (...rules: readonly PlanObject[]): PlanObject => ({ name: "aks", priority: 200, action: { type: "Allow" }, rules });
const TAGGED = { name: "tag", sourceAddresses: ["*"], protocols: HTTPS, fqdnTags: ["AzureKubernetesService"] };
const named = (...targetFqdns: readonly string[]): PlanObject => ({ name: "names", sourceAddresses: ["10.0.0.0/24"], protocols: HTTPS, targetFqdns });
const CORE = ["mcr.microsoft.com", "*.data.mcr.microsoft.com", "management.azure.com", "login.microsoftonline.com", "packages.microsoft.com", "packages.aks.azure.com", "*.hcp.westeurope.azmk8s.io"];
const application = (...collections: readonly PlanValue[]): PlanObject => ({ applicationRuleCollections: collections });

interface Scenario {
  readonly firewall?: PlanObject;
  readonly options?: ResourceOptions;
  readonly routes?: readonly PlanObject[];
  readonly cluster?: PlanObject;
  readonly awaited?: readonly string[];
  readonly peerings?: readonly (readonly [string, string])[];
  readonly more?: (plan: PlanBuilder) => void;
}

const DEFAULT = { name: "default", addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: UNKNOWN };

/** A hub with a firewall, and a spoke with the cluster, whose route's next hop is the firewall's address. */
const planFor = ({ firewall = {}, options = {}, routes = [DEFAULT], cluster = {}, awaited = [urnOf("AzureFirewall", "fw")], peerings = [["hub", "spoke"], ["spoke", "hub"]], more }: Scenario = {}) => {
  const plan = new PlanBuilder();
  plan.add("azure-native:network:VirtualNetwork", "hub", { virtualNetworkName: "hub", addressSpace: { addressPrefixes: ["10.1.0.0/16"] }, subnets: [{ name: "AzureFirewallSubnet", addressPrefix: "10.1.0.0/26" }] });
  plan.add("azure-native:network:VirtualNetwork", "spoke", { virtualNetworkName: "spoke", addressSpace: { addressPrefixes: ["10.0.0.0/16"] } });
  for (const [from, to] of peerings) plan.add("azure-native:network:VirtualNetworkPeering", `${from}-${to}`, { virtualNetworkName: from, remoteVirtualNetwork: { id: `${GROUP}/virtualNetworks/${to}` } });
  const urn = plan.add("azure-native:network:AzureFirewall", "fw", { azureFirewallName: "fw-hub", ipConfigurations: [{ subnet: { id: `${GROUP}/virtualNetworks/hub/subnets/AzureFirewallSubnet` } }], ...firewall }, options);
  plan.add("azure-native:network:RouteTable", "rt", { routeTableName: "rt", routes }, { propertyDependencies: { routes: [urn] } });
  plan.add("azure-native:network:Subnet", "aks", { virtualNetworkName: "spoke", subnetName: "aks", addressPrefix: "10.0.0.0/24", routeTable: { id: `${GROUP}/routeTables/rt` } });
  plan.add("azure-native:containerservice:ManagedCluster", "cluster", {
    resourceName: "aks", location: "westeurope", networkProfile: { networkPlugin: "azure", outboundType: "userDefinedRouting" },
    agentPoolProfiles: [{ name: "system", count: 1, maxPods: 30, vnetSubnetID: `${GROUP}/virtualNetworks/spoke/subnets/aks` }], ...cluster,
  }, { dependencies: awaited });
  more?.(plan);
  return analyse(plan.build());
};
const egressOf = (scenario: Scenario = {}) => planFor(scenario).analyses.egress?.[0];
const verdictOf = (scenario: Scenario = {}) => egressOf(scenario)?.firewall?.verdict;

describe("a declared Azure Firewall on the way out", () => {
  test.each<[string, Scenario]>([
    ["a proxy that the nodes ask through", { cluster: { httpProxyConfig: { httpsProxy: "http://10.1.1.4:3128" } } }],
    ["a region of another cloud", { cluster: { location: "usgovvirginia" } }],
    ["an API server that may be in the network", { cluster: { apiServerAccessProfile: { enableVnetIntegration: UNKNOWN } } }],
    ["a cluster of AKS Automatic", { cluster: { sku: { name: "Automatic" } } }],
  ])("is not judged of %s", (_, scenario) => expect(egressOf(scenario)?.firewall).toMatchObject({ verdict: "undecided", dropped: [] }));

  test("need not let out the API server's name where that is in the network", () => {
    expect(egressOf({ cluster: { apiServerAccessProfile: { enableVnetIntegration: true } } })?.firewall?.dropped).not.toContain("*.hcp.westeurope.azmk8s.io");
  });

  test("without rules lets nothing out: the nodes come to nothing", () => {
    const plan = planFor();
    expect(plan.analyses.egress).toMatchObject([{ verdict: "broken", ways: [{ verdict: "proven", through: "virtual-appliance", firewall: urnOf("AzureFirewall", "fw") }], firewall: { verdict: "broken", name: "fw-hub" } }]);
    expect(plan.analyses.egress?.[0]?.firewall?.dropped).toEqual(expect.arrayContaining(["management.azure.com", "mcr.microsoft.com", "*.hcp.westeurope.azmk8s.io"]));
    const found = plan.findings.filter(({ rule }) => rule === "dropped-egress");
    expect(found).toMatchObject([{ resource: urnOf("AzureFirewall", "fw"), severity: "error", message: expect.stringContaining("fw-hub, which has no rule that lets out") }]);
    const broken = plan.analyses.flows?.filter(({ kind, verdict }) => kind === "azure" && verdict === "broken").map(({ name }) => name);
    expect(broken).toEqual(expect.arrayContaining(["images of AKS itself", "API server", "Azure's API"]));
    expect(toText(plan, { colour: false })).toContain("Azure Firewall fw-hub denies what no rule of it lets out");
  });

  test("lets out what the tag of AKS stands for, where the cluster waits for it", () => {
    const plan = planFor({ firewall: application(allowed(TAGGED)) });
    expect(plan.analyses.egress).toMatchObject([{ verdict: "proven", firewall: { verdict: "proven", dropped: [] } }]);
    expect(plan.analyses.flows?.filter(({ kind }) => kind === "azure").map(({ verdict }) => verdict)).not.toContain("broken");
    expect(plan.findings.map(({ rule }) => rule)).not.toContain("dropped-egress");
    expect(verdictOf({ firewall: application(allowed(TAGGED)), awaited: [] })).toBe("undecided");
  });

  test.each<readonly [what: string, verdict: string, firewall: PlanObject]>([
    ["every name that is needed", "proven", application(allowed(named(...CORE, "mcr-0001.mcr-msedge.net", "acs-mirror.azureedge.net")))],
    ["all names", "proven", application(allowed(named("*")))],
    ["one of two that do for each other", "undecided", application(allowed(named(...CORE)))],
    ["the images alone", "broken", application(allowed(named("mcr.microsoft.com", "*.data.mcr.microsoft.com")))],
    ["the name of one API server, which may be this one's", "undecided", application(allowed(named(...CORE.slice(0, -1), "one-1234.hcp.westeurope.azmk8s.io")))],
    ["the tag from other addresses", "broken", application(allowed({ ...TAGGED, sourceAddresses: ["10.9.0.0/16"] }))],
    ["the tag from a group of addresses that is not shown", "undecided", application(allowed({ ...TAGGED, sourceAddresses: [], sourceIpGroups: ["ids"] }))],
    ["the names by HTTP alone", "broken", application(allowed({ ...named("*"), protocols: [{ protocolType: "Http", port: 80 }] }))],
    ["another tag", "undecided", application(allowed({ ...TAGGED, fqdnTags: ["WindowsUpdate"] }))],
    ["the tag after everything is denied", "broken", application({ ...allowed(named("*")), priority: 100, action: { type: "Deny" } }, allowed(TAGGED))],
    ["the tag before everything is denied", "proven", application(allowed(TAGGED), { ...allowed(named("*")), priority: 65000, action: { type: "Deny" } })],
    ["the tag beside a denial whose turn is not known", "undecided", application(allowed(TAGGED), { ...allowed(named("*")), priority: UNKNOWN, action: { type: "Deny" } })],
    ["what a rule says that is not known", "undecided", application(allowed(TAGGED), UNKNOWN)],
    ["everything by a network rule", "proven", { networkRuleCollections: [allowed({ sourceAddresses: ["*"], protocols: ["TCP"], destinationAddresses: ["*"], destinationPorts: ["443"] })] }],
    ["port 80 by a network rule", "broken", { networkRuleCollections: [allowed({ sourceAddresses: ["*"], protocols: ["TCP"], destinationAddresses: ["*"], destinationPorts: ["80"] })] }],
    ["UDP by a network rule", "broken", { networkRuleCollections: [allowed({ sourceAddresses: ["*"], protocols: ["UDP"], destinationAddresses: ["*"], destinationPorts: ["*"] })] }],
    ["private addresses by a network rule", "broken", { networkRuleCollections: [allowed({ sourceAddresses: ["*"], protocols: ["Any"], destinationAddresses: ["10.0.0.0/8"], destinationPorts: ["*"] })] }],
    ["a service tag by a network rule", "undecided", { networkRuleCollections: [allowed({ sourceAddresses: ["*"], protocols: ["Any"], destinationAddresses: ["AzureCloud"], destinationPorts: ["443"] })] }],
    ["the tag, which a network rule denies first", "broken", { ...application({ ...allowed(TAGGED), priority: 100 }), networkRuleCollections: [{ ...allowed({ sourceAddresses: ["*"], protocols: ["Any"], destinationAddresses: ["*"], destinationPorts: ["*"] }), priority: 300, action: { type: "Deny" } }] }],
  ])("that lets out %s: %s", (_what, verdict, firewall) => {
    const plan = planFor({ firewall });
    expect(plan.analyses.egress?.[0]?.firewall?.verdict).toBe(verdict);
    expect(plan.findings.some(({ rule }) => rule === "dropped-egress")).toBe(verdict === "broken");
    expect(plan.undecided.some(({ rule }) => rule === "dropped-egress")).toBe(verdict === "undecided");
  });

  test("is asked for no API server that is private", () => {
    const names = application(allowed(named(...CORE.slice(0, -1), "mcr-0001.mcr-msedge.net", "acs-mirror.azureedge.net")));
    expect([verdictOf({ firewall: names }), verdictOf({ firewall: names, cluster: { apiServerAccessProfile: { enablePrivateCluster: true } } })]).toEqual(["broken", "proven"]);
  });

  test("that stands already, or may be passed by another route, is undecided", () => {
    expect(verdictOf({ options: { op: "read" } })).toBe("undecided");
    expect(verdictOf({ routes: [DEFAULT, { name: "images", addressPrefix: "MicrosoftContainerRegistry", nextHopType: "Internet" }] })).toBe("undecided");
    expect(verdictOf({ routes: [DEFAULT, { name: "inner", addressPrefix: "10.8.0.0/16", nextHopType: "VnetLocal" }] })).toBe("broken");
  });

  test("is found by an address of its subnet, and not by another", () => {
    expect(verdictOf({ routes: [{ ...DEFAULT, nextHopIpAddress: "10.1.0.4" }] })).toBe("broken");
    expect(egressOf({ routes: [{ ...DEFAULT, nextHopIpAddress: "10.1.9.4" }] })).not.toHaveProperty("firewall");
  });

  test("is judged for the nodes where the pods' own subnet has no way out", () => {
    const system = { name: "system", count: 1, maxPods: 30, vnetSubnetID: `${GROUP}/virtualNetworks/spoke/subnets/aks`, podSubnetID: `${GROUP}/virtualNetworks/spoke/subnets/pods` };
    const more = (plan: PlanBuilder): void => { plan.add("azure-native:network:Subnet", "pods", { virtualNetworkName: "spoke", subnetName: "pods", addressPrefix: "10.0.1.0/24" }); };
    expect(egressOf({ cluster: { agentPoolProfiles: [system] }, more })).toMatchObject({ ways: [{ verdict: "proven" }, { verdict: "broken" }], firewall: { verdict: "broken" } });
  });

  test("is reached where both networks are peered with each other", () => {
    const way = (peerings: Scenario["peerings"]) => egressOf({ firewall: application(allowed(TAGGED)), peerings })?.ways[0]?.verdict;
    expect([way([["hub", "spoke"], ["spoke", "hub"]]), way([["hub", "spoke"]])]).toEqual(["proven", "undecided"]);
  });
});

describe("the policy of a firewall", () => {
  const policy = (name: string, inputs: PlanObject = {}, options: ResourceOptions = {}) => (plan: PlanBuilder): void => { plan.add("azure-native:network:FirewallPolicy", name, { firewallPolicyName: name, ...inputs }, options); };
  const group = (name: string, of: string, priority: number, ...ruleCollections: readonly PlanValue[]) => (plan: PlanBuilder): void => {
    plan.add("azure-native:network:FirewallPolicyRuleCollectionGroup", name, { firewallPolicyName: of, ruleCollectionGroupName: name, priority, ruleCollections });
  };
  const typed = (rule: PlanObject): PlanObject => ({ ruleType: "ApplicationRule", ...rule });
  const TAG = allowed(typed(TAGGED));
  const DENIED = { ...allowed(typed(named("*"))), action: { type: "Deny" } };
  const firewall = { firewallPolicy: { id: `${GROUP}/firewallPolicies/own` } };
  const groups = ["one", "two"].map(name => urnOf("FirewallPolicyRuleCollectionGroup", name));
  const awaited = [urnOf("AzureFirewall", "fw"), urnOf("FirewallPolicy", "own"), urnOf("FirewallPolicy", "base"), ...groups];
  const judged = (...parts: readonly ((plan: PlanBuilder) => void)[]) => verdictOf({ firewall, awaited, more: plan => { for (const part of parts) part(plan); } });

  test("decides by its groups, in their order", () => {
    expect(judged(policy("own"))).toBe("broken");
    expect(judged(policy("own"), group("one", "OWN", 200, TAG))).toBe("proven");
    expect(judged(policy("own"), group("one", "other", 200, TAG))).toBe("broken");
    expect(judged(policy("own"), group("one", "own", 300, TAG), group("two", "own", 100, DENIED))).toBe("broken");
    expect(judged(policy("own"), group("one", "own", 100, TAG), group("two", "own", 300, DENIED))).toBe("proven");
  });

  test("asks its parent's rules first", () => {
    const child = policy("own", { basePolicy: { id: `${GROUP}/firewallPolicies/base` } });
    expect(judged(child, policy("base"), group("one", "base", 300, DENIED), group("two", "own", 100, TAG))).toBe("broken");
    expect(judged(child, group("two", "own", 100, TAG))).toBe("undecided");
  });

  test("is undecided where rules may be elsewhere, or are not known", () => {
    expect(judged()).toBe("undecided");
    expect(judged(policy("own", {}, { op: "same" }))).toBe("undecided");
    expect(judged(policy("own"), group("one", "own", 200, UNKNOWN))).toBe("undecided");
    expect(judged(policy("own"), group("one", "own", 200, allowed(UNKNOWN as PlanObject)))).toBe("undecided");
    expect(judged(policy("own"), group("one", "own", 200, allowed(TAGGED)))).toBe("undecided");
    expect(judged(policy("own"), plan => { plan.add("azure-native:network:FirewallPolicyRuleCollectionGroup", "one", { firewallPolicyName: UNKNOWN }); })).toBe("undecided");
    expect(judged(policy("own"), plan => { plan.add("azure-native:resources:Deployment", "template", {}); })).toBe("undecided");
  });
});

test.each<readonly [pattern: string, host: string, covers: boolean | undefined]>([
  ["*", "mcr.microsoft.com", true], ["MCR.microsoft.com", "mcr.microsoft.com", true], ["*.microsoft.com", "mcr.microsoft.com", true], ["*.microsoft.com", "microsoft.com", false],
  ["*.azmk8s.io", "*.hcp.westeurope.azmk8s.io", true], ["*.hcp.northeurope.azmk8s.io", "*.hcp.westeurope.azmk8s.io", false], ["*.hcp.westeurope.azmk8s.io", "*.hcp.<region>.azmk8s.io", undefined],
  ["one.data.mcr.microsoft.com", "*.data.mcr.microsoft.com", undefined], ["mcr.microsoft.com", "*.data.mcr.microsoft.com", false],
])("a rule's %s covers %s: %s", (pattern, host, covers) => { expect(coversHost(pattern, host)).toBe(covers); });
