/** What is in the cluster: its own parts, and by namespace what the plan declares and what follows from it. */
import { kubernetesId } from "../../../facts/kubernetes-ids";
import { PRIVATE_LINK_ANNOTATIONS } from "../../../facts/private-link-service";
import type { ResourceGraph } from "../../model/graph";
import { KINDS, partsOf } from "../../model/kinds";
import type { Plan, PlanResource, PlanValue, PredictedResource } from "../../model/plan";
import { countAt, isOpen, listAt, readAt, textAt } from "../../model/read";
import { namespaceReferredTo } from "../../model/stand-in-names";
import { dim, line, predicted, strong, type Line } from "./line";
import { markOf, signerOf, type Signer } from "./operations";
import { treeLines, type Branch } from "./tree";

/** Label by which a namespace asks for a Pod Security Standard. */
const POD_SECURITY = "pod-security.kubernetes.io/enforce";

const isNamespace = (resource: PlanResource): boolean => resource.type === "kubernetes:core/v1:Namespace";
export const isObject = (resource: PlanResource): boolean => resource.custom && resource.type.startsWith("kubernetes:");
export const nameOf = (resource: PlanResource): string => textAt(resource.inputs, "metadata", "name") ?? resource.name;
/** Where objects are whose namespace is not known. */
const UNKNOWN_NAMESPACE = "(not known)";

/** The namespace that an object is put into, the logical name of one that Pulumi names: where it names none the provider's, else `default`. Empty for one of the whole cluster, or where that is not known, as of custom kinds. */
export function namespaceOf(object: PlanResource, graph: ResourceGraph): string {
  if (readAt(object.inputs, "metadata", "namespace").knowledge !== "absent") {
    const declared = namespaceReferredTo(object, graph);
    return declared ? nameOf(declared) : textAt(object.inputs, "metadata", "namespace") ?? UNKNOWN_NAMESPACE;
  }
  const provider = graph.providerOf(object)?.inputs;
  if (isOpen(provider, "namespace")) return UNKNOWN_NAMESPACE;
  const [namespace = "", name] = kubernetesId(object.type, { metadata: { name: "any" } }, textAt(provider, "namespace"))?.split("/") ?? [];
  return name === undefined ? "" : namespace;
}

/** The kind as Kubernetes knows it: a custom resource's own, not the wrapper's. A patch is none of the kind that it changes. */
export function kindNameOf({ type, inputs }: PlanResource): string {
  const { name } = partsOf(type);
  const kind = textAt(inputs, "kind") ?? name;
  return name === `${kind}Patch` ? name : kind;
}

/** How many, in words: under an autoscaler its bounds. */
function podsOf({ count, properties }: PredictedResource): string {
  const [least, most] = [countAt(properties, "minPods"), countAt(properties, "maxPods")];
  if (least === undefined && most === undefined) return count === 1 ? "1 pod" : `${count ?? "?"} pods`;
  return least === most && least === 1 ? "1 pod" : least === most ? `${least ?? "?"} pods` : `${least ?? "?"} to ${most ?? "?"} pods`;
}

function workloadBranch(workload: PlanResource, plan: Plan, signer: Signer): Branch {
  const following = plan.predicted.filter(each => each.because.includes(workload.urn));
  const set = following.find(each => each.type === "apps/v1/ReplicaSet");
  const pods = following.find(each => each.type === "v1/Pod");
  const containers = listAt(pods?.properties, "containers").flatMap(name => textAt(name) ?? []);
  return {
    sign: signer(workload.op),
    label: kindNameOf(workload).toLowerCase(),
    name: line(
      strong(nameOf(workload)),
      ...(set ? [dim(" → replica set "), predicted(set.name)] : []),
      ...(pods ? [dim(" → "), predicted(podsOf(pods)), dim(` of ${containers.join(" + ")}`)] : []),
    ),
  };
}

/** A target port in words; a named one with its number, where the port chain has found it. */
function target(service: PlanResource, port: PlanValue, plan: Plan): string {
  const written = shown(port, "targetPort");
  const chain = plan.analyses.portChains.find(each => each.service === service.urn && each.hops.find(hop => hop.at === "service")?.port === readAt(port, "port").value);
  const number = chain?.hops.find(hop => hop.at === "pod")?.port;
  return number === undefined || String(number) === written ? written : written === "?" ? String(number) : `${written} (${number})`;
}

function serviceBranch(service: PlanResource, plan: Plan, signer: Signer): Branch {
  const internal = textAt(service.inputs, "metadata", "annotations", "service.beta.kubernetes.io/azure-load-balancer-internal") === "true";
  const type = textAt(service.inputs, "spec", "type") ?? (service.op === "read" ? "type not known" : "ClusterIP");
  const linked = textAt(service.inputs, "metadata", "annotations", PRIVATE_LINK_ANNOTATIONS.create) === "true";
  const kind = type === "LoadBalancer" ? `LoadBalancer, ${internal ? "internal" : "public"}${linked ? ", private link" : ""}` : type;
  if (type === "ExternalName") return {
    sign: signer(service.op), label: "service", name: line(strong(nameOf(service))),
    details: [line(`ExternalName, stands for ${textAt(service.inputs, "spec", "externalName") ?? "a name that is not known"}`), line(dim("pods alone find it; no port and no pod behind it"))],
  };
  const ports = listAt(service.inputs, "spec", "ports").map(port => `${shown(port, "port")} → ${target(service, port, plan)}`);
  return { sign: signer(service.op), label: "service", name: line(strong(nameOf(service))), details: [kind, ...ports].map(text => line(text)) };
}

const shown = (port: PlanValue, key: string): string => {
  const { value } = readAt(port, key);
  return typeof value === "number" || typeof value === "string" ? String(value) : "?";
};

/** Workloads and services of a namespace that have a line each; the rest is counted. */
const MOST_ALIKE = 5;

function shortened(resources: readonly PlanResource[], what: string, signer: Signer, branch: (resource: PlanResource) => Branch): readonly Branch[] {
  const more = resources.length - MOST_ALIKE;
  return more <= 1 ? resources.map(branch) : [...resources.slice(0, MOST_ALIKE).map(branch), { sign: signer("same"), label: "", name: line(dim(`… and ${more} more ${what}`)) }];
}

/** The rest, by kind: they matter, but not one by one. */
function otherBranches(others: readonly PlanResource[], signer: Signer): readonly Branch[] {
  const counts = new Map<string, number>();
  for (const each of others) {
    const mark = signer(each.op) && markOf(each.op)?.text;
    const text = `${mark === undefined ? "" : `${mark} `}${kindNameOf(each)}`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts.size === 0 ? [] : [{ sign: signer("same"), label: "also", details: [...counts].map(([kind, count]) => line(count > 1 ? `${kind} ×${count}` : kind)) }];
}

function systemLines(plan: Plan, signer: Signer): readonly Branch[] {
  const parts = plan.predicted.filter(each => textAt(each.properties, "where") !== undefined);
  const places = new Map<string, string[]>();
  for (const { name, properties } of parts) {
    const place = textAt(properties, "where") ?? "";
    const address = textAt(properties, "address");
    const [fewest, most] = [countAt(properties, "minPods"), countAt(properties, "maxPods")];
    const pods = fewest === undefined || most === undefined ? "" : ` (${fewest} to ${most} pods)`;
    places.set(place, [...(places.get(place) ?? []), `${name.replace(/-<.*>$/, "")}${address === undefined ? "" : ` at ${address}`}${pods}`]);
  }
  return [...places].map(([label, names]) => ({ sign: signer("same"), label, details: [...new Set(names)].map(name => line(predicted(name))) }));
}

export function clusterObjectLines(plan: Plan, graph: ResourceGraph): readonly Line[] {
  const signer = signerOf(plan);
  const objects = plan.resources.filter(isObject);
  const namespaces = new Map<string, PlanResource[]>(objects.filter(isNamespace).map(each => [nameOf(each), []]));
  for (const object of objects.filter(each => !isNamespace(each))) {
    const namespace = namespaceOf(object, graph);
    namespaces.set(namespace, [...(namespaces.get(namespace) ?? []), object]);
  }
  const branches = [...namespaces].map(([name, members]): Branch => {
    const own = objects.find(each => isNamespace(each) && nameOf(each) === name);
    const security = textAt(own?.inputs, "metadata", "labels", POD_SECURITY);
    const workloads = members.filter(each => KINDS.workload(each.type));
    const services = members.filter(each => KINDS.service(each.type));
    return {
      sign: signer(own?.op ?? "same"),
      ...(name === "" ? { label: "cluster-wide", name: [] } : { label: "namespace", name: line(strong(name)) }),
      details: security === undefined ? [] : [line(dim(`pod security ${security}`))],
      branches: [
        ...shortened(workloads, "workloads", signer, each => workloadBranch(each, plan, signer)),
        ...shortened(services, "services", signer, each => serviceBranch(each, plan, signer)),
        ...otherBranches(members.filter(each => !KINDS.workload(each.type) && !KINDS.service(each.type)), signer),
      ],
    };
  });
  const system = systemLines(plan, signer);
  return branches.length + system.length === 0 ? [] : [line(strong("In the cluster")), ...treeLines([...system, ...branches])];
}
