import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import { predicted, UNKNOWN, type PlanBuilder } from "../plan-builder";
import { sortingPlan, type Scenario } from "../sorting-plan";

const AZURE = "service.beta.kubernetes.io/azure-";
const ID = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-example/providers/Microsoft.Network/networkSecurityGroups/nsg-aks";
const INTERNAL = { [`${AZURE}load-balancer-internal`]: "true", [`${AZURE}load-balancer-internal-subnet`]: "services", [`${AZURE}load-balancer-ipv4`]: "10.240.1.10" };

const rule = (name: string, priority: number, access: string, more: PlanObject = {}): PlanObject => ({
  name, priority, access, direction: "Inbound", protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*", ...more,
});
const CALLERS = rule("callers", 100, "Allow", { destinationAddressPrefix: "10.240.1.10", destinationPortRange: "90", sourceAddressPrefix: "10.240.0.0/16" });
const PROBES = rule("probes", 3000, "Allow", { sourceAddressPrefix: "AzureLoadBalancer", destinationPortRange: "30000-32767" });
const NODES = rule("nodes", 3100, "Allow", { sourceAddressPrefix: "10.240.0.0/24", destinationAddressPrefix: "10.240.0.0/24" });
const DENY = rule("deny", 4096, "Deny");
const NARROW = [CALLERS, PROBES, NODES, DENY];

interface Guarded extends Scenario { readonly rules?: readonly PlanObject[] | PlanObject }
const addGroup = (plan: PlanBuilder, rules: Guarded["rules"]): string =>
  plan.add("azure-native:network:NetworkSecurityGroup", "nsg", { resourceGroupName: predicted("rg-example"), networkSecurityGroupName: "nsg-aks", securityRules: rules as PlanObject }, { id: predicted(ID) });
const chainOf = ({ rules = NARROW, more, ...scenario }: Guarded = {}) => analyse(sortingPlan({
  nodesSubnet: { networkSecurityGroup: { id: predicted(ID) } }, ...scenario,
  more: (plan, urns) => {
    addGroup(plan, rules);
    more?.(plan, urns);
  },
})).analyses.portChains[0]!;
const guards = (scenario?: Guarded) => chainOf(scenario).hops.filter(({ at }) => at === "security-group").map(({ verdict, says }) => [verdict, says]);
const service = (more: PlanObject): PlanObject => ({ type: "LoadBalancer", selector: { app: "sorting" }, ports: [{ name: "http", port: 90, targetPort: "http" }], ...more });

describe("the security group of the nodes' subnet", () => {
  test("stands before the nodes and before the pods, and says by which rules it lets in whom", () => {
    expect(chainOf().hops.map(({ at }) => at)).toEqual(["front-end", "load-balancer", "security-group", "node", "service", "security-group", "pod", "mapper", "container", "image"]);
    expect(guards()).toEqual([
      ["proven", "callers lets in the virtual network; probes the probes of Azure's load balancer"],
      ["proven", "nodes lets in other nodes; AllowVnetOutBound lets in other nodes"],
    ]);
    expect(chainOf().verdict).toBe("proven");
  });

  test("is on no chain of a subnet that has none", () => {
    expect(guards({ nodesSubnet: {} })).toEqual([]);
  });

  test.each<[string, Guarded, string]>([
    ["an allow for the front end of another port", { rules: [{ ...CALLERS, destinationPortRange: "80" }, PROBES, NODES, DENY] }, "deny drops packets to port 90 of the front end from the virtual network"],
    ["an allow for the nodes, where floating IP keeps the front end's address", { rules: [{ ...CALLERS, destinationAddressPrefix: "10.240.0.0/24" }, PROBES, NODES, DENY] }, "deny drops packets to port 90 of the front end from the virtual network"],
    ["an allow for the front end, where floating IP is off", { annotations: { ...INTERNAL, [`${AZURE}disable-load-balancer-floating-ip`]: "true" } },
      "deny drops packets to node port 30000-32767 from the virtual network: floating IP is off, and with it no packet arrives at the front end's address and port"],
    ["a deny without an allow for probes", { rules: [CALLERS, NODES, DENY] }, "deny drops probes of the node port from Azure's load balancer: no node counts as healthy"],
    ["callers that the Service names and the group does not know", { service: service({ loadBalancerSourceRanges: ["10.250.0.0/16"] }) }, "deny drops packets to port 90 of the front end from 10.250.0.0/16"],
    ["Azure's own rules before a public front end", { rules: [], annotations: {} }, "DenyAllInBound drops packets to port 90 of the front end from the Internet"],
  ])("breaks a chain by %s", (_, scenario, says) => {
    expect(guards(scenario)[0]).toEqual(["broken", says]);
    expect(chainOf(scenario).verdict).toBe("broken");
  });

  test("breaks a chain where what nodes send on to each other's pods is dropped, and not with traffic policy Local", () => {
    expect(guards({ rules: [CALLERS, PROBES, DENY] })[1]).toEqual(["broken", "deny drops packets to port 85 of the pods from other nodes"]);
    expect(guards({ rules: [CALLERS, PROBES, DENY], service: service({ externalTrafficPolicy: "Local" }) })).toHaveLength(1);
  });

  test("breaks a chain with traffic policy Local too, where no subnet of the nodes has another group", () => {
    expect(guards({ rules: [PROBES, NODES, DENY], service: service({ externalTrafficPolicy: "Local" }) })[0]?.[0]).toBe("broken");
  });

  test("has the rules that are declared beside it, and not those of its namesake in another resource group", () => {
    const beside = (resourceGroupName: string): Guarded => ({
      rules: [PROBES, NODES, DENY], more: plan => { plan.add("azure-native:network:SecurityRule", "callers", { resourceGroupName, networkSecurityGroupName: "nsg-aks", securityRuleName: "callers", ...CALLERS }); },
    });
    expect([guards(beside("rg-example"))[0]?.[0], guards(beside("rg-other"))[0]?.[0]]).toEqual(["proven", "broken"]);
  });

  test("knows a network whose address space is not known by its subnets, and one that is known in part not as a whole", () => {
    expect(guards({ space: UNKNOWN })[0]).toEqual(["proven", "callers lets in the virtual network; probes the probes of Azure's load balancer"]);
    const narrow = [{ ...CALLERS, sourceAddressPrefix: "10.240.1.0/24" }, PROBES, NODES, DENY];
    expect([guards({ rules: narrow })[0]?.[0], guards({ rules: narrow, space: ["10.240.0.0/16", UNKNOWN] })[0]?.[0]]).toEqual(["proven", "undecided"]);
  });

  test("asks for the health check's own port with traffic policy Local", () => {
    const local = service({ externalTrafficPolicy: "Local", healthCheckNodePort: 31_000 });
    expect(guards({ service: local, rules: [CALLERS, { ...PROBES, destinationPortRange: "30000-30999" }, NODES, DENY] })[0]?.[1]).toContain("deny drops probes of the health check node port");
    expect(guards({ service: local })[0]?.[0]).toBe("proven");
  });

  test("lets node ports through by their rule, with floating IP off and of a NodePort Service", () => {
    const toNodes = { ...CALLERS, destinationAddressPrefix: "10.240.0.0/24", destinationPortRange: "30090" };
    const rules = [toNodes, PROBES, NODES, DENY];
    expect(guards({ rules, annotations: { ...INTERNAL, [`${AZURE}disable-load-balancer-floating-ip`]: "true" }, port: { nodePort: 30_090 } })[0]?.[0]).toBe("proven");
    expect(guards({ rules, service: { type: "NodePort", selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http", nodePort: 30_090 }] } })[0]?.[0]).toBe("proven");
    expect(guards({ service: { type: "NodePort", selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http", nodePort: 30_090 }] } })[0]).toEqual(["broken", "deny drops packets to node port 30090 from the virtual network"]);
  });

  test("says which part of the callers passes", () => {
    expect(guards({ rules: [{ ...CALLERS, sourceAddressPrefix: "10.240.4.0/24" }, PROBES, NODES, DENY] })[0]).toEqual(["proven", "callers lets in 10.240.4.0/24 of the virtual network, deny drops the rest; probes the probes of Azure's load balancer"]);
  });

  test("drops a part of the callers that the Service names, which is a finding, and of everybody, which is none", () => {
    const findings = (scenario: Guarded) => analyse(sortingPlan({ nodesSubnet: { networkSecurityGroup: { id: predicted(ID) } }, ...scenario, more: plan => { addGroup(plan, scenario.rules); } })).findings.filter(({ rule: id }) => id === "callers-partly-dropped").map(({ message }) => message);
    const named = service({ loadBalancerSourceRanges: ["10.240.4.0/24", "10.240.5.0/24"] });
    const rules = [{ ...CALLERS, sourceAddressPrefix: "10.240.4.0/24" }, PROBES, NODES, DENY];
    expect(guards({ rules, service: named })[0]).toEqual(["proven", "callers lets in 10.240.4.0/24 of 10.240.4.0/24, 10.240.5.0/24, deny drops the rest; probes the probes of Azure's load balancer"]);
    expect(findings({ rules, service: named })).toEqual(["a part of the callers does not reach sorting: deny drops packets to port 90 of the front end from 10.240.5.0/24"]);
    expect(findings({ rules })).toEqual([]);
    expect(findings({ rules: NARROW, service: named })).toEqual([]);
    expect(findings({ rules: [CALLERS, PROBES, { ...NODES, sourceAddressPrefix: "10.240.0.0/25" }, DENY] })).toEqual(["a part of the callers does not reach sorting: deny drops packets to port 85 of the pods from 10.240.0.128/25"]);
  });

  test("does not take a tag for the callers whom the Service names", () => {
    const rules = [{ ...CALLERS, sourceAddressPrefix: "AzureFrontDoor.Backend", destinationAddressPrefix: "*" }, PROBES, NODES, DENY];
    const annotations = { ...INTERNAL, [`${AZURE}load-balancer-internal`]: "false", [`${AZURE}load-balancer-ipv4`]: null };
    expect(guards({ rules, annotations, service: service({ loadBalancerSourceRanges: ["203.0.113.0/24"] }) })[0]).toEqual(["undecided", "lets in AzureFrontDoor.Backend alone; whether those have the addresses of 203.0.113.0/24 is not known"]);
    expect(guards({ rules, annotations })[0]?.[0]).toBe("proven");
  });

  test("takes the callers of the annotations, ranges and tags", () => {
    const annotations = (more: PlanObject) => ({ ...INTERNAL, [`${AZURE}load-balancer-internal`]: "false", [`${AZURE}load-balancer-ipv4`]: null, ...more });
    const rules = [{ ...CALLERS, destinationAddressPrefix: "*", sourceAddressPrefix: "203.0.113.0/24" }, PROBES, NODES, DENY];
    expect(guards({ rules, annotations: annotations({ [`${AZURE}allowed-ip-ranges`]: "203.0.113.0/25, 203.0.113.128/25" }) })[0]?.[0]).toBe("proven");
    expect(guards({ rules, annotations: annotations({ [`${AZURE}allowed-ip-ranges`]: "198.51.100.0/24" }) })[0]?.[0]).toBe("broken");
    expect(guards({ rules, annotations: annotations({ [`${AZURE}allowed-service-tags`]: "AzureFrontDoor.Backend" }) })[0]?.[0]).toBe("undecided");
    expect(guards({ rules, annotations: annotations({ [`${AZURE}allowed-ip-ranges`]: UNKNOWN }) })[0]).toEqual(["undecided", "who may call is not known"]);
  });

  test.each<[string, Guarded, string]>([
    ["rules", { rules: UNKNOWN as PlanObject }, "subnet aks: the rules of its security group nsg-aks are not known"],
    ["group", { nodesSubnet: { networkSecurityGroup: { id: UNKNOWN } } }, "subnet aks: which security group it has is not known"],
    ["group of another stack", { nodesSubnet: { networkSecurityGroup: { id: ID.replace("nsg-aks", "nsg-hub") } } }, "subnet aks: its security group nsg-hub is not in this plan"],
    ["callers of a connected network", { rules: [], service: service({ loadBalancerSourceRanges: ["192.168.0.0/16"] }) }, "whether AllowVnetInBound applies to packets to port 90 of the front end from 192.168.0.0/16 is not known"],
    ["IPv6", { service: service({ ipFamilyPolicy: "RequireDualStack" }) }, "what comes by IPv6 is not followed"],
  ])("leaves a chain open by an unknown %s", (_, scenario, says) => {
    expect(guards(scenario)[0]).toEqual(["undecided", says]);
  });

  test("is made of the rules in it and of those that are resources of their own", () => {
    const apart: Guarded = { rules: [PROBES, NODES, DENY], more: plan => plan.add("azure-native:network:SecurityRule", "callers", { ...CALLERS, name: undefined, securityRuleName: "callers-apart", networkSecurityGroupName: "NSG-aks", resourceGroupName: "rg-example" }) };
    expect(guards(apart)[0]?.[1]).toContain("callers-apart lets in the virtual network");
    const other: Guarded = { ...apart, more: plan => plan.add("azure-native:network:SecurityRule", "callers", { ...CALLERS, securityRuleName: "callers-apart", networkSecurityGroupName: "nsg-other", resourceGroupName: "rg-example" }) };
    expect(guards(other)[0]?.[0]).toBe("broken");
  });

  test("stays open where the cloud controller is told to write no rule before a public front end", () => {
    const annotations = { [`${AZURE}disable-load-balancer-nsg-rule`]: "true" };
    expect(guards({ nodesSubnet: {}, annotations })[0]?.[0]).toBe("undecided");
  });
});
