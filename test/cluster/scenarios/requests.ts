/** Requests to the service, from everywhere a request may come from. */
import { expect, it } from "@jest/globals";
import { sortStudent, type Candidate } from "../../../apps/sorting/api/src/sorting";
import { ask, SILENCE } from "../lab/client";
import { until } from "../lab/until";
import type { World } from "../world";
import type { Consumers } from "./consumers";

export const STUDENT = { name: "Hermione Granger" } as Candidate;

/** Ports of the chain, as the plan has them. */
export function portsOf({ plan }: World): { readonly service: number; readonly pod: number; readonly container: number } {
  const port = (at: string): number => plan.analyses.portChains[0]?.hops.find(hop => hop.at === at)?.port ?? ((): never => { throw new Error(`the plan does not know the port at the ${at}`); })();
  return { service: port("service"), pod: port("pod"), container: port("container") };
}

export function requests(world: () => World, consumers: () => Consumers): void {
  it("a client of the VNet is answered at the front end that the plan predicts, with the house that the service's own rule gives", async () => {
    const { status, body } = await ask("vnet-client", `${world().frontEnd.url}/sort`, { json: STUDENT });
    expect(status).toBe(200);
    expect(JSON.parse(body ?? "")).toEqual(sortStudent(STUDENT));
  });

  it("every replica answers, and all give the same answer", async () => {
    const served = new Map<string, string>();
    await until("an answer of every replica", async () => {
      const { headers = {}, body = "" } = await ask("vnet-client", `${world().frontEnd.url}/sort`, { json: STUDENT });
      served.set(headers["x-served-by"] ?? "", body);
      return served.size === world().workload.replicas;
    }, 20, 0);
    expect([...served.keys()].sort()).toEqual(consumers().pods.map(({ metadata }) => metadata.name).sort());
    expect(new Set(served.values()).size).toBe(1);
  });

  it("a pod's own address answers at the pod port, and refuses the container's", async () => {
    const ports = portsOf(world());
    expect(ports.pod).not.toBe(ports.container);
    for (const { spec, status } of consumers().pods) {
      const node = world().cluster.machines.find(({ name }) => name === spec.nodeName)?.namespace ?? "";
      expect(await ask(node, `http://${status.podIP}:${ports.pod}/readyz`)).toMatchObject({ outcome: "answered", status: 200 });
      expect(await ask(node, `http://${status.podIP}:${ports.container}/readyz`)).toMatchObject({ outcome: "refused" });
    }
  });

  it("nobody outside of the subnet reaches a pod's own address: the security group lets the front end's address through alone", async () => {
    const [pod] = consumers().pods, url = `http://${pod?.status.podIP}:${portsOf(world()).pod}/readyz`;
    for (const client of ["vnet-client", "onprem-client", "internet"]) expect(await ask(client, url, { milliseconds: SILENCE })).toMatchObject({ outcome: "no answer" });
  });

  it("the front end has the service's port and no other", async () => {
    const { frontEnd } = world(), ports = portsOf(world());
    for (const port of [ports.pod, ports.container]) expect(await ask("vnet-client", `http://${frontEnd.address}:${port}/`, { milliseconds: SILENCE })).toMatchObject({ outcome: "no answer" });
  });

  it("who is not among the allowed sources gets no answer: on-premises behind its router, and the internet", async () => {
    for (const client of ["onprem-client", "internet"]) expect(await ask(client, `${world().frontEnd.url}/readyz`, { milliseconds: SILENCE })).toMatchObject({ outcome: "no answer" });
  });
}
