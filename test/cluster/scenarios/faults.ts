/** What happens to requests while the cluster changes or breaks. */
import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, expect, it } from "@jest/globals";
import { EXCLUDED } from "../azure/objects";
import { UNDRAINED } from "../copy";
import type { Node } from "../lab/node";
import { until } from "../lab/until";
import type { Stats } from "../load/stats";
import { crash, isReady, podsOf, restarted, settled, type Pod } from "../workload";
import type { World } from "../world";
import { under, type Loads } from "./measure";
import { moved } from "./undrained";

export function faults(world: () => World, loads: () => Loads): void {
  const kubectl = (...args: readonly string[]): Promise<string> => world().cluster.kubectl.run(args);
  const isOnMachine = ({ spec }: Pod): boolean => world().cluster.machines.some(({ name }) => name === spec.nodeName);
  const settle = (): Promise<readonly Pod[]> => settled(world().cluster.api, world().workload, 90, isOnMachine);
  const deployment = (): readonly string[] => [`deployment/${world().workload.name}`, "--namespace", world().workload.namespace];
  const podOn = async (node: Node | undefined): Promise<Pod> => {
    const pod = (await podsOf(world().cluster.api, world().workload)).find(({ spec }) => spec.nodeName === node?.name);
    if (!pod) throw new Error(`node ${node?.name} has no pod of the service`);
    return pod;
  };
  const inPool = ({ name }: Node): boolean => world().entrances.includes(name);
  /** All at once; the disruption budget decides whose pods wait. */
  const drain = async (nodes: readonly Node[]): Promise<void> => {
    await Promise.all(nodes.map(({ name }) => kubectl("drain", name, "--ignore-daemonsets", "--delete-emptydir-data", "--force", "--timeout=120s")));
  };

  /** The least number of ready pods while something happens. */
  async function leastReady(happen: () => Promise<void>): Promise<number> {
    let least = Infinity, over = false;
    const happening = happen().finally(() => { over = true; });
    // Who awaits it hears of its failure; until then nobody does.
    happening.catch(() => undefined);
    while (!over) {
      least = Math.min(least, await podsOf(world().cluster.api, world().workload).then(pods => pods.filter(isReady).length, () => Infinity));
      await pause(300);
    }
    await happening;
    return least;
  }

  beforeAll(() => {
    const bound = "50 s until a silent node counts as not ready, 5 s until its object is removed, 40 to 60 s until its pods are, then a new pod's start";
    loads().undrained = under(loads().ofCopy, { scenario: "pool rotated, not drained", kind: "involuntary", bound }, async () => {
      await Promise.all(world().cluster.machines.filter(({ pool }) => pool === UNDRAINED).map(node => node.delete()));
      await moved(world());
    });
    loads().undrained?.catch(() => undefined);
  });

  it("a rolling update loses no request", async () => {
    const stats = await under(loads().ofService, { scenario: "rolling update", kind: "voluntary", witness: world(), bound: "a new pod is ready before an old one leaves" }, async () => {
      await kubectl("rollout", "restart", ...deployment());
      await kubectl("rollout", "status", ...deployment(), "--timeout=120s");
      await settle();
    });
    expect(stats.lost).toEqual([]);
  });

  it.each([["container", "dist/main.js", 0], ["mapper", "haproxy", 1]] as const)("a %s that crashes costs what its replica had until readiness falls", async (what, command, place) => {
    const pod = await podOn(world().serving[place]);
    const stats = await under(loads().ofService, { scenario: `${what} killed`, kind: "involuntary", bound: "two failed readiness probes of 2 s, or the restart" }, async () => {
      crash(pod, command);
      await restarted(world().cluster.api, world().workload, pod);
    });
    expect(stats.failingFor).toBeLessThan(10_000);
    expect(stats.answered).toBeGreaterThan(stats.failed);
  });

  it("a pod that is deleted without grace costs what was on its way to it", async () => {
    const pod = await podOn(world().serving[2]);
    const stats = await under(loads().ofService, { scenario: "pod killed", kind: "involuntary", bound: "kube-proxy's next update" }, async () => {
      await kubectl("delete", "pod", pod.metadata.name, "--namespace", world().workload.namespace, "--force", "--grace-period=0");
      await settle();
    });
    expect(stats.failingFor).toBeLessThan(10_000);
    expect(stats.answered).toBeGreaterThan(stats.failed);
  });

  it("a node that loses its power costs its share as an entrance until the load balancer's probe notices, and its pod's share until it is back", async () => {
    const [node] = world().serving, pod = await podOn(node);
    if (!node) throw new Error("there is no node");
    const bound = "as an entrance: two probes 5 s apart; its pod: until it is back, or 50 s of silence";
    const stats = await under(loads().ofService, { scenario: "node killed and back", kind: "involuntary", bound }, async () => {
      await node.kill();
      await until("the load balancer to leave the node out", () => !inPool(node), 30);
      await node.start();
      await until("the load balancer to take the node in", () => inPool(node), 60);
      await restarted(world().cluster.api, world().workload, pod);
    });
    expect(stats.failed).toBeGreaterThan(0);
    expect(stats.answered).toBeGreaterThan(stats.failed);
    expect(stats.failingFor).toBeLessThan(60_000);
  });

  it("a pool whose nodes are replaced by new ones, drained under the disruption budget and then deleted, costs no request; nor does the first drain by itself", async () => {
    const old = world().serving, [first, ...rest] = old, { ofService } = loads();
    let drained: Promise<Stats> | undefined;
    const stats = await under(ofService, { scenario: "pool rotated, drained", kind: "voluntary", witness: world(), bound: "new nodes take requests first; old ones leave the load balancer before they leave Azure" }, async () => {
      drained = under(ofService, { scenario: "node drained", kind: "voluntary", witness: world(), bound: "its replacement is ready before the pod stops; the first part of the rotation" }, () => drain(first ? [first] : []));
      drained.catch(() => undefined);
      const least = await leastReady(async () => {
        const joined = await world().addNodes(old.length, "rotated");
        await Promise.all(joined.map(node => until(`${node.name} to take requests`, () => inPool(node), 30)));
        await kubectl("label", "node", ...old.map(({ name }) => name), `${EXCLUDED}=true`);
        await drain(rest);
        await drained;
        await settle();
      });
      // The budget: two nodes are drained at once, and yet one pod goes at a time.
      expect(least).toBeGreaterThanOrEqual(world().workload.replicas - 1);
      await Promise.all(old.map(node => node.delete()));
    });
    expect(stats.lost).toEqual([]);
    expect((await drained)?.lost).toEqual([]);
  });

  it("a pool that is deleted without a drain takes its service down until the cluster has noticed, and it is back on other nodes then", async () => {
    const stats = await loads().undrained;
    expect(stats?.longestGap).toBeGreaterThan(50_000);
    expect(stats?.longestGap).toBeLessThan(180_000);
    expect(stats?.answered).toBeGreaterThan(0);
  });
}
