/** What the stand-in for Azure's cloud controller made of the plan's Service, and what it refuses. */
import { expect, it } from "@jest/globals";
import { compareWithPlan } from "../azure/compare-with-plan";
import type { Service } from "../azure/objects";
import { until } from "../lab/until";
import { report } from "../report";
import { sortingService } from "../workload";
import type { World } from "../world";

const PREFIX = "service.beta.kubernetes.io/azure-load-balancer-";

interface Event { readonly metadata: { readonly name: string; readonly uid: string; readonly resourceVersion: string }; readonly apiVersion: string; readonly kind: string; readonly reason: string; readonly message: string }

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
    const ingress = await until("an address in the Service's status", async () => (await cluster.kubectl.list<Service>(["services", "--namespace", workload.namespace, "--field-selector", `metadata.name=${name}`]))[0]?.status?.loadBalancer?.ingress, 15);
    expect(ingress).toEqual([expect.objectContaining({ ip: frontEnd.address })]);
  });

  it("it leaves pending, with Azure's reason in an event, what Azure refuses", async () => {
    const { cluster: { kubectl }, frontEnd } = world(), namespace = "refused";
    const service = (index: number, annotations: Readonly<Record<string, string>>): object => ({
      apiVersion: "v1", kind: "Service",
      metadata: { name: `refused-${index}`, namespace, annotations: Object.fromEntries([["internal", "true"], ...Object.entries(annotations)].map(([key = "", value]) => [`${PREFIX}${key}`, value])) },
      spec: { type: "LoadBalancer", selector: { app: "none" }, ports: [{ port: frontEnd.port, protocol: "TCP" }] },
    });
    await kubectl.apply([{ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } }, ...REFUSED.map(([, annotations], index) => service(index, annotations))]);
    for (const [index, [, , words]] of REFUSED.entries()) {
      const events = await until(`an event of refused-${index}`, async () => {
        const found = await kubectl.list<Event>(["events", "--namespace", namespace, "--field-selector", `involvedObject.name=refused-${index},reason=SyncLoadBalancerFailed`]);
        return found.length > 0 && found;
      }, 20);
      expect(events[0]?.message).toMatch(words);
    }
    const services = await kubectl.list<Service>(["services", "--namespace", namespace]);
    expect(services.map(({ status }) => status?.loadBalancer?.ingress ?? [])).toEqual(REFUSED.map(() => []));
    await kubectl.run(["delete", "namespace", namespace, "--wait=false"]);
  });
}
