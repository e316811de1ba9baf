/** The Kubernetes Services of a plan, read once for all analyses. */
import { ANNOTATIONS } from "../../facts/load-balancer";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { PlanObject, PlanResource, PlanValue } from "../model/plan";
import { countAt, entriesAt, isOpen, listAt, readAt, textAt, textEntriesAt } from "../model/read";
import { isStandIn, mayBecome, standInFor } from "../model/stand-in-names";

export interface ServicePort {
  readonly name?: string;
  readonly protocol: string;
  /** Absent where it is not known. */
  readonly port?: number;
  /** A number, a port's name, or absent where it is not known. Without one the target is the port itself. */
  readonly target?: number | string;
  readonly nodePort?: number;
  readonly appProtocol?: string;
}

/** Where a type stands, when it is not known yet. */
export const UNKNOWN_TYPE = "(not known)";

export interface ServiceFacts {
  readonly resource: PlanResource;
  readonly name: string;
  /** Absent where it is not known. */
  readonly namespace?: string;
  /** `UNKNOWN_TYPE` where it is not known. */
  readonly type: string;
  readonly headless: boolean;
  readonly clusterAddress?: string;
  /** Labels that a pod must have. `absent`: the Service's end points are made by hand; `open`: not known yet. */
  readonly selector: "absent" | "open" | ReadonlyMap<string, string>;
  readonly ports: readonly ServicePort[];
  /** True where it may have ports that are not among them. */
  readonly portsOpen: boolean;
  readonly localTraffic: boolean;
  /** True where the traffic policy is there but not known. */
  readonly localOpen: boolean;
  /** Of a load balancer that another controller than Azure's makes; `UNKNOWN_TYPE` where it is not known. Its type is none that is read here. */
  readonly loadBalancerClass?: string;
  /** True where it takes IPv6 alone, or may. */
  readonly ipv6Alone: boolean;
  readonly healthCheckNodePort?: number;
  readonly internal: boolean;
  /** True where the annotation that decides it is there but its value is not known. */
  readonly internalOpen: boolean;
  /** Name of the subnet that the annotation asks for. */
  readonly internalSubnet?: string;
  /** True where the annotation is there but its value is not known. */
  readonly internalSubnetOpen: boolean;
  readonly fixedAddress?: string;
  readonly fixedAddressOpen: boolean;
  readonly annotation: (name: string) => string | undefined;
}

/** The namespace of a Kubernetes object: `default` where none is said, undefined where it is said but not known. */
export function namespaceOf(resource: PlanResource): string | undefined {
  const stated = textAt(resource.inputs, "metadata", "namespace");
  return stated ?? (isOpen(resource.inputs, "metadata", "namespace") ? undefined : "default");
}

/** The object's name as Kubernetes will know it; undefined where it is not known, or drawn on creation. What others name is compared with this one. */
export const knownName = ({ inputs }: PlanResource): string | undefined => {
  const name = textAt(inputs, "metadata", "name");
  return isStandIn(name) ? undefined : name;
};

/** The object's name to show: the logical name where Kubernetes' is not known. */
export const objectName = (resource: PlanResource): string => knownName(resource) ?? resource.name;

/** Why an object may be the one that something else names, though the plan cannot tell; undefined where it is known to be it or not to be. */
export function nameDoubt(resource: PlanResource, namespace: string, name: string): string | undefined {
  const [ownName, ownNamespace] = [knownName(resource), namespaceOf(resource)];
  if (ownNamespace !== undefined && ownNamespace !== namespace && !mayBecome(ownNamespace, namespace)) return undefined;
  if (ownName !== undefined) return ownNamespace !== namespace && ownName === name ? `the namespace of ${ownName} is not known` : undefined;
  const isDrawn = isStandIn(textAt(resource.inputs, "metadata", "name"));
  if (!isDrawn && ["name", "generateName"].some(key => readAt(resource.inputs, "metadata", key).knowledge !== "absent")) return `the name of ${resource.name} is not known`;
  return mayBecome(standInFor(resource), name) ? `${resource.name} gets its name from Pulumi` : undefined;
}

function readPort(port: PlanValue): ServicePort {
  const number = countAt(port, "port");
  const target = readAt(port, "targetPort");
  return {
    name: textAt(port, "name"),
    protocol: textAt(port, "protocol") ?? "TCP",
    port: number,
    target: target.knowledge === "absent" ? number : countAt(target.value) ?? textAt(target.value),
    // Of 0 Kubernetes thinks as of none.
    nodePort: countAt(port, "nodePort") || undefined,
    appProtocol: textAt(port, "appProtocol"),
  };
}

function readSelector(inputs: PlanObject): ServiceFacts["selector"] {
  if (isOpen(inputs, "spec", "selector")) return "open";
  if (entriesAt(inputs, "spec", "selector").some(([, value]) => isOpen(value))) return "open";
  const labels = textEntriesAt(inputs, "spec", "selector");
  return labels.size === 0 ? "absent" : labels;
}

/** One family alone, and that is IPv6 or not known. Source: Kubernetes API reference, ServiceSpec.ipFamilies and ipFamilyPolicy. */
function isIpv6Alone(inputs: PlanObject): boolean {
  if (["PreferDualStack", "RequireDualStack"].includes(textAt(inputs, "spec", "ipFamilyPolicy") ?? "")) return false;
  const families = listAt(inputs, "spec", "ipFamilies");
  return isOpen(inputs, "spec", "ipFamilies") || (families.length > 0 && families.every(each => isOpen(each) || textAt(each) === "IPv6"));
}

/** A Service by its declaration. */
export function readService(resource: PlanResource): ServiceFacts {
  const { inputs } = resource;
  const annotation = (name: string): string | undefined => textAt(inputs, "metadata", "annotations", name);
  const clusterAddress = textAt(inputs, "spec", "clusterIP");
  const internal = annotation(ANNOTATIONS.internal) === "true";
  const type = textAt(inputs, "spec", "type") ?? (isOpen(inputs, "spec", "type") ? UNKNOWN_TYPE : "ClusterIP");
  // Whatever the class, the cloud controller leaves such a Service alone. Source: Kubernetes, Service, `loadBalancerClass`, as of 2026-11-22.
  const loadBalancerClass = type === "LoadBalancer" ? textAt(inputs, "spec", "loadBalancerClass") ?? (isOpen(inputs, "spec", "loadBalancerClass") ? UNKNOWN_TYPE : undefined) : undefined;
  return {
    resource,
    name: objectName(resource),
    namespace: namespaceOf(resource),
    type: loadBalancerClass === undefined ? type : `${type} of class ${loadBalancerClass}`,
    loadBalancerClass,
    headless: clusterAddress === "None",
    clusterAddress: clusterAddress === "None" ? undefined : clusterAddress,
    selector: readSelector(inputs),
    ports: listAt(inputs, "spec", "ports").map(readPort),
    portsOpen: isOpen(inputs, "spec", "ports") || listAt(inputs, "spec", "ports").some(each => isOpen(each)),
    localTraffic: textAt(inputs, "spec", "externalTrafficPolicy") === "Local",
    localOpen: isOpen(inputs, "spec", "externalTrafficPolicy"),
    ipv6Alone: isIpv6Alone(inputs),
    healthCheckNodePort: countAt(inputs, "spec", "healthCheckNodePort"),
    internal,
    internalOpen: isOpen(inputs, "metadata", "annotations", ANNOTATIONS.internal),
    internalSubnet: internal ? annotation(ANNOTATIONS.internalSubnet) : undefined,
    internalSubnetOpen: internal && isOpen(inputs, "metadata", "annotations", ANNOTATIONS.internalSubnet),
    fixedAddress: annotation(ANNOTATIONS.ipv4) ?? textAt(inputs, "spec", "loadBalancerIP"),
    fixedAddressOpen: isOpen(inputs, "metadata", "annotations", ANNOTATIONS.ipv4) || (annotation(ANNOTATIONS.ipv4) === undefined && isOpen(inputs, "spec", "loadBalancerIP")),
    annotation,
  };
}

export function servicesIn(graph: ResourceGraph): readonly ServiceFacts[] {
  return graph.where(KINDS.service).map(readService);
}
