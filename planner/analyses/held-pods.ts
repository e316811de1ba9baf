/** Pods that network policies let send nothing to a destination. What is not known, or decided by policies that are not followed, holds no pod back. */
import { addressesOf, difference, intersection } from "../../facts/address-sets";
import { POLICY_KINDS } from "../../facts/network-policies";
import { PUBLIC_ADDRESSES } from "../../facts/security-rules";
import type { ResourceGraph } from "../model/graph";
import { partsOf } from "../model/kinds";
import { once } from "../model/once";
import type { PlanResource, PlanValue } from "../model/plan";
import { countAt, isOpen, listAt, readAt, textAt, textsAt } from "../model/read";
import type { ClusterSummary } from "../model/results";
import { hiddenMaker } from "./hidden-objects";
import { NetworkPolicies, policyEngine } from "./network-policies";
import { isCustom, podMakersIn, type Workload } from "./workloads";

/** `names`: the cluster's own DNS, which is pods; `network`: an address inside or outside of the network; `internet`: public addresses. */
export interface PodPackets {
  readonly to: "names" | "network" | "internet";
  readonly port: number;
  /** One of these suffices: names are asked for by UDP, and by TCP where answers are long. */
  readonly protocols: readonly ("TCP" | "UDP")[];
}

export interface HeldPods {
  readonly workload: Workload;
  /** That choose the pods, each without a rule for the destination. */
  readonly policies: readonly PlanResource[];
}

function mayFitPort(entry: PlanValue, { port, protocols }: PodPackets): boolean {
  if (isOpen(entry) || ["port", "endPort", "protocol"].some(key => isOpen(entry, key))) return true;
  if (!protocols.some(each => each === (textAt(entry, "protocol") ?? "TCP"))) return false;
  // A port by name is the asked pod's.
  const first = countAt(entry, "port");
  return first === undefined || (first <= port && port <= (countAt(entry, "endPort") ?? first));
}

function mayFitPeer(peer: PlanValue, { to }: PodPackets): boolean {
  if (to === "names" || isOpen(peer) || isOpen(peer, "ipBlock")) return true;
  // Pods and namespaces are inside of the cluster.
  if (readAt(peer, "ipBlock").knowledge === "absent") return false;
  const cidr = textAt(peer, "ipBlock", "cidr");
  if (to === "network" || cidr === undefined || cidr.includes(":")) return true;
  return intersection(PUBLIC_ADDRESSES, difference(addressesOf([cidr]), addressesOf(textsAt(peer, "ipBlock", "except")))).length > 0;
}

function mayLetOut({ inputs }: PlanResource, packets: PodPackets): boolean {
  return isOpen(inputs, "spec", "egress") || listAt(inputs, "spec", "egress").some(rule => {
    const ports = listAt(rule, "ports"), peers = listAt(rule, "to");
    return isOpen(rule) || ((isOpen(rule, "ports") || ports.length === 0 || ports.some(each => mayFitPort(each, packets)))
      && (isOpen(rule, "to") || peers.length === 0 || peers.some(each => mayFitPeer(each, packets))));
  });
}

const egressPolicies = once((graph: ResourceGraph): NetworkPolicies => new NetworkPolicies(graph, "Egress"));

/** A mesh's policies let nothing out that a network policy holds back. */
const isOfMesh = ({ type }: PlanResource): boolean => POLICY_KINDS.some(({ group, kind, mesh }) => mesh === true && type.startsWith(`kubernetes:${group}/`) && partsOf(type).name === kind);

/** Pods with a network of their own that the plan's declarations make in a cluster. */
export const podsWithNetwork = (cluster: ClusterSummary, clusterOf: (resource: PlanResource) => ClusterSummary | undefined, graph: ResourceGraph): readonly Workload[] =>
  podMakersIn(graph).filter(each => !each.onNodeNetwork && clusterOf(each.resource) === cluster);

/**
 * Those of the pods that surely send nothing there: an engine enforces policies, some policy about egress chooses them, and none that may choose them lets packets out.
 * Source: Kubernetes, Network Policies (the two sorts of pod isolation), as of 2026-11-22.
 */
export function heldPods(pods: readonly Workload[], packets: PodPackets, cluster: ClusterSummary, graph: ResourceGraph): readonly HeldPods[] {
  const engine = policyEngine(cluster, graph.byUrn(cluster.resource)?.inputs);
  if (engine === "none" || engine === "unknown") return [];
  // What nobody sees may hold policies that let more out: policies add up.
  if (hiddenMaker(graph) !== undefined || graph.resources.some(({ type }) => type.endsWith(":NetworkPolicyPatch"))) return [];
  const all = egressPolicies(graph);
  return pods.flatMap(workload => {
    if (workload.onNodeNetwork || isCustom(workload.resource.type)) return [];
    const { policies, perhaps } = all.selecting(workload);
    if (policies.length === 0 || [...policies, ...perhaps].some(each => mayLetOut(each, packets))) return [];
    return all.otherPolicies({ workload, cluster }).every(isOfMesh) ? [{ workload, policies }] : [];
  });
}
