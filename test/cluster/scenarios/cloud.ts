/** What the stand-in for Azure's cloud controller made of the plan's Service, and what it refuses. */
import { expect, it } from "@jest/globals";
import { compareWithPlan } from "../azure/compare-with-plan";
import type { Service } from "../azure/objects";
import { inPrefix } from "../lab/layout";
import { until } from "../lab/until";
import { report } from "../report";
import { sortingService } from "../workload";
import type { World } from "../world";

const PREFIX = "service.beta.kubernetes.io/azure-load-balancer-";

const NAMESPACE = "by-itself";

interface Event { readonly message: string }

/** An internal Service that nobody answers for. */
const service = (name: string, port: number, annotations: Readonly<Record<string, string>>): object => ({
  apiVersion: "v1", kind: "Service",
  metadata: { name, namespace: NAMESPACE, annotations: Object.fromEntries([["internal", "true"], ...Object.entries(annotations)].map(([key = "", value]) => [`${PREFIX}${key}`, value])) },
  spec: { type: "LoadBalancer", selector: { app: "none" }, ports: [{ port, protocol: "TCP" }] },
});

/** What Azure refuses, and a part of its words. */
const REFUSED: readonly (readonly [what: string, annotations: Readonly<Record<string, string>>, words: RegExp])[] = [
  ["a subnet that the VNet does not have", { "internal-subnet": "nowhere" }, /AuthorizationFailed.*nowhere/],
  ["an address outside its subnet", { "internal-subnet": "services", ipv4: "10.240.0.200" }, /PrivateIPAddressNotInSubnet.*10\.240\.0\.200/],
  ["an address that Azure keeps", { "internal-subnet": "services", ipv4: "10.240.1.3" }, /PrivateIPAddressInReservedRange.*10\.240\.1\.3/],
  ["an address that a node's network interface holds for its pods", { "internal-subnet": "aks", ipv4: "10.240.0.20" }, /PrivateIPAddressIsAllocated.*aks-system05yp0/],
  ["a port that another Service has at the same address", { "internal-subnet": "services", ipv4: "10.240.1.90" }, /trying to consume the port 90/],
  ["an idle timeout of three minutes", { "internal-subnet": "services", "tcp-idle-timeout": "3" }, /idle timeout value must be .* between 4 and 100/],
];

export function cloud(world: () => World): void {
  it("it makes what the plan predicts: front end, load balancer, rule, floating IP, idle timeout, probe", async () => {
    const { plan, workload, frontEnd, cluster } = world(), { name } = sortingService(world());
    const made = await until("a load balancer", () => world().made(name)[0], 15);
    expect(compareWithPlan(world().made(name), plan)).toEqual([]);
    // The comparison sees a difference where there is one: the plan of the other traffic policy has another probe.
    expect(compareWithPlan(world().made(name), (await world().local).plan).map(({ at }) => at)).toContain(`rule TCP ${frontEnd.port}, probe protocol`);
    for (const rule of made.rules) report({
      section: "prediction", what: `${made.service}, rule ${rule.protocol} ${rule.frontendPort}`,
      predicted: `${plan.analyses.portChains[0]?.rule?.loadBalancer} ${frontEnd.address}`, made: `${made.frontEnd.loadBalancer} ${made.frontEnd.address}`,
    });
    const ingress = await until("an address in the Service's status", async () => (await cluster.api.list<Service>({ kind: "services", namespace: workload.namespace, fieldSelector: `metadata.name=${name}` }))[0]?.status?.loadBalancer?.ingress, 15);
    expect(ingress).toEqual([expect.objectContaining({ ip: frontEnd.address })]);
  });

  it("it leaves pending, with Azure's reason in an event, what Azure refuses", async () => {
    const { cluster: { api, kubectl }, frontEnd } = world();
    await kubectl.apply([{ apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } }, ...REFUSED.map(([, annotations], index) => service(`refused-${index}`, frontEnd.port, annotations))]);
    for (const [index, [, , words]] of REFUSED.entries()) {
      const events = await until(`an event of refused-${index}`, async () => {
        const found = await api.list<Event>({ kind: "events", namespace: NAMESPACE, fieldSelector: `involvedObject.name=refused-${index},reason=SyncLoadBalancerFailed` });
        return found.length > 0 && found;
      }, 20);
      expect(events[0]?.message).toMatch(words);
    }
    const services = await api.list<Service>({ kind: "services", namespace: NAMESPACE });
    expect(services.map(({ status }) => status?.loadBalancer?.ingress ?? [])).toEqual(REFUSED.map(() => []));
  });

  it("it gives a Service that names no address a free one of its subnet, and takes it back with the Service", async () => {
    const { cluster: { api, kubectl, layout }, cloud: { loadBalancers }, frontEnd } = world(), name = "without-address";
    const subnet = layout.subnets.find(({ prefix }) => inPrefix(prefix, frontEnd.address));
    if (!subnet) throw new Error("the front end is in no subnet");
    await kubectl.apply([service(name, frontEnd.port, { "internal-subnet": subnet.name })]);
    const address = await until("an address", async () => (await api.list<Service>({ kind: "services", namespace: NAMESPACE, fieldSelector: `metadata.name=${name}` }))[0]?.status?.loadBalancer?.ingress?.[0]?.ip, 15);
    expect(inPrefix(subnet.prefix, address)).toBe(true);
    expect(loadBalancers.map(made => made.frontEnd.address)).not.toContain(address);
    // Kubernetes keeps a Service until the controller lets it go; those that were refused as well.
    await kubectl.run(["delete", "services", "--all", "--namespace", NAMESPACE, "--timeout=15s"]);
    await kubectl.run(["delete", "namespace", NAMESPACE, "--wait=false"]);
    expect(world().cloud.loadBalancers.filter(made => made.service.startsWith(`${NAMESPACE}/`))).toEqual([]);
  });
}
