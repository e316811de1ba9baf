import { beforeAll, describe, expect, it } from "@jest/globals";
import type { Plan } from "../../planner/model/plan";
import { planOf } from "../../planner/testing";
import type { JsonObject } from "../../planner/views/manifests/manifest";
import { ROOT } from "../stack-config";
import { securityRules, type SecurityRule } from "./azure/security-group";
import { copiedObjects, copiedPort, copiedWorkload, rulesWithCopy, UNDRAINED } from "./copy";
import { frontEndOf, planObjects, workloadOf, type Workload } from "./objects";

type Labels = Readonly<Record<string, string>>;
interface Template {
  readonly metadata: { readonly labels: Labels };
  readonly spec: {
    readonly tolerations?: readonly object[];
    readonly affinity?: { readonly nodeAffinity: { readonly requiredDuringSchedulingIgnoredDuringExecution?: object } };
    readonly topologySpreadConstraints: readonly { readonly labelSelector: { readonly matchLabels: Labels } }[];
    readonly containers: readonly object[];
    readonly volumes: readonly object[];
  };
}
interface Meta { readonly metadata: { readonly name: string; readonly namespace: string } }
interface Deployment extends Meta { readonly kind: "Deployment"; readonly spec: { readonly replicas: number; readonly selector: { readonly matchLabels: Labels }; readonly template: Template } }
interface Service extends Meta { readonly kind: "Service"; readonly spec: { readonly selector: Labels; readonly ports: readonly { readonly port: number }[]; readonly type: string } }
interface NetworkPolicy extends Meta { readonly kind: "NetworkPolicy"; readonly spec: { readonly podSelector: { readonly matchLabels: Labels }; readonly ingress: readonly object[] } }
interface Parts { readonly deployment: Deployment; readonly service: Service; readonly policy: NetworkPolicy }

let plan: Plan, objects: readonly JsonObject[], copies: readonly object[], workload: Workload, planned: Parts, copied: Parts;
const of = <T>(all: readonly object[], kind: string, name?: string): T => all.find(each => (each as { kind: string }).kind === kind && (name === undefined || (each as Meta).metadata.name.startsWith(name))) as T;
const partsOf = (all: readonly object[]): Parts => ({ deployment: of(all, "Deployment"), service: of(all, "Service"), policy: of(all, "NetworkPolicy", "allow-") });
beforeAll(async () => {
  ({ plan } = await planOf("dev", { cwd: ROOT }));
  ({ objects } = planObjects(plan));
  workload = workloadOf(plan);
  copies = copiedObjects(objects, workload);
  [planned, copied] = [partsOf(objects), partsOf(copies)];
});

/** As Kubernetes matches labels. */
const selects = (selector: Labels, labels: Labels): boolean => Object.entries(selector).every(([key, value]) => labels[key] === value);
const labelsOf = ({ deployment }: Parts): Labels => deployment.spec.template.metadata.labels;

describe("the copy of the planned service", () => {
  it("is its Deployment, its Service and the policy that lets requests in, beside the plan's own", () => {
    expect(copies.map(each => (each as { kind: string }).kind).sort()).toEqual(["Deployment", "NetworkPolicy", "Service"]);
    const keys = [...objects, ...copies].map(each => `${(each as { kind: string }).kind} ${(each as Meta).metadata.name}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const each of copies) expect((each as Meta).metadata.namespace).toBe(workload.namespace);
  });

  it("has pods that the plan's Service does not reach, and a Service that does not reach the plan's pods", () => {
    const reach = (service: Parts, pods: Parts): boolean => selects(service.service.spec.selector, labelsOf(pods));
    expect([reach(planned, planned), reach(planned, copied), reach(copied, copied), reach(copied, planned)]).toEqual([true, false, true, false]);
  });

  it("has pods of its own for the Deployment, for the policy and for the spread over nodes and zones", () => {
    const { deployment, policy } = copied, spreads = deployment.spec.template.spec.topologySpreadConstraints;
    expect(spreads.length).toBeGreaterThan(0);
    for (const selector of [deployment.spec.selector, policy.spec.podSelector, ...spreads.map(({ labelSelector }) => labelSelector)]) {
      expect([selects(selector.matchLabels, labelsOf(copied)), selects(selector.matchLabels, labelsOf(planned))]).toEqual([true, false]);
    }
  });

  it("runs once, rather on the pool's node than elsewhere, and may run on both", () => {
    const { replicas, template } = copied.deployment.spec;
    expect(replicas).toBe(1);
    expect(template.spec.tolerations).toEqual([expect.objectContaining({ key: "pool", value: UNDRAINED, effect: "NoSchedule" })]);
    expect(JSON.stringify(template.spec.affinity)).toContain(`"values":["${UNDRAINED}"]`);
    // A pod that must be there could not move when the node is gone.
    expect(template.spec.affinity?.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution).toBeUndefined();
  });

  it("is the same service otherwise: containers, volumes, what may call its pods, and how it is exposed", () => {
    const { containers, volumes } = planned.deployment.spec.template.spec;
    expect(copied.deployment.spec.template.spec).toMatchObject({ containers, volumes });
    expect(copied.policy.spec.ingress).toEqual(planned.policy.spec.ingress);
    expect(copied.service.spec).toMatchObject({ type: planned.service.spec.type, ports: planned.service.spec.ports.map(port => ({ ...port, port: copiedPort(port.port) })) });
    expect((copied.service.metadata as { annotations?: object }).annotations).toEqual((planned.service.metadata as { annotations?: object }).annotations);
  });

  it("is found as the workload that it is waited for as", () => {
    const { name, namespace, selector, replicas } = copiedWorkload(workload), { metadata, spec } = copied.deployment;
    expect([name, namespace, replicas]).toEqual([metadata.name, metadata.namespace, spec.replicas]);
    expect(Object.entries(labelsOf(copied)).map(([key, value]) => `${key}=${value}`)).toContain(selector);
  });

  it("leaves the plan's objects as they are", () => {
    expect(objects).toEqual(planObjects(plan).objects);
  });
});

describe("the copy's port", () => {
  const allows = (rules: readonly SecurityRule[], port: number): readonly string[] => rules.filter(({ destinationPorts }) => destinationPorts.includes(String(port))).map(({ name }) => name);

  it("is one that the front end does not have, and a port", () => {
    const { port } = frontEndOf(plan), ports = planned.service.spec.ports.map(each => each.port);
    expect(ports).toContain(port);
    expect(ports).not.toContain(copiedPort(port));
  });

  it("is let through by the rule that lets the service's through, and by no other", () => {
    const { port } = frontEndOf(plan), rules = securityRules(plan, "aks") ?? [], changed = rulesWithCopy(rules, port);
    expect(allows(rules, port)).toHaveLength(1);
    expect(allows(changed, copiedPort(port))).toEqual(allows(rules, port));
    expect(allows(changed, port)).toEqual(allows(rules, port));
  });

  it("changes nothing else of the rules, neither their order nor those for other ports", () => {
    const { port } = frontEndOf(plan), rules = securityRules(plan, "aks") ?? [], before = structuredClone(rules), changed = rulesWithCopy(rules, port);
    expect(rules).toEqual(before);
    expect(changed.map(rule => ({ ...rule, destinationPorts: rule.destinationPorts.filter(each => each !== String(copiedPort(port))) }))).toEqual(before);
    expect(rulesWithCopy(rules, 9)).toEqual(before);
  });
});
