/** The private link service that a Service's annotations ask for, and whether the cloud controller and Azure would make it. */
import { ANNOTATIONS } from "../../facts/load-balancer";
import { defaultPrivateLinkName, EVERY_SUBSCRIPTION, NAT_ADDRESSES, PRIVATE_LINK_ANNOTATIONS } from "../../facts/private-link-service";
import type { PlanObject } from "../model/plan";
import { isOpen, textAt } from "../model/read";
import type { ClusterSummary, Hop, NodePool } from "../model/results";
import { subnetOfName, type SubnetPlace } from "./front-ends";
import type { ServiceFacts } from "./services";
import type { DeclaredSubnet } from "./subnets";

export interface PrivateLink {
  readonly name: string;
  /** Group that it lies in; absent for the managed one. */
  readonly resourceGroup?: string;
  /** Addresses that consumers' packets are translated to; absent where the annotation is not known or is no number. */
  readonly natAddresses?: number;
  /** True where a PROXY header comes before every request. */
  readonly proxyHeader: boolean;
  readonly visibility: readonly string[];
  readonly autoApproval: readonly string[];
  /** Names of annotations that are there, but not known yet. */
  readonly open: readonly string[];
}

const UNKNOWN = "<not known>";

const words = (text: string | undefined): readonly string[] => (text ?? "").split(" ").filter(word => word !== "");

/** Undefined for a Service that asks for none; only Services of type LoadBalancer can. */
export function privateLinkOf(service: ServiceFacts): PrivateLink | undefined {
  // Annotations that are not known at all ask for no link.
  if (isOpen(service.resource.inputs, "metadata", "annotations")) return undefined;
  const { annotation } = service;
  const unknown = (name: string): boolean => isOpen(service.resource.inputs, "metadata", "annotations", name);
  const open = Object.values(PRIVATE_LINK_ANNOTATIONS).filter(unknown);
  if (service.type !== "LoadBalancer" || (annotation(PRIVATE_LINK_ANNOTATIONS.create) !== "true" && !open.includes(PRIVATE_LINK_ANNOTATIONS.create))) return undefined;
  const given = annotation(PRIVATE_LINK_ANNOTATIONS.name);
  const count = annotation(PRIVATE_LINK_ANNOTATIONS.addressCount);
  const counted = count === undefined ? NAT_ADDRESSES.byDefault : Number(count);
  return {
    name: given ?? (open.includes(PRIVATE_LINK_ANNOTATIONS.name) || service.internalSubnetOpen ? UNKNOWN : defaultPrivateLinkName(service.internalSubnet)),
    resourceGroup: annotation(PRIVATE_LINK_ANNOTATIONS.resourceGroup) ?? (open.includes(PRIVATE_LINK_ANNOTATIONS.resourceGroup) ? UNKNOWN : undefined),
    natAddresses: open.includes(PRIVATE_LINK_ANNOTATIONS.addressCount) || !Number.isInteger(counted) ? undefined : counted,
    proxyHeader: annotation(PRIVATE_LINK_ANNOTATIONS.proxyProtocol) === "true",
    visibility: words(annotation(PRIVATE_LINK_ANNOTATIONS.visibility)),
    autoApproval: words(annotation(PRIVATE_LINK_ANNOTATIONS.autoApproval)),
    open,
  };
}

/** Every private link service that the Services ask for, once: Services that name the same front-end address share it. */
export function privateLinksOf(services: readonly ServiceFacts[]): readonly { readonly service: ServiceFacts; readonly link: PrivateLink }[] {
  const asking = services.flatMap(service => {
    const link = privateLinkOf(service);
    return link ? [{ service, link }] : [];
  });
  return asking.filter(({ service }, index) => service.fixedAddress === undefined || asking.findIndex(other => other.service.fixedAddress === service.fixedAddress && other.service.resource.provider === service.resource.provider) === index);
}

/** The subnet that the NAT addresses come from: the annotation's, else that of the internal front end, else the first pool's. */
export function natPlace(service: ServiceFacts, cluster: ClusterSummary | undefined, pools: readonly NodePool[], subnets: readonly DeclaredSubnet[]): SubnetPlace {
  if (!cluster) return { origin: "undecided", reason: "which cluster the Service goes to is not known" };
  const unknown = isOpen(service.resource.inputs, "metadata", "annotations", PRIVATE_LINK_ANNOTATIONS.subnet) || service.internalSubnetOpen;
  if (unknown) return { origin: "undecided", reason: "the subnet of the private link service is not known" };
  return subnetOfName(service.annotation(PRIVATE_LINK_ANNOTATIONS.subnet) ?? service.internalSubnet, cluster, pools, subnets);
}

/** Who may ask for a connection, and who gets it without consent. */
function visibleTo({ visibility, autoApproval }: PrivateLink): string {
  const seen = visibility.includes(EVERY_SUBSCRIPTION) ? "every subscription" : visibility.length > 0 ? `${visibility.length} named ${visibility.length === 1 ? "subscription" : "subscriptions"}` : "who has a role on it";
  return `visible to ${seen}; ${autoApproval.length > 0 ? `${autoApproval.length} approved in advance` : "every connection needs consent"}`;
}

export interface LinkSurroundings {
  readonly place: SubnetPlace;
  /** Name of the subnet that pods take their addresses from, where they take them from one. */
  readonly podSubnet?: string;
  /** The cluster's declaration, which decides what kind of load balancer there is. */
  readonly clusterInputs?: PlanObject;
}

/** What a private link service cannot be put before; undefined for a Standard load balancer whose back ends are network interfaces, AKS's default. */
function unfitBalancer(clusterInputs: PlanObject | undefined): string | undefined {
  const is = (text: string, ...path: readonly string[]): boolean => textAt(clusterInputs, "networkProfile", ...path)?.toLowerCase() === text;
  if (is("basic", "loadBalancerSku")) return "a Basic load balancer";
  return is("nodeip", "loadBalancerProfile", "backendPoolType") ? "a load balancer whose back ends are addresses (backendPoolType NodeIP)" : undefined;
}

/** The hop before the front end: consumers dial a private endpoint of their own, and the packet goes on from a NAT address. */
export function privateLinkHop(service: ServiceFacts, link: PrivateLink, port: number, { place, podSubnet, clusterInputs }: LinkSurroundings): Hop {
  const from = place.origin === "declared" ? { name: place.subnet.name, prefix: place.subnet.prefix?.text } : place.origin === "elsewhere" ? { name: place.name } : undefined;
  const hop = { at: "private-link", name: link.name, resource: service.resource.urn, ...(from && { addressFrom: from }), port } as const;
  const broken = (says: string): Hop => ({ ...hop, verdict: "broken", says });
  const undecided = (says: string): Hop => ({ ...hop, verdict: "undecided", says });
  const { min, max } = NAT_ADDRESSES;
  const unfit = unfitBalancer(clusterInputs);
  if (unfit !== undefined) return broken(`a private link service cannot be put before ${unfit}`);
  if (link.open.includes(PRIVATE_LINK_ANNOTATIONS.create)) return undecided("whether a private link service is asked for is not known");
  if (!service.internal && !service.internalOpen && service.annotation(ANNOTATIONS.disableFloatingIp) !== "true") return broken("the cloud controller refuses it for a public front end with floating IP");
  if (link.natAddresses !== undefined && (link.natAddresses < min || link.natAddresses > max)) return broken(`${link.natAddresses} NAT addresses: the cloud controller takes ${min} to ${max}`);
  if (link.proxyHeader && service.localTraffic) return broken("with a PROXY header and local traffic policy every probe fails: the nodes' health check takes no such header");
  if (service.localTraffic && podSubnet !== undefined && from?.name === podSubnet) return broken(`with local traffic policy its NAT addresses must come from another subnet than the pods', ${podSubnet}`);
  if (link.open.length > 0) return undecided(`${link.open.join(", ")}: not known yet`);
  if (link.natAddresses === undefined) return undecided("the number of its NAT addresses is no number");
  if (place.origin === "undecided") return undecided(place.reason);
  if (place.origin === "elsewhere") return undecided(`subnet ${place.name} is not declared in this plan`);
  const policies = place.origin === "declared" && !place.subnet.takesPrivateLink ? "; the cloud controller turns that subnet's policies for private link services off, which its declaration here would take back" : "";
  const header = link.proxyHeader ? ", and a PROXY header before every request says who they are" : "";
  return {
    ...hop, verdict: "proven",
    says: `consumers reach it by a private endpoint of their own, ${visibleTo(link)}; to the nodes they are ${link.natAddresses} ${link.natAddresses === 1 ? "address" : "addresses"} of ${from?.name ?? "the nodes' subnet"}${header}${policies}`,
  };
}
