/** The whole program behind a site-to-site VPN: what is declared, in which order, and what the plan says of the way out. */
import { beforeAll, describe, expect, it } from "@jest/globals";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Ajv from "ajv/dist/2020";
import type { EgressPlan } from "../planner/model/results";
import schema from "../planner/model/plan.schema.json";
import { planOf, type PlanGraph } from "../planner/testing";
import { toJson } from "../planner/views/json";
import { toText } from "../planner/views/text/text";
import { hybridTree } from "./hybrid-config";
import { ROOT, stackTree, withValue, type Tree } from "./stack-config";

const planned = (tree: Tree): Promise<PlanGraph> => planOf("dev", { cwd: ROOT, config: { ...tree, vpnSharedKey: { secure: "v1:not read" } } });

describe("a stack whose nodes leave through the tunnel", () => {
  let plan: PlanGraph;
  beforeAll(async () => { plan = await planned(withValue(hybridTree(), ["apps", "sorting", "allowedSources"], ["10.240.0.0/16", "192.168.0.0/16"])); }, 60_000);
  const egress = (): EgressPlan => {
    const [only] = plan.plan.analyses.egress ?? [];
    if (!only) throw new Error("the plan says nothing of egress");
    return only;
  };

  it("has routes and tunnel before the cluster: the table is on the subnet, the connection is declared", () => {
    const cluster = plan.one("ManagedCluster", { networkProfile: { outboundType: "userDefinedRouting" } });
    for (const type of ["RouteTable", "VirtualNetworkGatewayConnection", "VirtualNetworkGateway", "LocalNetworkGateway"]) expect([type, plan.dependsOn(cluster, plan.one(type))]).toEqual([type, true]);
    const aks = plan.one("Subnet", { subnetName: "aks" });
    expect(plan.dependsOn(cluster, aks) && plan.dependsOn(aks, plan.one("RouteTable"))).toBe(true);
    expect(plan.one("VirtualNetworkGateway").inputs["gatewayDefaultSite"]).toEqual({ id: { $unknown: true, predicted: expect.stringMatching(/localNetworkGateways\/lgw-hogwarts-dev$/) as unknown } });
  });

  it("writes the gateway's subnet after the other two", () => {
    const gateway = plan.one("Subnet", { subnetName: "GatewaySubnet" });
    for (const subnetName of ["aks", "services"]) expect([subnetName, plan.dependsOn(gateway, plan.one("Subnet", { subnetName }))]).toEqual([subnetName, true]);
  });

  it("shows the pre-shared key nowhere", () => {
    expect(plan.one("VirtualNetworkGatewayConnection").inputs["sharedKey"]).toEqual({ $secret: true });
    expect(JSON.stringify(plan.plan)).not.toContain("offline-secret");
    expect(toText(plan.plan, { colour: false })).toContain("key secret");
  });

  it("lets on-premises in by security group, Service and network policy, and sends the answers back through the tunnel", () => {
    const sources = ["10.240.0.0/16", "192.168.0.0/16"];
    const rules = plan.one("NetworkSecurityGroup").inputs["securityRules"];
    expect(rules).toEqual(expect.arrayContaining([expect.objectContaining({ name: "allow-sorting-90", sourceAddressPrefixes: sources })]));
    expect(plan.one("core/v1:Service").inputs["spec"]).toMatchObject({ loadBalancerSourceRanges: sources });
    expect(plan.one("RouteTable").inputs).toMatchObject({ disableBgpRoutePropagation: false, routes: [{ addressPrefix: "0.0.0.0/0", nextHopType: "VirtualNetworkGateway" }] });
  });

  it("has no public address or load balancer for outbound traffic in the managed group", () => {
    const managed = plan.plan.predicted.filter(({ resourceGroup }) => resourceGroup?.startsWith("MC_"));
    expect(managed.filter(({ type }) => type.endsWith("publicIPAddresses"))).toEqual([]);
    expect(managed.filter(({ type }) => type.endsWith("loadBalancers")).map(({ name }) => name)).toEqual(["kubernetes-internal"]);
  });

  it("keeps a /27 for the gateway in the address budget", () => {
    expect(plan.plan.analyses.ipPlan.subnets.find(({ name }) => name === "GatewaySubnet")).toMatchObject({ usable: 27, demandNow: 27, demandAtPeak: 27, leftAtPeak: 0, verdict: "fits", reserved: [{ addresses: 27 }] });
  });

  it("says what the on-premises firewall must let through, from what the stack has", () => {
    expect(egress()).toMatchObject({ outboundType: "userDefinedRouting", verdict: "proven", ways: [{ subnet: "aks", through: "virtual-network-gateway", verdict: "proven", says: expect.stringContaining("198.51.100.7") as unknown }] });
    const needed = egress().rules.filter(({ need }) => need === "required").map(({ destination }) => destination);
    expect(needed).toEqual(expect.arrayContaining(["*.hcp.canadacentral.azmk8s.io", "mcr.microsoft.com", "login.microsoftonline.com", "kv-hogwarts-dev-1p8ru.vault.azure.net", "acrhogwartsdev1p8ru.azurecr.io", "*.blob.core.windows.net"]));
    const text = toText(plan.plan, { colour: false });
    expect(text).toContain("Egress of aks-hogwarts-dev  userDefinedRouting  holds");
    for (const destination of needed) expect(text).toContain(destination);
  });

  it("has the text that is kept; UPDATE_GOLDEN=1 writes it", () => {
    const file = join(ROOT, "test", "golden", "hybrid", "plan.txt");
    const text = toText(plan.plan, { colour: false });
    if (process.env.UPDATE_GOLDEN === "1") {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    expect(text).toBe(readFileSync(file, "utf8"));
  });

  it("is a plan of the published shape, without a finding", () => {
    const isPlan = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);
    isPlan(JSON.parse(toJson(plan.plan)));
    expect(isPlan.errors ?? []).toEqual([]);
    expect(plan.plan.findings).toEqual([]);
  });
});

describe("the first phase, before the cluster", () => {
  it("has network, tunnel, registry, vault, identities and roles, and nothing that needs nodes", async () => {
    const plan = await planned(withValue(withValue(hybridTree(), ["cluster", "enabled"], false), ["apps", "enabled"], false));
    for (const type of ["VirtualNetworkGatewayConnection", "RouteTable", "containerregistry:Registry", "keyvault:Vault"]) expect([type, plan.count(type)]).toEqual([type, 1]);
    expect(plan.find("RoleAssignment").map(({ name }) => name)).toEqual(expect.arrayContaining(["control-plane-joins-aks", "kubelet-pulls-images"]));
    for (const type of ["ManagedCluster", "AgentPool", "FederatedIdentityCredential", "DiagnosticSetting", "core/v1:Service"]) expect([type, plan.count(type)]).toEqual([type, 0]);
    expect(Object.keys(plan.plan.outputs).sort()).toEqual(["registry", "resourceGroup", "vault", "vpnAddresses"]);
  });
});

describe("a stack whose nodes leave through a NAT gateway", () => {
  it("has it on the nodes' subnet before the cluster, and lets its address call the API server", async () => {
    const tree = withValue(stackTree("dev"), ["network", "egress"], { kind: "natGateway" });
    const plan = await planned(withValue(tree, ["cluster", "apiServer"], { access: "authorized-ranges", authorizedIpRanges: ["203.0.113.0/24"] }));
    const cluster = plan.one("ManagedCluster", { networkProfile: { outboundType: "userAssignedNATGateway" } });
    expect(plan.dependsOn(cluster, plan.one("NatGateway"))).toBe(true);
    expect(cluster.inputs["apiServerAccessProfile"]).toMatchObject({ authorizedIPRanges: ["203.0.113.0/24", { $unknown: true }] });
    expect(plan.plan.analyses.egress).toMatchObject([{ outboundType: "userAssignedNATGateway", rules: [], verdict: "proven", ways: [{ subnet: "aks", through: "nat-gateway" }] }]);
    expect(plan.count("VirtualNetworkGateway") + plan.count("RouteTable")).toBe(0);
  });
});
