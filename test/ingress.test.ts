/** The whole program with an ingress: what appears, where, in which order, and what must not appear. */
import { beforeAll, describe, expect, it } from "@jest/globals";
import type { PlanResource } from "../planner/model/plan";
import { listAt, textAt } from "../planner/model/read";
import { planOf, type PlanGraph } from "../planner/testing";
import { toText } from "../planner/views/text/text";
import anatomy from "../index";
import { INTERNAL, PUBLIC } from "./ingress-config";
import { onMocks, only } from "./mocks";
import { asValues, ROOT, stackTree, withValue, type Tree } from "./stack-config";

const named = (plan: PlanGraph, type: string, name: string): PlanResource => {
  const found = plan.find(type).find(resource => resource.name === name);
  if (!found) throw new Error(`no ${type} ${name}`);
  return found;
};
const rulesOf = (plan: PlanGraph) => listAt(plan.one("NetworkSecurityGroup").inputs, "securityRules");

const privateVault = (): Tree => ({ ...withValue(stackTree("dev"), ["network", "vnet", "subnets", "endpoints"], "10.240.2.0/28"), vault: { access: "private" }, ingress: INTERNAL });

describe("the program with an internal ingress", () => {
  let plan: PlanGraph;
  beforeAll(async () => { plan = await planOf("dev", { cwd: ROOT, config: privateVault() }); }, 60_000);

  it("asks the cluster for the mesh with an internal gateway", () => {
    plan.one("ManagedCluster", { serviceMeshProfile: { mode: "Istio", istio: { revisions: ["asm-1-30"], components: { ingressGateways: [{ mode: "Internal", enabled: true }, { mode: "External", enabled: false }] } } } });
    expect(plan.one("ManagedCluster").options["ignoreChanges"]).toBeUndefined();
  });

  it("brings the gateway's Service into the Services subnet, after the control plane may join it", () => {
    const service = plan.one("ServicePatch", { metadata: { annotations: { "service.beta.kubernetes.io/azure-load-balancer-internal-subnet": "services", "service.beta.kubernetes.io/azure-load-balancer-ipv4": "10.240.1.80" } } });
    expect(plan.dependsOn(service, named(plan, "RoleAssignment", "control-plane-joins-services"))).toBe(true);
    expect(plan.dependsOn(service, plan.one("ManagedCluster"))).toBe(true);
  });

  it("syncs the certificate by pods after the right to read it and the way to the vault, and the Gateway comes after them", () => {
    const pods = named(plan, "Deployment", "ingress-certificate");
    for (const role of ["ingress-reads-certificate"]) expect(plan.dependsOn(pods, named(plan, "RoleAssignment", role))).toBe(true);
    expect(plan.dependsOn(pods, named(plan, "FederatedIdentityCredential", "ingress-certificate"))).toBe(true);
    for (const endpoint of [...plan.find("PrivateEndpoint"), ...plan.find("PrivateDnsZoneGroup")]) expect(plan.dependsOn(pods, endpoint)).toBe(true);
    const gateway = plan.one("Gateway", { metadata: { namespace: "aks-istio-ingress" } });
    expect([plan.dependsOn(gateway, pods), plan.dependsOn(pods, gateway)]).toEqual([true, false]);
    expect(plan.dependsOn(gateway, plan.one("ServicePatch"))).toBe(true);
  });

  it("routes each host to the service after both ends are there", () => {
    expect(plan.find("VirtualService").map(({ name }) => name).sort()).toEqual(["route-hat.example.org", "route-sorting.example.org"]);
    for (const route of plan.find("VirtualService", { metadata: { namespace: "hogwarts" }, spec: { http: [{ route: [{ destination: { host: "sorting.hogwarts.svc.cluster.local", port: { number: 90 } } }] }] } })) {
      expect([plan.dependsOn(route, plan.one("Gateway")), plan.dependsOn(route, plan.one("core/v1:Service")), plan.dependsOn(route, named(plan, "core/v1:Namespace", "namespace"))]).toEqual([true, true, true]);
    }
  });

  it("starts external-dns after its rights in Azure and in the cluster, and after the kubelet may pull its image", () => {
    const pods = named(plan, "Deployment", "external-dns");
    for (const role of ["external-dns-writes-zone", "external-dns-reads-group", "kubelet-pulls-images"]) expect([role, plan.dependsOn(pods, named(plan, "RoleAssignment", role))]).toEqual([role, true]);
    for (const type of ["ClusterRoleBinding", "RoleBinding"]) expect(plan.dependsOn(pods, named(plan, type, "external-dns"))).toBe(true);
    expect(plan.dependsOn(pods, named(plan, "FederatedIdentityCredential", "external-dns"))).toBe(true);
    expect(JSON.stringify(pods.inputs)).toContain(".azurecr.io/external-dns:v0.21.0");
  });

  it("has a zone with an id that is known, in which the roles are, and which waits for no cluster", () => {
    const zone = plan.one("PrivateZone", { privateZoneName: "example.org" });
    expect(textAt(zone.id)).toMatch(/\/providers\/Microsoft\.Network\/privateDnsZones\/example\.org$/);
    expect(textAt(named(plan, "RoleAssignment", "external-dns-writes-zone").inputs, "scope")).toBe(textAt(zone.id));
    expect(textAt(named(plan, "RoleAssignment", "ingress-reads-certificate").inputs, "scope")).toMatch(/\/Microsoft\.KeyVault\/vaults\/kv-hogwarts-dev-1p8ru\/secrets\/sorting-tls$/);
    expect(plan.dependsOn(zone, plan.one("ManagedCluster"))).toBe(false);
  });

  it("lets callers through to the gateway's front end at both its ports, before the deny, and no further", () => {
    expect(rulesOf(plan).map(rule => [textAt(rule, "name"), textAt(rule, "destinationAddressPrefix"), textAt(rule, "sourceAddressPrefix")]).filter(([name]) => name?.startsWith("allow-ingress"))).toEqual([
      ["allow-ingress-443", "10.240.1.80", "10.240.0.0/16"], ["allow-ingress-80", "10.240.1.80", "10.240.0.0/16"],
    ]);
    expect(rulesOf(plan).map(rule => textAt(rule, "name"))).toContain("allow-load-balancer-probes");
    expect(rulesOf(plan).at(-1)).toMatchObject({ name: "deny-everything-else" });
  });

  it("lets the gateway's pods in to the pod port, which its proxy dials itself", () => {
    const { inputs } = named(plan, "NetworkPolicy", "allow-consumers");
    expect(listAt(inputs, "spec", "ingress")).toMatchObject([{ ports: [{ port: 85 }], from: expect.arrayContaining([
      { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "aks-istio-ingress" } }, podSelector: { matchLabels: { istio: "aks-istio-ingressgateway-internal" } } },
    ]) as unknown }]);
  });

  it("tells callers its addresses, and has no secret of its own", () => {
    expect(plan.plan.outputs).toMatchObject({ urls: ["https://sorting.example.org/", "https://hat.example.org/houses", "https://hat.example.org/sort"] });
    expect(plan.plan.outputs).not.toHaveProperty("nameServers");
    expect(plan.plan.resources.filter(({ type }) => type.endsWith("v1:Secret"))).toEqual([]);
  });

  it("is shown with its identities and what they may do", () => {
    const text = toText(plan.plan, { colour: false }).replace(/\n[│ ]+/g, " ");
    expect(text).toContain("id-ingress-hogwarts-dev  Key Vault Secrets User on sorting-tls, trusts system:serviceaccount:aks-istio-ingress:ingress-certificate");
    expect(text).toMatch(/id-dns-hogwarts-dev {2}(?=.*Private DNS Zone Contributor on example\.org).*Reader on rg-hogwarts-dev/);
  });
});

describe("the program with a public ingress", () => {
  let plan: PlanGraph;
  beforeAll(async () => { plan = await planOf("dev", { cwd: ROOT, config: { ...stackTree("dev"), ingress: PUBLIC } }); }, 60_000);

  it("has a public zone that the plan shows, and tells its name servers", () => {
    plan.one("dns:Zone", { zoneName: "example.org", zoneType: "Public" });
    expect(textAt(plan.one("dns:Zone").id)).toMatch(/\/providers\/Microsoft\.Network\/dnsZones\/example\.org$/);
    expect(toText(plan.plan, { colour: false })).toMatch(/DNS zone +example\.org {2}public/);
    expect(Object.keys(plan.plan.outputs)).toContain("nameServers");
    expect(plan.plan.resources.filter(({ type }) => /:(PrivateZone|VirtualNetworkLink)$/.test(type))).toEqual([]);
  });

  it("says nothing to the gateway's Service, and lets everybody in at both ports", () => {
    expect(plan.plan.resources.filter(({ type }) => type.endsWith(":ServicePatch"))).toEqual([]);
    expect(rulesOf(plan).filter(rule => textAt(rule, "name")?.startsWith("allow-ingress")).map(rule => [textAt(rule, "name"), textAt(rule, "sourceAddressPrefix"), textAt(rule, "destinationAddressPrefix")])).toEqual([["allow-ingress-443", "*", "*"], ["allow-ingress-80", "*", "*"]]);
    plan.one("Gateway", { spec: { selector: { istio: "aks-istio-ingressgateway-external" } } });
  });
});

describe("the program with an ingress and a system-assigned identity", () => {
  it("gives the control plane its rights on the subnet before the gateway's Service is brought there", async () => {
    const plan = await planOf("dev", { cwd: ROOT, config: { ...withValue(stackTree("dev"), ["cluster", "identity"], "system-assigned"), ingress: INTERNAL } });
    const grant = named(plan, "RoleAssignment", "control-plane-joins-services");
    expect([plan.dependsOn(grant, plan.one("ManagedCluster")), plan.dependsOn(plan.one("ServicePatch"), grant)]).toEqual([true, true]);
  });
});

describe("the program", () => {
  const onStack = (stack: string, changes: Tree) => onMocks(() => anatomy(), { stack, config: asValues({ ...stackTree(stack), ...changes }) });

  it("says nothing of a mesh, a zone or records without an ingress", async () => {
    const resources = await onStack("dev", {});
    expect(only(resources, ":ManagedCluster").inputs).not.toHaveProperty("serviceMeshProfile");
    expect(resources.filter(({ type, inputs }) => /:(Zone|PrivateZone|Gateway|VirtualService|ServicePatch|ClusterRole)$/.test(type) || JSON.stringify(inputs).includes("aks-istio"))).toEqual([]);
  });

  it("keeps mesh and zone without apps, opens nothing, and gives nobody a role on a certificate that need not be there yet", async () => {
    const resources = await onStack("dev", { ingress: INTERNAL, apps: withValue(stackTree("dev"), ["apps", "enabled"], false)["apps"] });
    expect(only(resources, ":ManagedCluster").inputs).toHaveProperty("serviceMeshProfile");
    expect(only(resources, ":PrivateZone").inputs).toMatchObject({ privateZoneName: "example.org" });
    expect(JSON.stringify(only(resources, ":NetworkSecurityGroup").inputs)).not.toContain("allow-ingress");
    expect(resources.filter(({ type, inputs }) => type.startsWith("kubernetes:") || JSON.stringify(inputs).includes("sorting-tls"))).toEqual([]);
  });

  it("keeps the zone without the cluster, so that its name servers stay", async () => {
    const resources = await onStack("dev", { ingress: PUBLIC, apps: withValue(stackTree("dev"), ["apps", "enabled"], false)["apps"], cluster: { enabled: false } });
    expect(only(resources, ":Zone").inputs).toMatchObject({ zoneName: "example.org" });
  });

  it("writes into a zone that others keep, and tells external-dns where that is", async () => {
    const resources = await onStack("dev", { ingress: { ...INTERNAL, dns: { ...INTERNAL.dns, existing: { resourceGroup: "rg-dns" } } } });
    const { data } = only(resources, ":ConfigMap", "external-dns").inputs as { data: Record<string, string> };
    expect(JSON.parse(data["azure.json"] ?? "")).toMatchObject({ resourceGroup: "rg-dns" });
    expect(resources.filter(({ type }) => /:(PrivateZone|VirtualNetworkLink)$/.test(type))).toEqual([]);
  });

  it("declares a public ingress where AKS owns the VNet, whose security group is AKS's", async () => {
    const resources = await onStack("basic", { ingress: { ...PUBLIC, allowedSources: ["203.0.113.0/24"] } });
    expect(only(resources, ":ServicePatch").inputs).toMatchObject({ metadata: { annotations: { "service.beta.kubernetes.io/azure-allowed-ip-ranges": "203.0.113.0/24" } } });
    expect(resources.filter(({ type }) => type.endsWith(":NetworkSecurityGroup"))).toEqual([]);
  });
});
