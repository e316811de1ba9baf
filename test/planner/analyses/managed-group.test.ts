import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject, PlanValue } from "../../../planner/model/plan";
import { UNKNOWN } from "../plan-builder";
import { sortingPlan, type Scenario } from "../sorting-plan";

const groupOf = (scenario: Scenario = {}) => analyse(sortingPlan(scenario)).analyses.managedGroups[0]!;
const inside = (scenario: Scenario = {}) => {
  const plan = analyse(sortingPlan(scenario));
  return plan.predicted.filter(each => each.resourceGroup !== undefined && each.resourceGroup === plan.analyses.managedGroups[0]?.name);
};
const names = (type: string, scenario: Scenario = {}) => inside(scenario).filter(each => each.type.endsWith(type)).map(each => each.name);

describe("the managed group's name", () => {
  test("is made of group, cluster and region, and is measured against Azure's limit", () => {
    expect(groupOf()).toMatchObject({ name: "MC_rg-example_aks-example_canadacentral", length: 39, limit: 80, verdict: "fits" });
  });

  test("of more than 80 characters is too long", () => {
    expect(groupOf({ cluster: { resourceName: "a".repeat(63) } })).toMatchObject({ length: 91, verdict: "too-long" });
    expect(groupOf({ cluster: { resourceName: "a".repeat(52) } })).toMatchObject({ length: 80, verdict: "fits" });
  });

  test("is the one that the cluster asks for", () => {
    expect(groupOf({ cluster: { nodeResourceGroup: "rg-nodes" } })).toMatchObject({ name: "rg-nodes", length: 8 });
  });

  test("is undecided while a part of it is not known", () => {
    const unnamed = groupOf({ cluster: { resourceName: UNKNOWN } });
    expect([unnamed.name, unnamed.length, unnamed.verdict]).toEqual(["MC_rg-example_<not known>_canadacentral", undefined, "undecided"]);
    expect(groupOf({ cluster: { nodeResourceGroup: UNKNOWN } }).verdict).toBe("undecided");
  });
});

describe("what AKS puts into it", () => {
  test("a scale set for each pool, with the addresses that every NIC takes in advance", () => {
    expect(inside().find(each => each.type.endsWith("virtualMachineScaleSets"))).toMatchObject({
      name: "aks-system-<8 digits>-vmss", certainty: "documented", properties: { instances: 3, addressesPerInterface: 31, addressesInAdvance: 93, subnet: "aks" },
    });
  });

  test("Windows pools have a name of another pattern", () => {
    expect(names("virtualMachineScaleSets", { pool: { name: "win", osType: "Windows" } })).toEqual(["akswin"]);
  });

  test("a load balancer for outbound traffic, and an internal one for the private Service", () => {
    expect(names("loadBalancers")).toEqual(["kubernetes", "kubernetes-internal"]);
    expect(names("publicIPAddresses")).toEqual(["<guid>"]);
  });

  test("a public Service has a public address of its own and no internal load balancer", () => {
    expect(names("loadBalancers", { annotations: {} })).toEqual(["kubernetes"]);
    expect(names("publicIPAddresses", { annotations: {} })).toEqual(["<guid>", "kubernetes-a<uid>"]);
  });

  test("with routes of one's own there is nothing for outbound traffic", () => {
    const scenario: Scenario = { networkProfile: { networkPlugin: "azure", outboundType: "userDefinedRouting" } };
    expect([names("loadBalancers", scenario), names("publicIPAddresses", scenario)]).toEqual([["kubernetes-internal"], []]);
  });

  test("the number of outbound addresses is the profile's, and none where they are one's own", () => {
    const outbound = (loadBalancerProfile: Scenario["cluster"]) => inside({ networkProfile: { networkPlugin: "azure", loadBalancerProfile } }).filter(each => each.type.endsWith("publicIPAddresses")).map(each => each.count);
    expect(outbound({ managedOutboundIPs: { count: 3 } })).toEqual([3]);
    expect(outbound({ outboundIPs: { publicIPs: [] } })).toEqual([]);
  });

  test("a NAT gateway where AKS manages one", () => {
    expect(names("natGateways", { networkProfile: { networkPlugin: "azure", outboundType: "managedNATGateway" } })).toHaveLength(1);
  });

  test("the kubelet's identity, unless it is one's own, and the add-on's", () => {
    expect(names("userAssignedIdentities")).toEqual(["aks-example-agentpool", "azurekeyvaultsecretsprovider-aks-example"]);
    expect(names("userAssignedIdentities", { cluster: { identityProfile: { kubeletidentity: { resourceId: UNKNOWN } }, addonProfiles: { azureKeyvaultSecretsProvider: { enabled: false } } } })).toEqual([]);
  });

  test("the load balancer of an API server in the network, also where that is public", () => {
    expect(names("loadBalancers", { cluster: { apiServerAccessProfile: { enableVnetIntegration: true } } })).toContain("kube-apiserver");
    expect(names("loadBalancers", { cluster: { apiServerAccessProfile: { enableVnetIntegration: false } } })).not.toContain("kube-apiserver");
  });

  test("the add-on's Application Gateway with its address, unless the add-on is told of one that stands or it is not known", () => {
    const addOn = (config: PlanValue, key = "ingressApplicationGateway", enabled = true): Scenario => ({ cluster: { addonProfiles: { [key]: { enabled, config } } } });
    const made = addOn({ applicationGatewayName: "agw-shop", subnetCIDR: "10.240.8.0/24" }, "IngressApplicationGateway");
    expect([names("applicationGateways", made), names("publicIPAddresses", made), names("userAssignedIdentities", made)]).toEqual([["agw-shop"], ["<guid>", "agw-shop-appgwpip"], ["aks-example-agentpool", "ingressapplicationgateway-aks-example"]]);
    expect(inside(made).find(each => each.type.endsWith("applicationGateways"))?.properties).toMatchObject({ subnetRange: "10.240.8.0/24" });
    for (const none of [addOn({ applicationGatewayId: UNKNOWN }), addOn(UNKNOWN), addOn({}, "ingressApplicationGateway", false)]) expect(names("applicationGateways", none)).toEqual([]);
  });

  test.each(["none", "block"])("nothing for outbound traffic with outbound type %s", outboundType => {
    const scenario: Scenario = { networkProfile: { networkPlugin: "azure", outboundType } };
    expect([names("loadBalancers", scenario), names("publicIPAddresses", scenario), names("natGateways", scenario)]).toEqual([["kubernetes-internal"], [], []]);
  });

  test("a network only where AKS owns it, a route table only under kubenet", () => {
    expect([names("virtualNetworks"), names("routeTables")]).toEqual([[], []]);
    const kubenet: Scenario = { networkProfile: { networkPlugin: "kubenet" }, pool: { vnetSubnetID: null } };
    expect([names("virtualNetworks", kubenet), names("routeTables", kubenet)]).toEqual([["aks-vnet-<8 digits>"], ["aks-agentpool-<8 digits>-routetable"]]);
  });

  test("no route table where the pools' subnet has one already", () => {
    const withTable: Scenario = {
      networkProfile: { networkPlugin: "kubenet" }, pool: { vnetSubnetID: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/routed" },
      more: plan => plan.add("azure-native:network:Subnet", "routed", { virtualNetworkName: "v", subnetName: "routed", addressPrefix: "10.9.0.0/24", routeTable: { id: "x" } }),
    };
    expect(names("routeTables", withTable)).toEqual([]);
    // Of a subnet that is not of the plan nobody knows whether it has one.
    expect(names("routeTables", { networkProfile: { networkPlugin: "kubenet" }, pool: withTable.pool })).toEqual([]);
    expect(names("routeTables", { networkProfile: { networkPlugin: "kubenet" } })).toHaveLength(1);
  });

  test("the endpoint of a private API server, and its DNS zone unless that is one's own", () => {
    const access = (privateDNSZone?: PlanValue, more: PlanObject = {}): Scenario => ({ cluster: { apiServerAccessProfile: { enablePrivateCluster: true, ...(privateDNSZone !== undefined && { privateDNSZone }), ...more } } });
    expect(names("privateEndpoints", access())).toEqual(["kube-apiserver"]);
    expect(names("privateDnsZones", access())).toEqual(["<guid>.privatelink.canadacentral.azmk8s.io"]);
    expect(names("privateDnsZones", access("None"))).toEqual([]);
    expect(names("privateDnsZones", access("/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.canadacentral.azmk8s.io"))).toEqual([]);
    expect([names("privateEndpoints", access(UNKNOWN)), names("privateDnsZones", access(UNKNOWN))]).toEqual([["kube-apiserver"], []]);
    expect(names("loadBalancers", access("system", { enableVnetIntegration: true }))).toContain("kube-apiserver");
    expect(names("virtualNetworkLinks", access())).toHaveLength(1);
    expect([names("privateEndpoints", access("system", { enableVnetIntegration: true })), names("privateDnsZones", access("system", { enableVnetIntegration: UNKNOWN }))]).toEqual([[], []]);
  });

  const of = (type: string, scenario: Scenario = {}) => inside(scenario).filter(each => each.type.endsWith(type)).map(each => each.properties);
  const SERVICE = "service.beta.kubernetes.io/azure-";

  test("a scale set with what of its machines the declaration leaves to Azure", () => {
    expect(of("virtualMachineScaleSets")).toEqual([expect.objectContaining({
      nodeName: "aks-system-<8 digits>-vmss<6 characters>", osType: "Linux", osSku: "Ubuntu", priority: "Regular", osDisk: { type: "Managed", sizeGib: 128, tier: "P10", byDefault: true },
    })]);
    expect(of("virtualMachineScaleSets", { pool: { osType: "Windows", name: "win", scaleSetPriority: "Spot", vmSize: "Standard_D8ds_v5", availabilityZones: ["1"] } })).toEqual([expect.objectContaining({
      nodeName: "akswin<6 characters>", osSku: "Windows2022", priority: "Spot", zones: ["1"], osDisk: { type: "Ephemeral", sizeGib: 300, byDefault: true },
    })]);
    expect(of("virtualMachineScaleSets", { pool: { osDiskSizeGB: UNKNOWN, osSKU: UNKNOWN, scaleSetPriority: UNKNOWN } })).toEqual([expect.not.objectContaining({ osDisk: expect.anything(), osSku: expect.anything(), priority: expect.anything() })]);
  });

  test("machines by themselves where a pool is no scale set", () => {
    expect(names("virtualMachineScaleSets", { pool: { type: "VirtualMachines" } })).toEqual([]);
    expect(inside({ pool: { type: "AvailabilitySet" } }).find(each => each.type.endsWith("virtualMachines"))).toMatchObject({ name: "aks-system-<…>", count: 3, certainty: "estimated" });
  });

  test("the outbound rule with the profile's settings, or Azure's", () => {
    const rule = (loadBalancerProfile?: PlanObject) => of("loadBalancers", { networkProfile: { networkPlugin: "azure", ...(loadBalancerProfile && { loadBalancerProfile }) } })[0]!;
    expect(rule()).toMatchObject({ backendPools: ["aksOutboundBackendPool", "kubernetes"], outboundRule: { name: "aksOutboundRule", idleTimeoutMinutes: 30, allocatedPorts: 0, tcpReset: true } });
    expect(rule({ idleTimeoutInMinutes: 10, allocatedOutboundPorts: 800 })).toMatchObject({ outboundRule: { idleTimeoutMinutes: 10, allocatedPorts: 800 } });
    expect(rule({ idleTimeoutInMinutes: UNKNOWN }).outboundRule).toMatchObject({ idleTimeoutMinutes: undefined, allocatedPorts: 0 });
  });

  test("the front end and the rules of every Service, one rule a port", () => {
    expect(of("loadBalancers")[1]).toMatchObject({
      backendPools: ["kubernetes"], frontEnds: [{ name: "a<uid>-services", service: "sorting", namespace: "hogwarts", address: "10.240.1.10", subnet: "services" }],
      rules: [{ name: "a<uid>-services-TCP-90", service: "sorting", frontendPort: 90, floatingIp: true, probe: { on: "node port" } }],
    });
    const without = { [`${SERVICE}load-balancer-internal`]: "true", "service.beta.kubernetes.io/port_90_no_lb_rule": "true" };
    expect(of("loadBalancers", { annotations: without })[1]).toMatchObject({ rules: [] });
    const all = { [`${SERVICE}load-balancer-internal`]: "true", [`${SERVICE}load-balancer-enable-high-availability-ports`]: "true" };
    expect(of("loadBalancers", { annotations: all, service: { ports: [{ port: 90 }, { port: 91 }] } })[1]?.rules).toEqual([expect.objectContaining({ name: "a<uid>-TCP-90", protocol: "All" })]);
  });

  test("a public address only for a Service that brings none of its own", () => {
    const service = (annotations: PlanObject) => names("publicIPAddresses", { annotations }).slice(1);
    expect(service({ [`${SERVICE}pip-name`]: "pip-own" })).toEqual([]);
    expect(service({ [`${SERVICE}load-balancer-resource-group`]: "rg-addresses" })).toEqual([]);
    expect(service({ [`${SERVICE}pip-prefix-id`]: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/publicIPPrefixes/prefix-one" })).toEqual(["kubernetes-a<uid>-prefix-one"]);
    expect(of("publicIPAddresses", { annotations: { [`${SERVICE}dns-label-name`]: "sorting" } })[1]).toMatchObject({ dnsLabel: "sorting", sku: "Standard" });
  });

  test("how many outbound addresses there are is left open where the profile is not known, and IPv6 has its own", () => {
    const outbound = (networkProfile: PlanObject) => inside({ networkProfile: { networkPlugin: "azure", ...networkProfile } }).filter(each => each.type.endsWith("publicIPAddresses")).map(({ count, properties }) => [count, properties.undecided, properties.family]);
    expect(outbound({ loadBalancerProfile: UNKNOWN })).toEqual([[undefined, "how many there are", undefined]]);
    expect(outbound({ loadBalancerProfile: { managedOutboundIPs: { count: UNKNOWN } } })).toEqual([[undefined, "how many there are", undefined]]);
    expect(outbound({ ipFamilies: ["IPv4", "IPv6"], loadBalancerProfile: { managedOutboundIPs: { count: 2, countIPv6: 3 } } })).toEqual([[2, undefined, undefined], [3, undefined, "IPv6"]]);
  });

  test("nothing for outbound traffic of an unknown kind, and the group says so", () => {
    const scenario: Scenario = { networkProfile: { networkPlugin: "azure", outboundType: UNKNOWN } };
    expect([names("loadBalancers", scenario), names("publicIPAddresses", scenario)]).toEqual([["kubernetes-internal"], []]);
    expect(analyse(sortingPlan(scenario)).predicted[0]?.properties.undecided).toEqual([expect.stringContaining("outbound type not known")]);
  });

  test("the rules that the controller writes into the node security group: everyone for a public Service, nobody else for a private one", () => {
    const rules = (scenario: Scenario) => of("networkSecurityGroups", scenario)[0]?.rules;
    expect(rules({})).toBeUndefined();
    expect(rules({ annotations: {} })).toEqual([expect.objectContaining({ name: `k8s-azure-lb_allow_IPv4_${createHash("md5").update("Tcp_Internet_90").digest("hex")}`, access: "Allow", sources: ["Internet"], ports: ["90"], priorities: "500-4096" })]);
  });

  test("disks for claims, those of a StatefulSet for each of its pods, and one account for the file shares of a class", () => {
    const claim = (spec: PlanObject): PlanObject => ({ accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "5Gi" } }, ...spec });
    const scenario: Scenario = { more: (plan, { provider }) => {
      const inCluster = { provider: `${provider}::id` };
      const add = (name: string, spec: PlanObject) => plan.add("kubernetes:core/v1:PersistentVolumeClaim", name, { metadata: { name }, spec: claim(spec) }, inCluster);
      add("data", {});
      add("fast", { storageClassName: "managed-csi-premium" });
      add("there", { volumeName: "pv" });
      add("other", { storageClassName: "longhorn" });
      add("one", { storageClassName: "azurefile-csi" });
      add("two", { storageClassName: "azurefile-csi" });
      plan.add("kubernetes:apps/v1:StatefulSet", "db", { metadata: { name: "db" }, spec: { replicas: 3, volumeClaimTemplates: [{ metadata: { name: "wal" }, spec: claim({}) }] } }, inCluster);
    } };
    expect(inside(scenario).filter(each => each.type.endsWith("disks")).map(({ name, count, properties }) => [name, properties.claim, properties.sku, properties.size, count])).toEqual([
      ["pvc-<uid>", "data", "StandardSSD", "5Gi", undefined], ["pvc-<uid>", "fast", "Premium", "5Gi", undefined], ["pvc-<uid>", "wal-db", "StandardSSD", "5Gi", 3],
    ]);
    expect(of("storageAccounts", scenario)).toEqual([{ use: "file shares", storageClass: "azurefile-csi", sku: "Standard", claims: ["one", "two"] }]);
  });

  test("no kubelet identity where a service principal does its work, one for application routing", () => {
    expect(names("userAssignedIdentities", { cluster: { servicePrincipalProfile: { clientId: "11111111-1111-1111-1111-111111111111" }, addonProfiles: {} } })).toEqual([]);
    expect(names("userAssignedIdentities", { cluster: { ingressProfile: { webAppRouting: { enabled: true } }, addonProfiles: {} } })).toEqual(["aks-example-agentpool", "webapprouting-aks-example"]);
  });

  test("each with the declaration that causes it, how sure it is, and where that is known from", () => {
    const urns = new Set(sortingPlan().resources.map(resource => resource.urn));
    for (const { because, certainty, source } of inside()) {
      expect(because.length).toBeGreaterThan(0);
      for (const urn of because) expect(urns.has(urn)).toBe(true);
      expect([certainty, source.length > 10]).toEqual([expect.stringMatching(/documented|estimated/), true]);
    }
  });
});
