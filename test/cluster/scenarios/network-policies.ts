/** The plan's network policies, where an engine enforces them. */
import { expect, it } from "@jest/globals";
import { ask, SILENCE } from "../lab/client";
import { report } from "../report";
import { processesOf } from "../workload";
import type { World } from "../world";
import type { Consumers } from "./consumers";
import { portsOf } from "./requests";

export function networkPolicies(world: () => World, consumers: () => Consumers): void {
  /** Where the kernel cannot hold packets, nothing is asserted, and the report says so. */
  const enforced = (what: string): boolean => {
    const { enforced: are } = consumers();
    if (!are) report({ section: "not enforced", what, why: "this kernel has no NFQUEUE target" });
    return are;
  };

  it("a pod of an allowed source reaches the pod port and nothing else of the pod: not even a refusal comes back", async () => {
    if (!enforced("ingress of the service's pods")) return;
    const ports = portsOf(world()), { consumer, pods } = consumers();
    for (const { status } of pods) {
      expect(await ask(consumer, `http://${status.podIP}:${ports.pod}/readyz`)).toMatchObject({ outcome: "answered", status: 200 });
      expect(await ask(consumer, `http://${status.podIP}:${ports.container}/readyz`, { milliseconds: SILENCE })).toMatchObject({ outcome: "no answer" });
    }
  });

  it("the service's pods reach nobody, where another namespace's pod does", async () => {
    if (!enforced("egress of the service's pods")) return;
    const { consumer, pods: [pod, other] } = consumers(), url = `http://${other?.status.podIP}:${portsOf(world()).pod}/readyz`;
    if (!pod) throw new Error("the service has no pod");
    expect(await ask(consumer, url)).toMatchObject({ outcome: "answered" });
    expect(await ask(processesOf(pod, "dist/main.js")[0], url, { milliseconds: SILENCE })).toMatchObject({ outcome: "no answer" });
  });
}
