import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { Flow } from "../../../planner/model/flow-results";
import type { Plan, PlanObject } from "../../../planner/model/plan";
import { toText } from "../../../planner/views/text/text";
import { PlanBuilder, UNKNOWN } from "../plan-builder";

const IDS = "/subscriptions/s/resourceGroups/g/providers";
const NETWORK = `${IDS}/Microsoft.Network`;
const REGISTRY = `${IDS}/Microsoft.ContainerRegistry/registries/acr`;
const INTERNAL = { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" };

interface Scenario {
  readonly cluster?: PlanObject;
  readonly subnet?: PlanObject;
  readonly network?: PlanObject;
  readonly routes?: readonly PlanObject[];
  readonly table?: PlanObject;
  readonly service?: PlanObject;
  readonly annotations?: PlanObject;
  readonly registry?: PlanObject;
  readonly vault?: PlanObject;
  readonly more?: (plan: PlanBuilder) => void;
}

function planFor({ cluster = {}, subnet = {}, network = {}, routes, table = {}, service = {}, annotations = {}, registry, vault, more }: Scenario = {}): Plan {
  const plan = new PlanBuilder();
  plan.add("azure-native:network:VirtualNetwork", "vnet", { virtualNetworkName: "vnet", ...(routes && { addressSpace: { addressPrefixes: ["10.0.0.0/8"] } }), ...network });
  if (routes) plan.add("azure-native:network:RouteTable", "rt", { routeTableName: "rt", routes, ...table });
  plan.add("azure-native:network:Subnet", "aks", { virtualNetworkName: "vnet", subnetName: "aks", addressPrefix: "10.0.0.0/24", ...(routes && { routeTable: { id: `${NETWORK}/routeTables/rt` } }), ...subnet });
  plan.add("azure-native:containerservice:ManagedCluster", "cluster", {
    resourceName: "aks", location: "westeurope", dnsPrefix: "web", networkProfile: { networkPlugin: "azure", ...(routes && { outboundType: "userDefinedRouting" }) },
    agentPoolProfiles: [{ name: "system", count: 1, maxPods: 30, vnetSubnetID: `${NETWORK}/virtualNetworks/vnet/subnets/aks` }], ...cluster,
  });
  plan.add("kubernetes:core/v1:Service", "web", { metadata: { name: "web", annotations }, spec: { type: "LoadBalancer", selector: { app: "web" }, ports: [{ port: 80, targetPort: 8080 }], ...service } });
  plan.add("kubernetes:apps/v1:Deployment", "web", { metadata: { name: "web" }, spec: { template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "web", image: "acr.azurecr.io/web:1", ports: [{ containerPort: 8080 }] }] } } } });
  if (registry) plan.add("azure-native:containerregistry:Registry", "acr", { registryName: "acr", ...registry }, { id: REGISTRY });
  if (vault) {
    plan.add("azure-native:keyvault:Vault", "kv", { vaultName: "kv-web", properties: vault }, { id: `${IDS}/Microsoft.KeyVault/vaults/kv-web` });
    plan.add("kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass", "secrets", { metadata: { name: "secrets" }, spec: { provider: "azure", parameters: { keyvaultName: "kv-web" } } });
  }
  more?.(plan);
  return analyse(plan.build());
}

const flow = (plan: Plan, kind: Flow["kind"], name?: string): Flow | undefined => plan.analyses.flows?.find(each => each.kind === kind && (name === undefined || each.name === name));
const rulesOf = (plan: Plan): readonly string[] => plan.findings.map(({ rule }) => rule);
const DEFAULT = (nextHopType: string): PlanObject => ({ addressPrefix: "0.0.0.0/0", nextHopType, ...(nextHopType === "VirtualAppliance" && { nextHopIpAddress: "10.9.0.4" }) });

describe("a consumer", () => {
  test("of an internal load balancer comes from the network, and neither from the internet nor from a site that nothing connects", () => {
    const found = flow(planFor({ annotations: INTERNAL }), "consumer");
    expect(found).toMatchObject({ name: "web:80", hops: [{ at: "front-end", port: 80, verdict: "proven" }, { at: "nodes", addressFrom: { name: "aks", prefix: "10.0.0.0/24" }, verdict: "proven" }, { at: "chain", port: 8080 }] });
    // The image says nothing of its ports, and nothing hangs on that.
    expect([found?.verdict, found?.hops.at(-1)?.verdict]).toEqual(["proven", "proven"]);
    expect(found?.origins.map(({ at, reaches }) => [at, reaches])).toEqual([["virtual-network", true], ["on-premises", false], ["internet", false]]);
  });

  test("passes the subnet's own security group, AKS's, and network policies where an engine and policies are there", () => {
    const more = (plan: PlanBuilder): void => {
      plan.add("azure-native:network:NetworkSecurityGroup", "nsg", { networkSecurityGroupName: "nsg" });
      plan.add("kubernetes:networking.k8s.io/v1:NetworkPolicy", "deny", { metadata: { name: "deny" } });
    };
    const guards = (networkPolicy?: string) => flow(planFor({
      cluster: { networkProfile: { networkPlugin: "azure", networkPolicy: networkPolicy ?? null } }, subnet: { networkSecurityGroup: { id: `${NETWORK}/networkSecurityGroups/nsg` } }, service: { loadBalancerSourceRanges: ["203.0.113.0/24"] }, more,
    }), "consumer")?.hops.flatMap(({ enforcedBy }) => enforcedBy.map(({ kind }) => kind));
    expect(guards("calico")).toEqual(["security-group", "aks-security-group", "source-ranges", "network-policy"]);
    expect(guards()).not.toContain("network-policy");
  });

  test.each<readonly [what: string, scenario: Scenario, verdict: string]>([
    ["without routes of one's own", {}, "proven"],
    ["behind a default route to a firewall", { routes: [DEFAULT("VirtualAppliance")] }, "broken"],
    ["behind a forced tunnel", { routes: [DEFAULT("VirtualNetworkGateway")] }, "broken"],
    ["whose prefix has a route of its own to the internet", { routes: [DEFAULT("VirtualAppliance"), { addressPrefix: "203.0.113.0/24", nextHopType: "Internet" }], service: { loadBalancerSourceRanges: ["203.0.113.0/25"] } }, "proven"],
    ["of whom some have a route of their own to the internet", { routes: [DEFAULT("VirtualAppliance"), { addressPrefix: "203.0.113.0/24", nextHopType: "Internet" }] }, "undecided"],
    ["whose routes are not all known", { routes: [DEFAULT("VirtualAppliance"), { addressPrefix: UNKNOWN, nextHopType: "Internet" }] }, "undecided"],
    ["by IPv6", { routes: [DEFAULT("VirtualAppliance")], service: { ipFamilies: ["IPv6"] } }, "undecided"],
    ["whose source ranges are not known", { routes: [DEFAULT("VirtualAppliance")], service: { loadBalancerSourceRanges: UNKNOWN } }, "undecided"],
  ])("of a public load balancer, %s, gets an answer: %s is %s", (_what, scenario, verdict) => {
    const plan = planFor(scenario);
    expect(flow(plan, "consumer")?.origins.find(({ reaches }) => reaches)?.back?.verdict).toBe(verdict);
    expect(rulesOf(plan).includes("asymmetric-return")).toBe(verdict === "broken");
  });

  test.each<readonly [string, string]>([
    ["None", "nowhere: the next hop is None"], ["VnetLocal", "nowhere: the next hop is VnetLocal"], ["VirtualAppliance", "to the firewall 10.9.0.4, which has not seen the request and drops them"],
    ["VirtualNetworkGateway", "to the virtual network gateway, and on-premises has not seen the request"],
  ])("of a public load balancer goes, by a default route to %s, %s", (hop, where) => {
    expect(flow(planFor({ routes: [DEFAULT(hop)] }), "consumer")?.origins.find(({ reaches }) => reaches)?.back?.says).toMatch(new RegExp(` sends answers to 0\\.0\\.0\\.0/0 ${where.replaceAll(".", "\\.")}$`));
  });

  const onPremises = (table: PlanObject, routes: readonly PlanObject[]) => planFor({ annotations: INTERNAL, routes, table, more: plan => {
    plan.add("azure-native:network:VirtualNetworkGateway", "vgw", { virtualNetworkGatewayName: "vgw", gatewayType: "Vpn", gatewayDefaultSite: { id: `${NETWORK}/localNetworkGateways/lgw` }, ipConfigurations: [{ subnet: { id: `${NETWORK}/virtualNetworks/vnet/subnets/GatewaySubnet` } }] });
    plan.add("azure-native:network:LocalNetworkGateway", "lgw", { localNetworkGatewayName: "lgw", localNetworkAddressSpace: { addressPrefixes: ["192.168.0.0/16"] } });
    plan.add("azure-native:network:VirtualNetworkGatewayConnection", "cn", { virtualNetworkGateway1: { id: `${NETWORK}/virtualNetworkGateways/vgw` }, localNetworkGateway2: { id: `${NETWORK}/localNetworkGateways/lgw` } });
  } });
  test.each<readonly [what: string, table: PlanObject, routes: readonly PlanObject[], verdict: string]>([
    ["by the gateway's own routes, past a firewall for everything else", {}, [DEFAULT("VirtualAppliance")], "proven"],
    ["to a firewall where the gateway's routes are kept out", { disableBgpRoutePropagation: true }, [DEFAULT("VirtualAppliance")], "undecided"],
    ["nowhere where they are kept out and no other is there", { disableBgpRoutePropagation: true }, [{ addressPrefix: "10.8.0.0/16", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.9.0.4" }], "broken"],
    ["by a route for everything into the tunnel", { disableBgpRoutePropagation: true }, [DEFAULT("VirtualNetworkGateway")], "proven"],
    ["to a firewall by a route of the same prefix", {}, [DEFAULT("VirtualNetworkGateway"), { addressPrefix: "192.168.0.0/16", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.9.0.4" }], "undecided"],
  ])("on-premises gets its answer %s", (_what, table, routes, verdict) => {
    expect(flow(onPremises(table, routes), "consumer")?.origins.find(({ at }) => at === "on-premises")?.back?.verdict).toBe(verdict);
  });

  test("of a cluster address is in the cluster, and of a node port in the network", () => {
    const reaching = (type: string) => flow(planFor({ service: { type } }), "consumer")?.origins.filter(({ reaches }) => reaches).map(({ at }) => at);
    expect([reaching("ClusterIP"), reaching("NodePort")]).toEqual([["pods"], ["virtual-network"]]);
  });
});

/** A pool whose nodes have public addresses, or may have. */
const exposed = (enableNodePublicIP: PlanObject[string]): PlanObject => ({ agentPoolProfiles: [{ name: "system", count: 1, maxPods: 30, vnetSubnetID: `${NETWORK}/virtualNetworks/vnet/subnets/aks`, enableNodePublicIP }] });

test("a consumer of a node port may come from the internet where nodes have public addresses", () => {
  const internet = (given: PlanObject[string]) => flow(planFor({ service: { type: "NodePort" }, cluster: exposed(given) }), "consumer")?.origins.find(({ at }) => at === "internet");
  expect([internet(true), internet(UNKNOWN), internet(false)]).toMatchObject([{ reaches: true, verdict: "undecided" }, { reaches: true, verdict: "undecided" }, { reaches: false, verdict: "proven" }]);
});

describe("an image", () => {
  const endpoint = (plan: PlanBuilder): void => {
    plan.add("azure-native:network:PrivateEndpoint", "pe", { privateEndpointName: "pe", subnet: { id: `${NETWORK}/virtualNetworks/vnet/subnets/aks` }, privateLinkServiceConnections: [{ privateLinkServiceId: REGISTRY, groupIds: ["registry"] }] });
  };
  const records = (zone = "privatelink.azurecr.io") => (plan: PlanBuilder): void => {
    endpoint(plan);
    plan.add("azure-native:network:PrivateDnsZoneGroup", "records", { privateEndpointName: "pe", privateDnsZoneConfigs: [{ privateDnsZoneId: `${NETWORK}/privateDnsZones/${zone}` }] });
  };
  const zoned = (plan: PlanBuilder): void => { records()(plan); plan.add("azure-native:privatedns:PrivateZone", "zone", { privateZoneName: "privatelink.azurecr.io" }); };
  const linked = (network: string) => (plan: PlanBuilder): void => {
    zoned(plan);
    plan.add("azure-native:privatedns:VirtualNetworkLink", "link", { privateZoneName: "privatelink.azurecr.io", virtualNetwork: { id: `${NETWORK}/virtualNetworks/${network}` } });
  };
  const off = { publicNetworkAccess: "Disabled" };

  test.each<readonly [what: string, scenario: Scenario, verdict: string, hops: readonly string[]]>([
    ["at the public address", { registry: {} }, "proven", ["way-out", "azure-service"]],
    ["at a public address that is off", { registry: off }, "broken", ["way-out", "azure-service"]],
    ["by an endpoint that no record leads to", { registry: off, more: endpoint }, "broken", ["way-out", "azure-service"]],
    ["by an endpoint without records, with the public address on", { registry: {}, more: endpoint }, "proven", ["way-out", "azure-service"]],
    ["by records in another zone than the name leads to", { registry: off, more: records("example.org") }, "broken", ["way-out", "azure-service"]],
    ["by a zone that is not of the plan", { registry: off, more: records() }, "undecided", ["private-endpoint", "azure-service"]],
    ["by a zone that is linked to nothing", { registry: off, more: zoned }, "broken", ["way-out", "azure-service"]],
    ["by a zone that is linked to another network", { registry: off, more: linked("hub") }, "broken", ["way-out", "azure-service"]],
    ["by a zone that is linked to the nodes' network", { registry: off, more: linked("vnet") }, "proven", ["private-endpoint", "azure-service"]],
    ["by such a zone, with DNS servers of one's own", { registry: off, more: linked("vnet"), network: { dhcpOptions: { dnsServers: ["10.0.0.53"] } } }, "undecided", ["private-endpoint", "azure-service"]],
    ["without a record, with DNS servers of one's own", { registry: off, more: endpoint, network: { dhcpOptions: { dnsServers: ["10.0.0.53"] } } }, "undecided", ["private-endpoint", "azure-service"]],
    ["past a firewall without rules", { registry: { networkRuleSet: { defaultAction: "Deny" } } }, "broken", ["way-out", "azure-service"]],
    ["past a firewall with rules for addresses", { registry: { networkRuleSet: { defaultAction: "Deny", ipRules: [{ value: "203.0.113.7" }] } } }, "undecided", ["way-out", "azure-service"]],
    ["at an address that a perimeter decides on", { registry: { publicNetworkAccess: "SecuredByPerimeter" } }, "undecided", ["way-out", "azure-service"]],
    ["at an address of which nothing is known", { registry: { publicNetworkAccess: UNKNOWN } }, "undecided", ["way-out", "azure-service"]],
  ])("is pulled %s: %#", (_what, scenario, verdict, hops) => {
    const plan = planFor(scenario);
    expect(flow(plan, "azure", "images")).toMatchObject({ verdict, hops: hops.map(at => ({ at })) });
    expect([rulesOf(plan).includes("unreachable-registry"), plan.undecided.some(({ rule }) => rule === "unreachable-registry")]).toEqual([verdict === "broken", verdict === "undecided"]);
  });

  test("from a registry that nothing of the plan pulls from is no failure", () => {
    const more = (plan: PlanBuilder): void => { plan.add("azure-native:containerregistry:Registry", "other", { registryName: "other", ...off }); };
    const plan = planFor({ more });
    expect([flow(plan, "azure", "images")?.verdict, rulesOf(plan)]).toEqual(["undecided", expect.not.arrayContaining(["unreachable-registry"])]);
  });
});

describe("a secret", () => {
  const rule = { id: `${NETWORK}/virtualNetworks/vnet/subnets/aks` };
  const acls = (virtualNetworkRules: readonly PlanObject[]): PlanObject => ({ networkAcls: { defaultAction: "Deny", virtualNetworkRules } });
  test.each<readonly [what: string, scenario: Scenario, verdict: string]>([
    ["of a vault that lets nobody in", { vault: acls([]) }, "broken"],
    ["of one that lets the subnet in, which has the service endpoint", { vault: acls([rule]), subnet: { serviceEndpoints: [{ service: "Microsoft.KeyVault" }] } }, "proven"],
    ["of one that lets the subnet in, which has none", { vault: acls([rule]) }, "broken"],
    ["of one that lets another subnet in", { vault: acls([{ id: `${NETWORK}/virtualNetworks/vnet/subnets/other` }]) }, "broken"],
    ["of one whose rules are not known", { vault: acls([{ id: UNKNOWN }]) }, "undecided"],
    ["of one without rules", { vault: {} }, "proven"],
    ["of one whose public access is off in small letters", { vault: { publicNetworkAccess: "disabled" } }, "broken"],
  ])("%s: %#", (_what, scenario, verdict) => {
    const plan = planFor(scenario);
    expect(flow(plan, "azure", "secrets")?.verdict).toBe(verdict);
    expect(rulesOf(plan).includes("unreachable-vault")).toBe(verdict === "broken");
  });
});

describe("the nodes' way to the API server", () => {
  const nat = (ranges: PlanObject[string], ipAddress: PlanObject[string] = null): Scenario => ({
    subnet: { natGateway: { id: `${NETWORK}/natGateways/nat` } },
    cluster: { networkProfile: { networkPlugin: "azure", outboundType: "userAssignedNATGateway" }, apiServerAccessProfile: { authorizedIPRanges: ranges } },
    more: plan => {
      plan.add("azure-native:network:PublicIPAddress", "pip", { publicIpAddressName: "pip", ipAddress });
      plan.add("azure-native:network:NatGateway", "nat", { natGatewayName: "nat", publicIpAddresses: [{ id: `${NETWORK}/publicIPAddresses/pip` }] });
    },
  });
  test.each<readonly [what: string, scenario: Scenario, verdict: string]>([
    ["by AKS's load balancer, which AKS authorises", { cluster: { apiServerAccessProfile: { authorizedIPRanges: ["203.0.113.0/24"] } } }, "proven"],
    ["by addresses of the nodes' own, which AKS does not authorise", { cluster: { ...exposed(true), apiServerAccessProfile: { authorizedIPRanges: ["203.0.113.0/24"] } } }, "undecided"],
    ["by addresses of the nodes' own, of which that is not known", { cluster: { ...exposed(UNKNOWN), apiServerAccessProfile: { authorizedIPRanges: ["203.0.113.0/24"] } } }, "undecided"],
    ["by addresses of the nodes' own, with everybody let in", { cluster: { ...exposed(true), apiServerAccessProfile: { authorizedIPRanges: ["0.0.0.0/0"] } } }, "proven"],
    ["by a NAT gateway whose address a range holds", nat(["198.51.100.0/24"], "198.51.100.7"), "proven"],
    ["by a NAT gateway whose address none holds", nat(["203.0.113.0/24"], "198.51.100.7"), "broken"],
    ["by a NAT gateway whose address Azure draws", nat(["203.0.113.0/24"]), "undecided"],
    ["by a NAT gateway, with the place for the load balancer's address alone", nat(["0.0.0.0/32"]), "broken"],
    ["by a NAT gateway, with private ranges alone", nat(["10.0.0.0/8", "192.168.1.7"]), "broken"],
    ["by a NAT gateway, with everybody let in", nat(["0.0.0.0/0"]), "proven"],
    ["with ranges that are not known", nat([UNKNOWN]), "undecided"],
    ["by a firewall", { routes: [DEFAULT("VirtualAppliance")], cluster: { networkProfile: { networkPlugin: "azure", outboundType: "userDefinedRouting" }, apiServerAccessProfile: { authorizedIPRanges: ["203.0.113.0/24"] } } }, "undecided"],
    ["inside, of a private API server", { cluster: { apiServerAccessProfile: { enablePrivateCluster: true } } }, "proven"],
  ])("%s: %#", (_what, scenario, verdict) => {
    const plan = planFor(scenario);
    expect(flow(plan, "azure", "API server")?.verdict).toBe(verdict);
    expect([rulesOf(plan).includes("authorized-ranges-without-egress"), plan.undecided.some(({ rule }) => rule === "authorized-ranges-without-egress")]).toEqual([verdict === "broken", verdict === "undecided"]);
  });

  test("is one of routes that outbound type none and load balancer leave open", () => {
    const way = (outboundType: string, routes?: readonly PlanObject[]) => flow(planFor({ routes, cluster: { networkProfile: { networkPlugin: "azure", outboundType } } }), "azure", "Azure's API")?.verdict;
    expect([way("none"), way("loadBalancer", [DEFAULT("VirtualAppliance")]), way("loadBalancer"), way("block"), way("userDefinedRouting", [])]).toEqual(["undecided", "undecided", "proven", "broken", "broken"]);
  });
});

describe("an operator", () => {
  const access = (profile: PlanObject, more: PlanObject = {}) => flow(planFor({ cluster: { apiServerAccessProfile: profile, ...more } }), "operator");
  const from = (found: Flow | undefined) => found?.origins.map(({ at, reaches, verdict }) => `${at} ${reaches ? verdict : "closed"}`);

  test("calls a public name from anywhere, or from authorised ranges alone", () => {
    expect(access({})).toMatchObject({ verdict: "proven", hops: [{ label: "web-<hash>.hcp.westeurope.azmk8s.io", port: 443 }, { at: "api-server" }, { at: "authentication" }, { at: "authorization" }, { at: "tunnel" }, { at: "kubelet", port: 10_250 }] });
    expect([from(access({})), from(access({ authorizedIPRanges: ["203.0.113.0/24"] }))]).toEqual([["internet proven"], ["authorized-ranges proven", "internet closed"]]);
  });

  test("calls from everywhere where the authorised ranges hold every address, in one range or in two", () => {
    for (const authorizedIPRanges of [["0.0.0.0/0"], ["0.0.0.0/1", "128.0.0.0/1"]]) expect(from(access({ authorizedIPRanges }))).toEqual(["internet proven"]);
  });

  test("gets nowhere where nobody may administer, and it is undecided where a role may have been given elsewhere", () => {
    const closed = { disableLocalAccounts: true, aadProfile: { managed: true } };
    expect(access({}, closed)).toMatchObject({ verdict: "broken" });
    expect(access({}, closed)?.hops.filter(({ verdict }) => verdict === "broken").map(({ at }) => at)).toEqual(["authorization"]);
    expect(access({}, { ...closed, aadProfile: { managed: true, enableAzureRBAC: true } })?.verdict).toBe("undecided");
    expect(access({}, { ...closed, aadProfile: { managed: true, adminGroupObjectIDs: ["1"] } })?.verdict).toBe("proven");
  });

  test("calls a private name from the network, and from outside by single commands alone", () => {
    const found = access({ enablePrivateCluster: true, enablePrivateClusterPublicFQDN: false });
    expect(found?.hops[0]?.hostNames).toEqual(["web-<hash>.<guid>.privatelink.westeurope.azmk8s.io"]);
    expect(from(found)).toEqual(["virtual-network proven", "internet closed", "azure proven"]);
    expect(from(access({ enablePrivateCluster: true, disableRunCommand: true }))).toContain("azure closed");
  });

  test("reaches a node without a tunnel where the API server has a subnet of the network, by a name in a zone of its own", () => {
    const found = (enableVnetIntegration: PlanObject[string]) => access({ enablePrivateCluster: true, enablePrivateClusterPublicFQDN: false, enableVnetIntegration });
    expect(found(true)?.hops.map(({ at }) => at)).not.toContain("tunnel");
    expect(found(true)?.hops[0]?.hostNames).toEqual(["web-<hash>.private.westeurope.azmk8s.io"]);
    expect(found(false)?.hops.map(({ at }) => at)).toContain("tunnel");
    expect(found(UNKNOWN)?.hops.at(-1)).toMatchObject({ at: "kubelet", verdict: "undecided" });
    expect(found(UNKNOWN)?.hops[0]?.hostNames).toEqual([]);
  });

  test("finds no API server that has neither a zone nor a public name", () => {
    const plan = planFor({ cluster: { apiServerAccessProfile: { enablePrivateCluster: true, privateDNSZone: "none", enablePrivateClusterPublicFQDN: false } } });
    expect([flow(plan, "operator")?.verdict, rulesOf(plan)]).toEqual(["broken", expect.arrayContaining(["api-server-without-name"])]);
  });

  test("says who it is, to Entra ID or with a local account, and has the rights of Azure or of Kubernetes", () => {
    const guards = (more: PlanObject) => access({}, more)?.hops.flatMap(({ enforcedBy }) => enforcedBy.map(({ kind }) => kind));
    expect(guards({})).toEqual(["local-accounts", "kubernetes-rbac"]);
    expect(guards({ aadProfile: { managed: true, enableAzureRBAC: true }, disableLocalAccounts: true })).toEqual(["entra-id", "azure-rbac", "kubernetes-rbac"]);
    expect(guards({ enableRBAC: false })).toEqual(["local-accounts"]);
  });
});

describe("flows", () => {
  test("have ids of their own, and hops that they share have one", () => {
    const plan = planFor({ registry: {}, vault: {}, annotations: INTERNAL });
    const ids = plan.analyses.flows?.map(({ id }) => id) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
    const labels = new Map<string, Set<string>>();
    for (const { hops } of plan.analyses.flows ?? []) for (const { id, label } of hops) labels.set(id, (labels.get(id) ?? new Set()).add(label));
    expect([...labels].filter(([, some]) => some.size > 1)).toEqual([]);
  });

  test("are not there without a cluster", () => {
    expect(analyse(new PlanBuilder().build()).analyses).not.toHaveProperty("flows");
  });

  test("are told in lines that fit, with what is broken and where answers go", () => {
    const text = toText(planFor({ routes: [DEFAULT("VirtualAppliance")], registry: { publicNetworkAccess: "Disabled" } }), { colour: false });
    const section = text.slice(text.indexOf("Traffic of aks"), text.indexOf("\n\n", text.indexOf("Traffic of aks")));
    expect(section).toContain("consumer → web:80  BROKEN");
    expect(section).toContain("broken: answers to the internet:");
    expect(section).toContain("operator → API server  holds");
    expect(section.split("\n").filter(line => line.length > 100)).toEqual([]);
  });
});
