/** The whole program with a private registry and a private vault: what appears, where, and in which order. */
import { beforeAll, describe, expect, it } from "@jest/globals";
import type { PlanResource } from "../planner/model/plan";
import { textAt } from "../planner/model/read";
import { planOf, type PlanGraph } from "../planner/testing";
import { toText } from "../planner/views/text/text";
import { onMocks, only, type Registered } from "./mocks";
import { asValues, ROOT, stackTree, withValue, type Tree } from "./stack-config";
import anatomy from "../index";

const NETWORK_TYPES = ["PrivateEndpoint", "PrivateDnsZoneGroup", "PrivateZone", "VirtualNetworkLink"];
const network = (endpoints: string | undefined) => withValue(stackTree("dev"), ["network", "vnet", "subnets", "endpoints"], endpoints)["network"];
/** The id that is predicted for a resource. */
function idOf({ name, id }: PlanResource): string {
  const text = textAt(id);
  if (text === undefined) throw new Error(`no id is predicted for ${name}`);
  return text;
}

describe("a private registry and a private vault", () => {
  let plan: PlanGraph;
  beforeAll(async () => {
    plan = await planOf("dev", { cwd: ROOT, config: {
      network: network("10.240.2.0/28"), registry: { sku: "Premium", access: "private", untaggedRetentionDays: 30 }, vault: { access: "private", purgeProtection: true },
    } });
  }, 60_000);

  it("have no public access, and an endpoint each in the endpoints' subnet", () => {
    expect(plan.one("containerregistry:Registry", { sku: { name: "Premium" }, publicNetworkAccess: "Disabled", policies: { retentionPolicy: { status: "enabled", days: 30 } } })).toBeDefined();
    expect(plan.one("keyvault:Vault", { properties: { publicNetworkAccess: "Disabled", networkAcls: { defaultAction: "Deny" } } })).toBeDefined();
    const subnet = idOf(plan.one("Subnet", { subnetName: "endpoints", addressPrefix: "10.240.2.0/28" }));
    for (const [type, groupId] of [["containerregistry:Registry", "registry"], ["keyvault:Vault", "vault"]] as const) {
      expect(plan.one("PrivateEndpoint", { subnet: { id: subnet }, privateLinkServiceConnections: [{ privateLinkServiceId: idOf(plan.one(type)), groupIds: [groupId] }] })).toBeDefined();
    }
  });

  it("are found in private zones that are linked to the VNet", () => {
    const vnet = idOf(plan.one("VirtualNetwork"));
    for (const zone of ["privatelink.azurecr.io", "privatelink.vaultcore.azure.net"]) {
      expect(idOf(plan.one("PrivateZone", { privateZoneName: zone }))).toMatch(new RegExp(`/providers/Microsoft.Network/privateDnsZones/${zone}$`));
      expect(plan.one("VirtualNetworkLink", { privateZoneName: zone, virtualNetwork: { id: vnet } })).toBeDefined();
      expect(plan.one("PrivateDnsZoneGroup", { privateDnsZoneConfigs: [{ privateDnsZoneId: (id: unknown) => String(id).endsWith(`/${zone}`) }] })).toBeDefined();
    }
  });

  it("have ids that are known before anything exists", () => {
    for (const type of NETWORK_TYPES) for (const resource of plan.find(type)) expect([resource.name, idOf(resource)]).toEqual([resource.name, expect.stringMatching(/^\/subscriptions\/.+\/providers\/Microsoft\.Network\/private/)]);
  });

  it("come before the pods, which resolve their names, and not before the cluster, which does not need them", () => {
    for (const type of NETWORK_TYPES) for (const resource of plan.find(type)) {
      expect([resource.name, plan.dependsOn(plan.one("Deployment"), resource), plan.dependsOn(plan.one("ManagedCluster"), resource)]).toEqual([resource.name, true, false]);
    }
  });

  it("make their subnet after the others and before the cluster, and one endpoint after the other", () => {
    const subnet = plan.one("Subnet", { subnetName: "endpoints" });
    expect(plan.dependsOn(subnet, plan.one("Subnet", { subnetName: "services" }))).toBe(true);
    expect(plan.dependsOn(plan.one("ManagedCluster"), subnet)).toBe(true);
    expect(plan.dependsOn(plan.one("PrivateEndpoint", { privateEndpointName: "pe-vault-hogwarts-dev" }), plan.one("PrivateEndpoint", { privateEndpointName: "pe-registry-hogwarts-dev" }))).toBe(true);
  });

  it("take three addresses of the subnet, which the plan counts", () => {
    expect(plan.plan.analyses.ipPlan.subnets.find(({ name }) => name === "endpoints")).toMatchObject({ usable: 11, demandNow: 3, demandAtPeak: 3, leftAtPeak: 8, verdict: "fits" });
    expect(plan.plan.findings).toEqual([]);
  });

  it("are shown with their endpoints, zones and addresses", () => {
    const text = toText(plan.plan, { colour: false });
    expect(text).toMatch(/registry +acrhogwartsdev1p8ru {2}Premium, no admin user, no public access,\s[│ ]*untagged kept 30 days/);
    expect(text).toMatch(/key vault +kv-hogwarts-dev-1p8ru {2}access by roles only, purge protection, no public access/);
    expect(text).toMatch(/endpoint +pe-registry-hogwarts-dev {2}to acrhogwartsdev1p8ru \(registry\)\n│ +└─ records +default {2}privatelink\.azurecr\.io/);
    expect(text).toMatch(/DNS zone +privatelink\.vaultcore\.azure\.net {2}private\n│ +└─ link +vnet-hogwarts-dev {2}resolves in vnet-hogwarts-dev/);
    expect(text).toMatch(/endpoints +10\.240\.2\.0\/28 +11 +3 +3 +8 +pe-registry-hogwarts-dev ×2, pe-vault-hogwarts-dev/);
  });
});

describe("what is not asked for does not appear", () => {
  const declared = (changes: Tree) => onMocks(() => anatomy(), { config: asValues({ ...stackTree("dev"), ...changes }) });
  const ofTypes = (resources: readonly Registered[], types: readonly string[]) => types.map(type => resources.filter(each => each.type.endsWith(`:${type}`)).length);

  it("a private vault alone has one endpoint, and the registry stays public", async () => {
    const resources = await declared({ network: network("10.240.2.0/28"), vault: { access: "private" } });
    expect(ofTypes(resources, NETWORK_TYPES)).toEqual([1, 1, 1, 1]);
    expect(only(resources, ":PrivateZone").inputs["privateZoneName"]).toBe("privatelink.vaultcore.azure.net");
    expect(only(resources, ":Registry").inputs["publicNetworkAccess"]).toBe("Enabled");
  });

  it("a Premium registry alone has no endpoint, no zone and no third subnet", async () => {
    expect(ofTypes(await declared({ registry: { sku: "Premium" } }), [...NETWORK_TYPES, "Subnet"])).toEqual([0, 0, 0, 0, 2]);
  });

  it("a subnet for endpoints alone is made, and nothing in it", async () => {
    expect(ofTypes(await declared({ network: network("10.240.2.0/28") }), [...NETWORK_TYPES, "Subnet"])).toEqual([0, 0, 0, 0, 3]);
  });
});
