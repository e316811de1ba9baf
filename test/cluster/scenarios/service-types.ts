/** The other types of Service, over the same pods: who reaches each, and where. */
import { expect, it } from "@jest/globals";
import { ask, resolve, SILENCE, type Answer } from "../lab/client";
import type { World } from "../world";
import type { Consumers } from "./consumers";
import { portsOf } from "./requests";

export function serviceTypes(world: () => World, consumers: () => Consumers): void {
  const nameServer = (): string => world().cluster.layout.dnsService;
  const fromPod = (host: string, port: number): Promise<Answer> => ask(consumers().consumer, `http://${host}:${port}/readyz`, { nameServer: nameServer() });

  it("ClusterIP: pods reach it by name and nodes by address, at the service's port; the VNet does not", async () => {
    const { service: port } = portsOf(world()), { clusterIP, dnsName } = consumers().services["cluster-ip"], url = `http://${clusterIP}:${port}/readyz`;
    expect(await fromPod(dnsName, port)).toMatchObject({ outcome: "answered", status: 200 });
    for (const { namespace } of world().cluster.machines) expect(await ask(namespace, url)).toMatchObject({ outcome: "answered", status: 200 });
    expect((await ask("vnet-client", url, { milliseconds: SILENCE })).outcome).not.toBe("answered");
  });

  it("NodePort: every node answers at it; from the VNet the subnet's security group lets nothing through to it", async () => {
    const { machines } = world().cluster, port = consumers().services["node-port"].ports?.[0]?.nodePort;
    const answers = await Promise.all(machines.map(async ({ addresses }) => {
      const url = `http://${addresses.node}:${port}/readyz`;
      return { within: (await ask(machines[0]?.namespace ?? "", url)).outcome, fromVirtualNetwork: (await ask("vnet-client", url, { milliseconds: SILENCE })).outcome };
    }));
    expect(answers).toEqual(machines.map(() => ({ within: "answered", fromVirtualNetwork: "no answer" })));
  });

  it("headless: its name stands for the pods' own addresses, which answer at the pod port and not at the service's", async () => {
    const ports = portsOf(world()), { dnsName } = consumers().services.headless;
    expect([...await resolve(consumers().consumer, nameServer(), "A", dnsName)].sort()).toEqual(consumers().pods.map(({ status }) => status.podIP).sort());
    expect(await fromPod(dnsName, ports.pod)).toMatchObject({ outcome: "answered", status: 200 });
    expect((await fromPod(dnsName, ports.service)).outcome).not.toBe("answered");
  });

  it("ExternalName: the name is another name's, and has no address of its own", async () => {
    const { headless, "external-name": external } = consumers().services;
    expect(await resolve(consumers().consumer, nameServer(), "CNAME", external.dnsName)).toEqual([headless.dnsName]);
    expect(external.clusterIP).toBeUndefined();
    expect(await fromPod(external.dnsName, portsOf(world()).pod)).toMatchObject({ outcome: "answered", status: 200 });
  });
}
