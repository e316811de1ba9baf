/** What network policies let through to the pods of a workload: the last gate of a chain, where the cluster has an engine that enforces them. */
import { addressesOf, addressText, difference, intersection, isWithin, unionOf, type AddressSet } from "../../facts/address-sets";
import { NAMESPACE_NAME_LABEL, POLICY_KINDS } from "../../facts/network-policies";
import type { ResourceGraph } from "../model/graph";
import { KINDS, partsOf } from "../model/kinds";
import type { PlanObject, PlanResource, PlanValue } from "../model/plan";
import { countAt, holdsOpen, isOpen, listAt, readAt, textAt, textEntriesAt, textsAt } from "../model/read";
import type { ClusterSummary, Hop } from "../model/results";
import { selectorMatches, type Match, type PodLabels } from "./label-selector";
import { sameCluster } from "./placement";
import { isAutomatic } from "./pools";
import { namespaceOf, objectName } from "./services";
import { broken, proven, undecided, type Judgement } from "./verdict";
import type { Workload } from "./workloads";

/** Who the pod sees as the caller. */
export interface Visitors {
  readonly who: string;
  /** `callers`: from outside, with their own address; `nodes`: what nodes send on with theirs; `pods`: pods that call directly. */
  readonly as: "callers" | "nodes" | "pods";
  /** Absent where they are not known. */
  readonly addresses?: AddressSet;
  /** True of callers that the Service names: all of them should come in. */
  readonly declared?: boolean;
  /** Whom pods on the node that a packet came to see instead, where the engine judges before the node puts its own address there. */
  readonly before?: readonly Visitors[];
  /** Of pods that are known by more than that they are some: their labels and namespace. */
  readonly pods?: { readonly namespace: string; readonly labels: PodLabels };
}

export interface PolicyWay {
  readonly workload: Workload;
  /** Absent where the plan has none, or it is not known which. */
  readonly cluster?: ClusterSummary;
  readonly visitors: readonly Visitors[];
  readonly port: number;
  readonly protocol: string;
}

type Engine = "none" | "azure" | "calico" | "cilium" | "unknown";

/** Cilium's data plane enforces policies whatever is said of an engine, and AKS Automatic has it. Sources: azure-aks-docs, azure-cni-powered-by-cilium.md, intro-aks-automatic.md. */
export function policyEngine({ networkPolicy, serviceProxy, network }: ClusterSummary, inputs: PlanObject | undefined): Engine {
  if (network === "own-cni" || isOpen(inputs, "networkProfile", "networkPolicy")) return "unknown";
  if (serviceProxy === "cilium") return "cilium";
  const named = networkPolicy?.toLowerCase() ?? "none";
  const automatic = isAutomatic(inputs);
  if (named === "none" && (isOpen(inputs, "networkProfile", "networkDataplane") || automatic === "open")) return "unknown";
  if (networkPolicy === undefined && automatic === "yes") return "cilium";
  return named === "none" || named === "azure" || named === "calico" || named === "cilium" ? named : "unknown";
}

/** How far the visitors are let in by a part of a policy. */
type Admission = { readonly kind: "all" | "none" } | { readonly kind: "part" | "open"; readonly says: string; readonly addresses?: AddressSet };
const NONE: Admission = { kind: "none" };
const ALL: Admission = { kind: "all" };

function blockAdmits(block: PlanValue, { as, addresses, who }: Visitors, engine: Engine): Admission {
  // Cilium knows pods and nodes by what they are, not by address.
  if (engine === "cilium" && as === "pods") return NONE;
  const cidr = textAt(block, "cidr");
  const except = listAt(block, "except");
  if (cidr === undefined || addresses === undefined || textsAt(block, "except").length < except.length) return { kind: "open", says: `whether an ipBlock holds ${who} is not known` };
  if (cidr.includes(":")) return NONE;
  const admitted = intersection(addresses, difference(addressesOf([cidr]), addressesOf(textsAt(block, "except"))));
  if (admitted.length === 0) return NONE;
  if (engine === "cilium" && as === "nodes") return { kind: "open", says: "under Cilium an ipBlock stands for no node, and what nodes send on is let in where it is a pod's own node that took it alone" };
  return isWithin(addresses, admitted) ? ALL : { kind: "part", says: addressText(admitted), addresses: admitted };
}

const selected = (peer: PlanValue, key: string, labels: PodLabels): Match => (readAt(peer, key).knowledge === "absent" ? "yes" : selectorMatches({ peer }, ["peer", key], labels));

function peerAdmits(peer: PlanValue, visitors: Visitors, policyNamespace: string | undefined, engine: Engine): Admission {
  if (isOpen(peer) || isOpen(peer, "ipBlock")) return { kind: "open", says: "whom it lets in is not known" };
  if (readAt(peer, "ipBlock").knowledge !== "absent") return blockAdmits(readAt(peer, "ipBlock").value ?? null, visitors, engine);
  if (visitors.as !== "pods") return NONE;
  const everywhere = readAt(peer, "namespaceSelector").knowledge !== "absent";
  if (!visitors.pods) {
    const anyPod = ["podSelector", "namespaceSelector"].every(key => textEntriesAt(peer, key, "matchLabels").size === 0 && listAt(peer, key, "matchExpressions").length === 0 && !isOpen(peer, key));
    return anyPod && everywhere ? ALL : { kind: "part", says: everywhere ? "the pods that it selects" : "pods of its own namespace" };
  }
  const { namespace, labels } = visitors.pods;
  const here: Match = everywhere ? selected(peer, "namespaceSelector", { labels: new Map([[NAMESPACE_NAME_LABEL, namespace]]), labelsOpen: true }) : policyNamespace === undefined ? "open" : policyNamespace === namespace ? "yes" : "no";
  const fits = [here, selected(peer, "podSelector", labels)];
  return fits.includes("no") ? NONE : fits.includes("open") ? { kind: "open", says: `whether its selectors choose ${visitors.who} is not known` } : ALL;
}

/** Whether a rule is for the pod's port: `says` where that is open. */
function portFit(rule: PlanValue, { workload, port, protocol }: PolicyWay): { readonly match: Match; readonly says?: string } {
  if (isOpen(rule) || isOpen(rule, "ports")) return { match: "open", says: "for which ports it is, is not known" };
  const entries = listAt(rule, "ports");
  if (entries.length === 0) return { match: "yes" };
  const fits = entries.map((entry): { readonly match: Match; readonly says?: string } => {
    if (isOpen(entry) || isOpen(entry, "port") || isOpen(entry, "endPort") || isOpen(entry, "protocol")) return { match: "open", says: "for which ports it is, is not known" };
    if ((textAt(entry, "protocol") ?? "TCP") !== protocol) return { match: "no" };
    const name = textAt(entry, "port");
    const number = countAt(entry, "port");
    if (name !== undefined) {
      const owner = workload.containers.find(container => container.ports.some(each => each.name === name && each.protocol === protocol && each.port === port));
      if (!owner) return { match: "no" };
      return owner.sidecar ? { match: "open", says: `it names port "${name}" of sidecar ${owner.name}: not every engine resolves that, say ${port}` } : { match: "yes" };
    }
    if (number === undefined) return { match: "yes" };
    return { match: number <= port && port <= (countAt(entry, "endPort") ?? number) ? "yes" : "no" };
  });
  return fits.find(({ match }) => match === "yes") ?? fits.find(({ match }) => match === "open") ?? { match: "no" };
}

function policyAdmits({ inputs }: PlanResource, visitors: Visitors, way: PolicyWay, engine: Engine): readonly Admission[] {
  if (isOpen(inputs, "spec", "ingress")) return [{ kind: "open", says: "its rules are not known" }];
  const namespace = textAt(inputs, "metadata", "namespace") ?? way.workload.namespace;
  return listAt(inputs, "spec", "ingress").flatMap((rule): readonly Admission[] => {
    const { match, says } = portFit(rule, way);
    if (match === "no") return [];
    if (isOpen(rule, "from")) return [{ kind: "open", says: "whom it lets in is not known" }];
    const peers = listAt(rule, "from");
    const admitted = peers.length === 0 ? [ALL] : peers.map(peer => peerAdmits(peer, visitors, namespace, engine));
    return match === "yes" ? admitted : admitted.flatMap(each => (each.kind === "none" ? [] : [{ kind: "open", says: says ?? "" } as const]));
  });
}

/** Policies that surely choose the pods, and those that perhaps do. */
interface Selecting { readonly policies: readonly PlanResource[]; readonly perhaps: readonly PlanResource[] }

const place = (provider: string | undefined, namespace: string | undefined, label = ""): string => JSON.stringify([provider ?? "", namespace ?? "", label]);

type Direction = "Ingress" | "Egress";

/** Absent types mean ingress, which every policy decides then, and egress where it has rules for that. Source: Kubernetes API reference, NetworkPolicySpec.policyTypes. */
function decides({ inputs }: PlanResource, direction: Direction): Match {
  const types = listAt(inputs, "spec", "policyTypes");
  if (textsAt(inputs, "spec", "policyTypes").includes(direction)) return "yes";
  if (holdsOpen(inputs, "spec", "policyTypes")) return "open";
  if (types.length > 0) return "no";
  return direction === "Ingress" || listAt(inputs, "spec", "egress").length > 0 ? "yes" : isOpen(inputs, "spec", "egress") ? "open" : "no";
}

export class NetworkPolicies {
  /** By one label that they ask for; by none those that ask for none, or of which it is not known. */
  readonly #byPlace = new Map<string, PlanResource[]>();
  /** Providers of policies, or the clusters that they are for. */
  readonly #providers = new Set<string | undefined>();
  readonly #others: readonly PlanResource[];
  readonly #selecting = new Map<Workload, Selecting>();

  constructor(readonly graph: ResourceGraph, readonly direction: Direction = "Ingress") {
    for (const policy of graph.where(KINDS.networkPolicy).filter(each => decides(each, direction) !== "no")) {
      const [label] = textEntriesAt(policy.inputs, "spec", "podSelector", "matchLabels");
      const key = place(policy.provider, namespaceOf(policy), label && JSON.stringify(label));
      this.#providers.add(policy.provider);
      const there = this.#byPlace.get(key);
      if (there) there.push(policy);
      else this.#byPlace.set(key, [policy]);
    }
    this.#others = graph.where(type => POLICY_KINDS.some(({ group, kind }) => type.startsWith(`kubernetes:${group}/`) && partsOf(type).name === kind));
  }

  selecting(workload: Workload): Selecting {
    const known = this.#selecting.get(workload);
    if (known) return known;
    const providers = [...this.#providers].filter(provider => sameCluster({ provider }, workload.resource) !== "no");
    const keys = ["", ...[...workload.labels].map(label => JSON.stringify(label))];
    const near = workload.labelsOpen || workload.namespace === undefined ? [...this.#byPlace.values()].flat().filter(each => sameCluster(each, workload.resource) !== "no")
      : providers.flatMap(provider => [workload.namespace, undefined].flatMap(namespace => keys.map(label => place(provider, namespace, label)))).flatMap(key => this.#byPlace.get(key) ?? []);
    const matches = near.map(policy => {
      const [own, theirs] = [namespaceOf(policy), workload.namespace];
      if (own !== undefined && theirs !== undefined && own !== theirs) return { policy, match: "no" as const };
      const chosen = readAt(policy.inputs, "spec", "podSelector").knowledge === "absent" ? "yes" as const : selectorMatches(policy.inputs, ["spec", "podSelector"], workload);
      return { policy, match: chosen === "yes" && (own === undefined || theirs === undefined || decides(policy, this.direction) === "open" || sameCluster(policy, workload.resource) === "open") ? "open" as const : chosen };
    });
    const found = { policies: matches.filter(({ match }) => match === "yes").map(({ policy }) => policy), perhaps: matches.filter(({ match }) => match === "open").map(({ policy }) => policy) };
    this.#selecting.set(workload, found);
    return found;
  }

  /** Policies of a mesh or of an engine's own kinds that may be about the workload; what they decide is not followed. */
  otherPolicies({ workload, cluster }: Pick<PolicyWay, "workload" | "cluster">): readonly PlanResource[] {
    return this.#others.filter(policy => {
      const kind = POLICY_KINDS.find(each => each.kind === partsOf(policy.type).name && policy.type.startsWith(`kubernetes:${each.group}/`));
      if (!kind || sameCluster(policy, workload.resource) === "no" || (kind.mesh && cluster !== undefined && cluster.mesh === undefined)) return false;
      const namespace = namespaceOf(policy);
      if (!kind.everywhere && namespace !== undefined && workload.namespace !== undefined && namespace !== workload.namespace && namespace !== kind.root) return false;
      return kind.selector === undefined || readAt(policy.inputs, ...kind.selector).knowledge === "absent" || selectorMatches(policy.inputs, kind.selector, workload) !== "no";
    });
  }

  /** One hop where some policy is about the pods; none where all comes through, or nothing enforces what is declared. */
  hops(way: PolicyWay): readonly Hop[] {
    const engine = way.cluster ? policyEngine(way.cluster, this.graph.byUrn(way.cluster.resource)?.inputs) : "unknown";
    const { policies, perhaps } = engine === "none" ? { policies: [], perhaps: [] } : this.selecting(way.workload);
    const others = this.otherPolicies(way);
    const [first] = [...policies, ...perhaps, ...others];
    if (!first) return [];
    const hop = { at: "network-policy", name: [...policies, ...perhaps, ...others].map(objectName).join(", "), resource: first.urn, port: way.port } as const;
    // Source: Kubernetes, Network Policies ("NetworkPolicy behaviour for hostNetwork pods is undefined"), as of 2026-11-22.
    if (way.workload.onNodeNetwork) return [{ ...hop, ...undecided(`the pods of ${way.workload.name} use their nodes' network, or may: whether policies hold there, engines decide differently`) }];
    const judgements = [
      ...(policies.length + perhaps.length > 0 ? way.visitors.map(visitors => judge(policies, perhaps, visitors, way, engine)) : []),
      ...others.map(policy => undecided(`what ${partsOf(policy.type).name} ${objectName(policy)} lets through is not followed`)),
    ];
    const worst = judgements.find(({ verdict }) => verdict === "broken") ?? judgements.find(({ verdict }) => verdict === "undecided");
    const dropped = judgements.flatMap(judgement => judgement.dropped ?? []);
    return [{ ...hop, ...(worst ?? { verdict: "proven", says: judgements.map(({ says }) => says).join("; "), ...(dropped.length > 0 && { dropped: dropped.join("; ") }) }) }];
  }
}

function judge(policies: readonly PlanResource[], perhaps: readonly PlanResource[], visitors: Visitors, way: PolicyWay, engine: Engine): Judgement {
  const { who, as, addresses, declared = false } = visitors;
  // Sources: azure-aks-docs, migrate-from-npm-to-cilium-network-policy.md; azure-container-networking#1088.
  // kube-proxy puts the node's address there after Calico has judged, so that a pod on the node which took the packet is asked for the caller's own. Source: projectcalico/calico#1379.
  if (engine === "calico" && visitors.before) {
    const { before, ...nodes } = visitors;
    const [here, ...callers] = [nodes, ...before].map(each => judge(policies, perhaps, each, way, engine));
    const other = callers.find(({ verdict }) => verdict !== "proven");
    if (here?.verdict === "proven" && other) return undecided(`${here.says}; but a pod on the node that a packet came to sees the caller itself: ${other.says}`);
    if (here) return here;
  }
  if (engine === "azure" && as === "nodes") return proven(`Azure's engine does not hold back what comes through a load balancer or a node port with traffic policy Cluster`);
  const admissions = [...policies, ...perhaps].flatMap(policy => policyAdmits(policy, visitors, way, engine).map(admission => ({ policy: objectName(policy), admission, sure: policies.includes(policy) })));
  const full = admissions.find(({ admission, sure }) => admission.kind === "all" && sure);
  const names = policies.map(objectName).join(", ");
  if (full) return proven(`${full.policy} lets in ${who} at port ${way.port}`);
  const parts = admissions.flatMap(({ policy, admission, sure }) => (admission.kind === "part" && sure ? [{ policy, ...admission }] : []));
  const summed = unionOf(parts.flatMap(part => part.addresses ?? []));
  if (addresses && addresses.length > 0 && isWithin(addresses, summed)) return proven(`${[...new Set(parts.map(({ policy }) => policy))].join(", ")} lets in ${who} at port ${way.port}`);
  const doubt = admissions.flatMap(({ policy, admission }) => (admission.kind === "open" ? [`${policy}: ${admission.says}`] : []))[0];
  if (engine === "unknown") return undecided(`whether the cluster's network enforces ${names} is not known`);
  if (policies.length === 0) return undecided(`whether ${perhaps.map(objectName).join(", ")} is for these pods is not known`);
  if (parts.length > 0) {
    const some = `${[...new Set(parts.map(({ policy }) => policy))].join(", ")} lets in ${summed.length > 0 ? addressText(summed) : [...new Set(parts.map(({ says }) => says))].join(", ")} at port ${way.port}`;
    if (as === "nodes") return undecided(`${some}, and not all of ${who}`);
    if (!declared || !addresses) return proven(`${some}, no other of ${who}`);
    if (doubt !== undefined || admissions.some(({ sure }) => !sure)) return undecided(`${some}; ${doubt ?? `whether ${perhaps.map(objectName).join(", ")} is for these pods is not known`}`);
    return { ...proven(`${some}, no other of ${who}`), dropped: `${names} lets nobody in at port ${way.port} from ${addressText(difference(addresses, summed))}` };
  }
  if (doubt !== undefined) return undecided(doubt);
  if (admissions.some(({ sure }) => !sure)) return undecided(`whether ${perhaps.map(objectName).join(", ")} is for these pods is not known`);
  return broken(`${names} lets nobody in at port ${way.port} who comes as ${who}`);
}
