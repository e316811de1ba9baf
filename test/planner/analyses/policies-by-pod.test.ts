/** Selectors and network policies, against their words in Kubernetes' reference, tried for one pod and one caller after the other. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { addressesOf, unionOf } from "../../../facts/address-sets";
import { parsePrefix } from "../../../facts/addresses";
import { clustersIn } from "../../../planner/analyses/clusters";
import { selectorMatches } from "../../../planner/analyses/label-selector";
import { NetworkPolicies, type Visitors } from "../../../planner/analyses/network-policies";
import { workloadsIn } from "../../../planner/analyses/workloads";
import { ResourceGraph } from "../../../planner/model/graph";
import type { PlanObject } from "../../../planner/model/plan";
import { PlanBuilder } from "../plan-builder";

type Labels = Readonly<Record<string, string>>;
interface Expression { readonly key: string; readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist"; readonly values?: readonly string[] }
interface Selector { readonly matchLabels?: Labels; readonly matchExpressions?: readonly Expression[] }

const key = fc.constantFrom("app", "tier"), value = fc.constantFrom("a", "b", "");
const labels: fc.Arbitrary<Labels> = fc.dictionary(key, value, { maxKeys: 2 });
const expression: fc.Arbitrary<Expression> = fc.oneof(
  fc.record({ key, operator: fc.constantFrom("Exists" as const, "DoesNotExist" as const) }),
  fc.record({ key, operator: fc.constantFrom("In" as const, "NotIn" as const), values: fc.array(fc.constantFrom("a", "b"), { minLength: 1, maxLength: 2 }) }),
);
const selector: fc.Arbitrary<Selector> = fc.record({ matchLabels: fc.dictionary(key, fc.constantFrom("a", "b"), { maxKeys: 2 }), matchExpressions: fc.array(expression, { maxLength: 2 }) }, { requiredKeys: [] });

const chooses = ({ matchLabels = {}, matchExpressions = [] }: Selector, pod: Labels): boolean =>
  Object.entries(matchLabels).every(([name, text]) => Object.hasOwn(pod, name) && pod[name] === text)
  && matchExpressions.every(({ key: name, operator, values = [] }) => {
    const held = Object.hasOwn(pod, name) ? pod[name] : undefined;
    switch (operator) {
      case "In": return held !== undefined && values.includes(held);
      case "NotIn": return held === undefined || !values.includes(held);
      case "Exists": return held !== undefined;
      case "DoesNotExist": return held === undefined;
    }
  });

const planOf = ({ matchLabels, matchExpressions }: Selector): PlanObject => ({
  ...(matchLabels && { matchLabels }), ...(matchExpressions && { matchExpressions: matchExpressions.map(({ key: name, operator, values }): PlanObject => ({ key: name, operator, ...(values && { values: [...values] }) })) }),
});

test("a selector chooses the pods whose labels hold all of it", () => {
  fc.assert(fc.property(selector, labels, (chosen, pod) => {
    const given = { spec: { selector: planOf(chosen) } };
    const [known, open] = [false, true].map(labelsOpen => selectorMatches(given, ["spec", "selector"], { labels: new Map(Object.entries(pod)), labelsOpen }));
    expect(known).toBe(chooses(chosen, pod) ? "yes" : "no");
    // What more labels could change is not claimed.
    const more = ["app", "tier"].filter(name => !Object.hasOwn(pod, name)).reduce<readonly Labels[]>((all, name) => all.flatMap(each => [each, ...["a", "b", "c"].map(text => ({ ...each, [name]: text }))]), [pod]);
    const ends = new Set(more.map(each => chooses(chosen, each)));
    if (open !== "open") expect([...ends]).toEqual([open === "yes"]);
  }), { numRuns: 1000 });
});

interface Block { readonly cidr: string; readonly except: readonly string[] }
interface Peer { readonly ipBlock?: Block; readonly podSelector?: Selector; readonly namespaces?: "all" | readonly string[] }
interface Port { readonly port?: number | string; readonly endPort?: number; readonly protocol?: string }
interface Policy { readonly namespace: string; readonly pods: Selector; readonly types?: readonly string[]; readonly ingress: readonly { readonly from?: readonly Peer[]; readonly ports?: readonly Port[] }[] }

const prefix = fc.tuple(fc.nat(31), fc.integer({ min: 27, max: 32 })).map(([last, length]) => `10.0.0.${last}/${length}`);
const block = fc.record({ cidr: fc.oneof(prefix, fc.constant("10.0.0.0/8"), fc.constant("fd00::/8")), except: fc.array(prefix, { maxLength: 2 }) });
const namespace = fc.constantFrom("one", "two");
const peer: fc.Arbitrary<Peer> = fc.oneof(
  fc.record({ ipBlock: block }), fc.record({ podSelector: selector }), fc.record({ podSelector: selector, namespaces: fc.oneof(fc.constant("all" as const), fc.array(namespace, { minLength: 1, maxLength: 2 })) }, { requiredKeys: ["namespaces"] }),
);
const port: fc.Arbitrary<Port> = fc.oneof(
  fc.record({ protocol: fc.constantFrom("TCP", "UDP"), port: fc.constantFrom(80, 85, 443) }, { requiredKeys: [] }), fc.record({ port: fc.constant(80), endPort: fc.constantFrom(84, 90) }), fc.record({ port: fc.constantFrom("http", "other") }),
);
const policy: fc.Arbitrary<Policy> = fc.record({
  namespace, pods: selector, types: fc.option(fc.constantFrom(["Ingress"], ["Egress"], ["Ingress", "Egress"]), { nil: undefined }),
  ingress: fc.array(fc.record({ from: fc.array(peer, { maxLength: 2 }), ports: fc.array(port, { maxLength: 2 }) }, { requiredKeys: [] }), { maxLength: 2 }),
});

const peerOf = ({ ipBlock, podSelector, namespaces }: Peer): PlanObject => ({
  ...(ipBlock && { ipBlock: { cidr: ipBlock.cidr, except: [...ipBlock.except] } }), ...(podSelector && { podSelector: planOf(podSelector) }),
  ...(namespaces !== undefined && { namespaceSelector: namespaces === "all" ? {} : { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: [...namespaces] }] } }),
});

interface Caller { readonly namespace?: string; readonly labels?: Labels; readonly address?: number }

const inPrefix = (text: string, address: number): boolean => { const known = parsePrefix(text); return known !== undefined && known.first <= address && address <= known.last; };

function admits({ ipBlock, podSelector, namespaces }: Peer, own: string, { namespace: from, labels: pod, address }: Caller): boolean {
  if (ipBlock) return address !== undefined && inPrefix(ipBlock.cidr, address) && !ipBlock.except.some(each => inPrefix(each, address));
  const place = namespaces === undefined ? from === own : namespaces === "all" ? from !== undefined : from !== undefined && namespaces.includes(from);
  return place && pod !== undefined && chooses(podSelector ?? {}, pod);
}

const isOpenPort = ({ port: wanted, endPort, protocol = "TCP" }: Port): boolean => protocol === "TCP" && (wanted === undefined || wanted === "http" || (typeof wanted === "number" && wanted <= 85 && 85 <= (endPort ?? wanted)));

/** Undefined where no policy is for the pod: then everybody comes through. */
function reaches(policies: readonly Policy[], pod: { readonly namespace: string; readonly labels: Labels }, caller: Caller): boolean | undefined {
  const own = policies.filter(each => each.namespace === pod.namespace && (each.types?.includes("Ingress") ?? true) && chooses(each.pods, pod.labels));
  if (own.length === 0) return undefined;
  return own.some(each => each.ingress.some(({ from = [], ports = [] }) => (ports.length === 0 || ports.some(isOpenPort)) && (from.length === 0 || from.some(one => admits(one, each.namespace, caller)))));
}

/** The verdict on who comes to port 85, called http, of a pod; undefined where no policy is for it. */
function verdictOf(policies: readonly Policy[], pod: { readonly namespace: string; readonly labels: Labels }, visitors: Visitors): string | undefined {
  const plan = new PlanBuilder();
  plan.add("azure-native:containerservice:ManagedCluster", "aks", { resourceName: "aks", networkProfile: { networkPlugin: "azure", networkPolicy: "calico" } });
  plan.add("kubernetes:apps/v1:Deployment", "pod", { metadata: { name: "pod", namespace: pod.namespace }, spec: { template: { metadata: { labels: { ...pod.labels } }, spec: { containers: [{ name: "a", ports: [{ name: "http", containerPort: 85 }] }] } } } });
  policies.forEach((each, index) => plan.add("kubernetes:networking.k8s.io/v1:NetworkPolicy", `p${index}`, {
    metadata: { name: `p${index}`, namespace: each.namespace },
    spec: {
      podSelector: planOf(each.pods), ...(each.types && { policyTypes: [...each.types] }),
      ingress: each.ingress.map(({ from, ports }): PlanObject => ({ ...(from && { from: from.map(peerOf) }), ...(ports && { ports: ports.map((one): PlanObject => ({ ...one })) }) })),
    },
  }));
  const graph = new ResourceGraph(plan.build().resources);
  const [workload] = workloadsIn(graph), [cluster] = clustersIn(graph);
  if (!workload || !cluster) throw new Error("no workload");
  return new NetworkPolicies(graph).hops({ workload, cluster, visitors: [visitors], port: 85, protocol: "TCP" })[0]?.verdict;
}

const pods = fc.record({ namespace, labels });
const policies = fc.array(policy, { maxLength: 4 });

describe("network policies let in exactly whom their words let in", () => {
  test("pods by what they are", () => {
    fc.assert(fc.property(policies, pods, pods, (all, pod, caller) => {
      const expected = reaches(all, pod, caller);
      const verdict = verdictOf(all, pod, { who: "pods", as: "pods", addresses: [], pods: { namespace: caller.namespace, labels: { labels: new Map(Object.entries(caller.labels)), labelsOpen: false } } });
      expect(verdict).toBe(expected === undefined ? undefined : expected ? "proven" : "broken");
    }), { numRuns: 500 });
  });

  test("callers by their addresses: all of them, some, or none", () => {
    fc.assert(fc.property(policies, pods, fc.array(prefix, { minLength: 1, maxLength: 2 }), fc.constantFrom("callers" as const, "nodes" as const), (all, pod, from, as) => {
      const addresses = unionOf(addressesOf(from));
      const each = addresses.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => reaches(all, pod, { address: first + at })));
      const some = as === "callers" ? "proven" : "undecided";
      expect(verdictOf(all, pod, { who: "callers", as, addresses })).toBe(each.includes(undefined) ? undefined : each.every(one => one) ? "proven" : each.some(one => one) ? some : "broken");
    }), { numRuns: 500 });
  });
});
