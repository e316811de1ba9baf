import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import { addCluster, addNetwork, addService, AZURE, internal, subnetId } from "../network-plan";
import { PlanBuilder, predicted, UNKNOWN } from "../plan-builder";

const rowsOf = (plan: PlanBuilder) => Object.fromEntries(analyse(plan.build()).analyses.ipPlan.subnets.map(({ name, verdict, demandNow, reason }) => [name, [verdict, demandNow, reason]]));
const errorsOf = (plan: PlanBuilder) => analyse(plan.build()).findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule);

const gateway = (plan: PlanBuilder, name: string, id: PlanObject[string], propertyDependencies: Readonly<Record<string, readonly string[]>> = {}) => plan.add(`${AZURE}network:VirtualNetworkGateway`, name, {
  virtualNetworkGatewayName: name, ipConfigurations: [{ name: "default", publicIPAddress: { id: UNKNOWN }, subnet: { id } }],
}, { propertyDependencies });

/** A network whose subnets stand in it. */
const inline = (plan: PlanBuilder, ...subnets: readonly (readonly [name: string, prefix: string])[]): string => plan.add(`${AZURE}network:VirtualNetwork`, "vnet", {
  resourceGroupName: "rg", virtualNetworkName: "vnet", addressSpace: { addressPrefixes: ["10.1.0.0/16"] }, subnets: subnets.map(([name, addressPrefix]) => ({ name, addressPrefix })),
});

describe("gateways", () => {
  const withGateways = (prefix: string, ...names: readonly string[]) => {
    const plan = new PlanBuilder();
    addNetwork(plan, "1", "rg", "vnet", "10.1.0.0/16", { GatewaySubnet: { addressPrefix: prefix } });
    for (const name of names) gateway(plan, name, predicted(subnetId("rg", "vnet", "GatewaySubnet")));
    return plan;
  };

  test("of VPN and ExpressRoute share a /27", () => {
    const plan = withGateways("10.1.255.0/27", "vpn", "er");
    expect(rowsOf(plan)).toEqual({ GatewaySubnet: ["fits", 27, undefined] });
    expect(errorsOf(plan)).toEqual([]);
  });

  test("are no reason to refuse a subnet: what they take is an estimate", () => {
    const plan = withGateways("10.1.255.0/29", "vpn");
    expect(rowsOf(plan)).toEqual({ GatewaySubnet: ["undecided", undefined, "what vpn takes of so small a subnet is not documented"] });
    expect(errorsOf(plan)).toEqual([]);
  });

  test.each<[string, PlanObject[string]]>([["known", subnetId("RG", "vnet", "gatewaysubnet")], ["not known", UNKNOWN]])("are in GatewaySubnet and no other subnet of the network where their subnet's id is %s", (_, id) => {
    const plan = new PlanBuilder();
    const vnet = inline(plan, ["aks", "10.1.0.0/27"], ["GatewaySubnet", "10.1.255.0/27"]);
    gateway(plan, "vpn", id, { ipConfigurations: [vnet] });
    expect(rowsOf(plan)).toEqual({ aks: ["fits", 0, undefined], GatewaySubnet: ["fits", 27, undefined] });
  });
});

describe("what takes addresses that are not counted", () => {
  const with_ = (type: string, inputs: PlanObject, dependsOnNetwork = false) => {
    const plan = new PlanBuilder();
    const vnet = inline(plan, ["aks", "10.1.0.0/24"], ["AzureBastionSubnet", "10.1.1.0/26"], ["AzureFirewallSubnet", "10.1.2.0/26"], ["front", "10.1.3.0/24"]);
    plan.add(`${AZURE}network:${type}`, "user", inputs, dependsOnNetwork ? { propertyDependencies: Object.fromEntries(Object.keys(inputs).map(key => [key, [vnet]])) } : {});
    return Object.entries(rowsOf(plan)).filter(([, [verdict]]) => verdict !== "fits").map(([name, row]) => [name, row?.[2]]);
  };

  test.each<[string, string, PlanObject, readonly string[]]>([
    ["a Bastion", "BastionHost", { ipConfigurations: [{ subnet: { id: UNKNOWN } }] }, ["AzureBastionSubnet"]],
    ["a firewall", "AzureFirewall", { ipConfigurations: UNKNOWN }, ["AzureFirewallSubnet"]],
    ["an application gateway", "ApplicationGateway", { gatewayIPConfigurations: [{ subnet: { id: subnetId("rg", "vnet", "front", "s") } }], frontendIPConfigurations: [{ publicIPAddress: { id: UNKNOWN } }] }, ["front"]],
    ["an application gateway of an unknown subnet", "ApplicationGateway", { gatewayIPConfigurations: [{ subnet: { id: UNKNOWN } }] }, ["aks", "front"]],
  ])("leaves the subnets open that %s may be in, and no others", (_, type, inputs, expected) => {
    expect(with_(type, inputs, true)).toEqual(expected.map(name => [name, `what ${type} takes is not counted`]));
  });

  test("is found by an id that is written out, too", () => {
    expect(with_("NetworkInterface", { ipConfigurations: [{ subnet: { id: subnetId("rg", "vnet", "aks") } }] })).toEqual([["aks", "what NetworkInterface takes is not counted"]]);
  });
});

describe("a subnet", () => {
  const POSTGRES = "Microsoft.DBforPostgreSQL/flexibleServers", AKS = "Microsoft.ContainerService/managedClusters";
  const delegated = (serviceName: PlanObject[string]): PlanObject => ({ delegations: [{ name: "d", serviceName }] });
  const id = (name: string) => predicted(subnetId("rg", "vnet", name));
  const other = (subnet: PlanObject, cluster: PlanObject = {}, pool: PlanObject = {}) => {
    const plan = new PlanBuilder();
    addNetwork(plan, "1", "rg", "vnet", "10.1.0.0/16", { aks: { addressPrefix: "10.1.0.0/24" }, other: { addressPrefix: "10.1.1.0/24", ...subnet } });
    addCluster(plan, "aks", [{ vnetSubnetID: id("aks"), ...pool }], undefined, {}, cluster);
    return rowsOf(plan).other;
  };

  test.each<[string, PlanObject, PlanObject, string]>([
    ["delegated to another service", delegated(POSTGRES), {}, `what ${POSTGRES}, to which it is delegated, takes is not counted`],
    ["delegated to what is not known", { delegations: UNKNOWN }, {}, "what a service that is not known, to which it is delegated, takes is not counted"],
    ["of the API server, if it is one,", {}, { apiServerAccessProfile: { enableVnetIntegration: UNKNOWN, subnetId: id("other") } }, "what the API server takes is not counted"],
    ["of virtual nodes", {}, { addonProfiles: { AciConnectorLinux: { enabled: true, config: { SubnetName: "other" } } } }, "what virtual nodes take is not counted"],
  ])("%s is not said to have room", (_, subnet, cluster, reason) => {
    expect(other(subnet, cluster)).toEqual(["undecided", undefined, reason]);
  });

  test.each<[prefix: string, clusters: number, row: readonly unknown[]]>([
    ["10.1.1.0/28", 1, ["fits", 9, undefined]],
    ["10.1.1.0/27", 3, ["fits", 27, undefined]],
    ["10.1.1.0/28", 2, ["undecided", undefined, "AKS keeps 18 addresses at the least for the API server of one, the API server of two, and 11 can be had"]],
  ])("%s of the API servers of %i clusters has what AKS keeps for each", (addressPrefix, clusters, row) => {
    const plan = new PlanBuilder();
    addNetwork(plan, "1", "rg", "vnet", "10.1.0.0/16", { aks: { addressPrefix: "10.1.0.0/24" }, api: { addressPrefix, ...delegated(AKS) } });
    for (const name of ["one", "two", "three"].slice(0, clusters)) addCluster(plan, name, [{ vnetSubnetID: id("aks") }], undefined, {}, { identity: { type: "UserAssigned", userAssignedIdentities: ["/i"] }, apiServerAccessProfile: { enableVnetIntegration: true, subnetId: id("api") } });
    expect(rowsOf(plan).api).toEqual(row);
    expect(errorsOf(plan)).toEqual([]);
  });

  test("of pods is delegated to AKS, and counted", () => {
    expect(other(delegated(AKS), {}, { podSubnetID: id("other") })?.[0]).toBe("fits");
    expect(other(delegated(AKS))?.[0]).toBe("undecided");
    expect(other({})?.[0]).toBe("fits");
  });

  test("and a pod range have nodes that no pool describes where AKS makes them as pods ask for them", () => {
    const planOf = (nodeProvisioningProfile: PlanObject[string]) => {
      const plan = new PlanBuilder();
      addNetwork(plan, "1", "rg", "vnet", "10.1.0.0/16", { aks: { addressPrefix: "10.1.0.0/28" } });
      addCluster(plan, "aks", [{ vnetSubnetID: id("aks") }], { networkPlugin: "azure", networkPluginMode: "overlay", podCidr: "192.168.0.0/21" }, {}, { nodeProvisioningProfile });
      const { subnets, ranges } = analyse(plan.build()).analyses.ipPlan;
      return [...subnets, ...ranges.filter(({ of }) => of === "pods")].map(({ verdict, reason }) => [verdict, reason]);
    };
    const open = ["undecided", "node auto-provisioning makes nodes of its own: how many, is not known"];
    expect(planOf({ mode: "auto" })).toEqual([open, open]);
    expect(planOf({ mode: UNKNOWN })).toEqual([open, open]);
    expect(planOf({ mode: "Manual" })).toEqual([["fits", undefined], ["fits", undefined]]);
  });
});

describe("a Service of one of two clusters, which of them is not known,", () => {
  const openRows = (subnet: string | undefined, second = "aks", kubeconfig?: string) => {
    const plan = new PlanBuilder();
    const id = (network: string, name: string) => predicted(subnetId("rg", network, name));
    addNetwork(plan, "1", "rg", "east", "10.1.0.0/16", { aks: { addressPrefix: "10.1.0.0/24" }, services: { addressPrefix: "10.1.1.0/24" } });
    addNetwork(plan, "2", "rg", "hub", "10.2.0.0/16", { services: { addressPrefix: "10.2.1.0/24" } });
    addCluster(plan, "one", [{ vnetSubnetID: id("east", "aks") }]);
    addCluster(plan, "two", [{ vnetSubnetID: id("east", second) }]);
    if (kubeconfig === undefined) addService(plan, "web", plan.add(`${AZURE}resources:ResourceGroup`, "rg", {}), internal(subnet));
    else plan.add("kubernetes:core/v1:Service", "web", { metadata: { name: "web", annotations: internal(subnet) }, spec: { type: "LoadBalancer", ports: [{ port: 80 }] } }, { provider: `${plan.add("pulumi:providers:kubernetes", "k", { kubeconfig })}::id` });
    return analyse(plan.build()).analyses.ipPlan.subnets.filter(({ verdict }) => verdict === "undecided").map(({ name, prefix, reason }) => `${name} ${prefix ?? ""}: ${reason ?? ""}`);
  };
  const doubt = "web: which cluster the Service goes to is not known";

  test("leaves those subnets open that it would take in each", () => {
    expect(openRows("services")).toEqual([`services 10.1.1.0/24: ${doubt}`]);
    expect(openRows(undefined)).toEqual([`aks 10.1.0.0/24: ${doubt}`]);
    expect(openRows(undefined, "services")).toEqual([`aks 10.1.0.0/24: ${doubt}`, `services 10.1.1.0/24: ${doubt}`]);
  });

  test("and all where nothing says that it goes to one of them", () => {
    expect(openRows("services", "aks", "apiVersion: v1")).toHaveLength(3);
  });
});
