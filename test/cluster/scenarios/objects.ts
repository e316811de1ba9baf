/** The API server takes the plan's objects as they are. */
import { expect, it } from "@jest/globals";
import type { JsonObject } from "../../../planner/views/manifests/manifest";
import { inPrefix, range } from "../lab/layout";
import { settled } from "../workload";
import type { World } from "../world";

const isNamespace = ({ kind }: JsonObject): boolean => kind === "Namespace";

export function objects(world: () => World): void {
  it("a server-side dry run takes every object of the plan, with strict validation of fields and no warning of the restricted standard", async () => {
    const { cluster: { kubectl }, planned } = world();
    await kubectl.apply(planned.objects.filter(isNamespace));
    const said = await kubectl.apply(planned.objects, ["--dry-run=server", "--warnings-as-errors"]);
    expect(said.trim().split("\n")).toHaveLength(planned.objects.length);
  });

  it("the same dry run refuses a field that no kind has, and a pod that may become root", async () => {
    const { cluster: { kubectl }, planned, workload } = world(), deployment = planned.objects.find(({ kind }) => kind === "Deployment") as { spec: object };
    await expect(kubectl.apply([{ ...deployment, spec: { ...deployment.spec, replica: 3 } }], ["--dry-run=server"])).rejects.toThrow(/unknown field|field not declared/);
    const root = { apiVersion: "v1", kind: "Pod", metadata: { name: "root", namespace: workload.namespace }, spec: { containers: [{ name: "root", image: "root" }] } };
    await expect(kubectl.apply([root], ["--dry-run=server"])).rejects.toThrow(/violates PodSecurity "restricted/);
  });

  it("applied, they make one ready pod on every node, each with an address that its node's network interface holds", async () => {
    const { cluster, planned, workload } = world();
    await cluster.kubectl.apply(planned.objects);
    const pods = await settled(cluster.api, workload);
    expect(pods.map(({ spec }) => spec.nodeName).sort()).toEqual(world().serving.map(({ name }) => name).sort());
    for (const { spec, status } of pods) {
      const { firstPod = "", lastPod = "" } = cluster.machines.find(({ name }) => name === spec.nodeName)?.addresses ?? {};
      expect(range(firstPod, lastPod)).toContain(status.podIP);
      expect(inPrefix(cluster.layout.nodes.prefix, status.podIP ?? "")).toBe(true);
    }
  });
}
