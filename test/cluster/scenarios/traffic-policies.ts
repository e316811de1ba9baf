/** The two traffic policies: which nodes the load balancer sends to, whose address the pod sees, and that requests are answered. */
import { expect, it } from "@jest/globals";
import { sortStudent } from "../../../apps/sorting/api/src/sorting";
import { compareWithPlan } from "../azure/compare-with-plan";
import { ask, SILENCE, type Answer } from "../lab/client";
import { WORLD } from "../lab/layout";
import type { Node } from "../lab/node";
import { until } from "../lab/until";
import { podsOf, sortingService } from "../workload";
import type { World } from "../world";
import { STUDENT } from "./requests";

/** Addresses that pods saw requests for the front end come from: the kernel of each node keeps them with the flow. */
async function callersSeen(nodes: readonly Node[], frontEnd: string): Promise<ReadonlySet<string>> {
  const flows = await Promise.all(nodes.map(node => node.run(["conntrack", "--dump", "--proto", "tcp", "--orig-dst", frontEnd])));
  return new Set(flows.join("\n").split("\n").flatMap(line => [...line.matchAll(/dst=(\S+)/g)][1]?.[1] ?? []));
}

export function trafficPolicies(world: () => World): void {
  const backends = (name: string): readonly string[] => {
    const rule = world().made(name)[0]?.rules[0];
    return rule === undefined ? [] : [...world().cloud.healthyNodes(rule)].sort();
  };
  /** Enough to meet every node, most likely. */
  const several = (client: string, url = world().frontEnd.url, count = 8): Promise<readonly Answer[]> => Promise.all(Array.from({ length: count }, () => ask(client, `${url}/sort`, { json: STUDENT })));
  /** Each kube-proxy learns of a new front end by itself, from the Service's status: later than the load balancer. */
  const answering = (client: string, url: string): Promise<true> =>
    until(`every node to take requests to ${url}`, async () => (await several(client, url, 20)).every(({ outcome }) => outcome === "answered"), 20);
  /** Of flows to the front end only: the cluster's own have their addresses translated there. Where there is none, the command fails. */
  const forgetFlows = async (): Promise<void> => {
    for (const node of world().cluster.machines) await node.run(["sh", "-c", `conntrack --delete --orig-dst ${world().frontEnd.address} || true`]);
  };
  const sorted = () => ({ outcome: "answered", status: 200, body: JSON.stringify(sortStudent(STUDENT)) });
  const names = (nodes: readonly Node[]): readonly string[] => nodes.map(({ name }) => name).sort();

  it("Cluster: every node takes requests, as its node port answers the probe", async () => {
    const { name } = sortingService(world());
    await until("every node to take requests", () => backends(name).join() === names(world().serving).join(), 20);
    await forgetFlows();
    for (const answer of await several("vnet-client")) expect(answer).toMatchObject(sorted());
    // A node that sends a request on to another's pod puts its own address in.
    const nodes = world().cluster.machines.map(({ addresses }) => addresses.node), seen = [...await callersSeen(world().cluster.machines, world().frontEnd.address)];
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter(address => !nodes.includes(address))).toEqual([]);
  });

  it("Local: a node without a pod of the service takes none of its requests", async () => {
    const { cluster: { api, kubectl }, workload } = world(), { planned } = await world().local, { name, object } = sortingService({ planned });
    const [pod] = await podsOf(api, workload), label = "aks-anatomy/one-pod";
    await kubectl.run(["label", "pod", pod?.metadata.name ?? "", "--namespace", workload.namespace, `${label}=true`]);
    await world().deploy({ ...await world().local, objects: planned.objects.map(each => (each === object ? { ...object, spec: { ...object.spec, selector: { ...object.spec.selector, [label]: "true" } } } : each)) });
    await until("the pod's node, and no other, to take requests", () => backends(name).join() === pod?.spec.nodeName, 30);
    for (const answer of await several("vnet-client")) expect(answer).toMatchObject({ outcome: "answered", headers: { "x-served-by": pod?.metadata.name } });
  });

  it("Local, with on-premises among the allowed sources: the plan predicts the rule and its probe, both are answered, and pods see the consumer's own address", async () => {
    const { cluster, frontEnd } = world(), local = await world().local, { name } = sortingService(local);
    await world().deploy(local);
    await until("every node to take requests", () => backends(name).join() === names(world().serving).join(), 30);
    expect(compareWithPlan(world().made(name), local.plan)).toEqual([]);
    await forgetFlows();
    for (const client of ["vnet-client", "onprem-client"]) for (const answer of await several(client)) expect(answer).toMatchObject(sorted());
    expect([...await callersSeen(cluster.machines, frontEnd.address)].sort()).toEqual([cluster.layout.neighbours.client, WORLD.onPremises.client].sort());
    expect(await ask("internet", `${frontEnd.url}/readyz`, { milliseconds: SILENCE })).toMatchObject({ outcome: "no answer" });
  });

  it("public, with a DNS label: the internet is answered at the address that the stand-in gives, and the plan of that exposure predicts the rest", async () => {
    const open = await world().open, { name } = sortingService(open);
    await world().deploy(open);
    const url = await until("a public front end", () => { const [made] = world().made(name); return made?.frontEnd.loadBalancer === "kubernetes" && compareWithPlan([made], open.plan).length === 0 && `http://${made.frontEnd.address}:${made.rules[0]?.frontendPort}`; }, 15);
    await answering("internet", url);
    for (const answer of await several("internet", url)) expect(answer).toMatchObject(sorted());
  });

  it("private again, with policy Cluster: every node takes requests", async () => {
    const { plan, planned, frontEnd } = world(), { name } = sortingService(world());
    await world().deploy({ plan, planned });
    await until("a private front end", () => world().made(name)[0]?.frontEnd.loadBalancer === "kubernetes-internal", 30);
    await until("every node to take requests", () => backends(name).join() === names(world().serving).join(), 30);
    expect(compareWithPlan(world().made(name), plan)).toEqual([]);
    await answering("vnet-client", frontEnd.url);
  });
}
