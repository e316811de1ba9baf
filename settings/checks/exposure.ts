/** What the way in to the sorting service must keep with the network, its ports and its callers. */
import { containsAddress, containsPrefix, formatAddress, parseAddress, parsePrefix, parsePrefixes, smallestSubnetLength, usableIn, usableRange } from "../../facts/addresses";
import { serviceNames } from "../../facts/kubernetes-parts";
import { nameProblem } from "../../facts/naming";
import { EVERY_SUBSCRIPTION, PRIVATE_LINK_SOURCE } from "../../facts/private-link-service";
import { shown, type Problem } from "../problem";
import type { Sections } from "../schema";

type Sorting = Sections["apps"]["sorting"];
type Network = Sections["network"];
type PrivateLink = Extract<Sorting["exposure"], { readonly kind: "private-link" }>;

const AT = "apps.sorting.exposure";
const KUBERNETES = "Kubernetes, Service";

/** A fixed front end lies in the Services subnet, at an address that Azure does not keep. @param path of the setting */
export function addressProblems(path: string, text: string | undefined, network: Network): Problem[] {
  if (text === undefined) return [];
  if (!network.vnet) return [{ path, found: shown(text), allowed: "no fixed address where AKS owns the VNet: its subnets are not ours to plan" }];
  const subnet = parsePrefix(network.vnet.subnets.services);
  const address = parseAddress(text);
  const range = subnet && usableRange(subnet);
  if (!subnet || !range || address === undefined) return [];
  const usable = containsAddress(subnet, address) && address >= range.first && address <= range.last;
  return usable ? [] : [{
    path, found: shown(text), allowed: `a free address of the Services subnet ${subnet.text}: ${formatAddress(range.first)} to ${formatAddress(range.last)}`,
    nearest: formatAddress(Math.min(Math.max(address, range.first), range.last)), source: "azure-aks-docs, internal-lb.md",
  }];
}

/** Who may ask for a connection, and who needs no consent for it. */
function subscriptionProblems({ visibility, autoApproval }: PrivateLink): Problem[] {
  const all = visibility.includes(EVERY_SUBSCRIPTION);
  if (all && visibility.length > 1) return [{ path: `${AT}.visibility`, found: shown(visibility), allowed: `"${EVERY_SUBSCRIPTION}" alone, or subscriptions without it`, nearest: `["${EVERY_SUBSCRIPTION}"]`, source: PRIVATE_LINK_SOURCE }];
  if (all || visibility.length === 0) return [];
  const seeing = visibility.map(each => each.toLowerCase());
  return autoApproval.flatMap((each, index) => (seeing.includes(each.toLowerCase()) ? [] : [{
    path: `${AT}.autoApproval[${index}]`, found: shown(each), allowed: "a subscription of visibility: another does not see the private link service",
  }]));
}

/** A PROXY header must find somebody who reads it, and the nodes' health check (kube-proxy's, or Cilium's) does not. */
function proxyProtocolProblems({ exposure, ports, externalTrafficPolicy }: Sorting): Problem[] {
  if (exposure.kind !== "private-link" || !exposure.proxyProtocol) return [];
  const problems: Problem[] = [];
  if (externalTrafficPolicy === "Local") problems.push({
    path: "apps.sorting.externalTrafficPolicy", found: "\"Local\" with proxyProtocol", nearest: "Cluster", source: PRIVATE_LINK_SOURCE,
    allowed: "Cluster with proxyProtocol: with Local the load balancer probes the nodes' health check, which takes no PROXY header, and every probe fails",
  });
  if (ports.pod === ports.container) problems.push({
    path: `${AT}.proxyProtocol`, found: "true without a port mapper", nearest: "false", source: PRIVATE_LINK_SOURCE,
    allowed: "false, or another ports.pod than ports.container: the port mapper between them reads the PROXY header, the container knows none",
  });
  return problems;
}

function natSubnetProblems({ exposure, allowedSources }: Sorting, network: Network): Problem[] {
  if (exposure.kind !== "private-link") return [];
  if (!network.vnet) return [{
    path: `${AT}.kind`, found: "\"private-link\" in the VNet that AKS makes", nearest: "internal", source: PRIVATE_LINK_SOURCE,
    allowed: "private-link with network.vnet alone: its NAT addresses need a subnet with network policies for private link services off, and that of AKS is not ours to change",
  }];
  const { services, privateLink } = network.vnet.subnets;
  const path = `network.vnet.subnets.${privateLink === undefined ? "services" : "privateLink"}`;
  const subnet = parsePrefix(privateLink ?? services);
  if (!subnet) return [];
  // In the Services subnet the front end takes one more.
  const needed = exposure.natAddresses + (privateLink === undefined ? 1 : 0);
  const small: Problem[] = usableIn(subnet) >= needed ? [] : [{
    path, found: shown(subnet.text), allowed: `a subnet with room for ${needed} addresses: ${exposure.natAddresses} for the private link service${privateLink === undefined ? " and the front end's" : ""}`,
    nearest: `a /${smallestSubnetLength(needed)}`, source: "azure-docs, private-link/private-link-service-overview.md",
  }];
  const open = allowedSources === undefined || parsePrefixes(allowedSources).some(source => containsPrefix(source, subnet));
  return open ? small : [...small, {
    path: "apps.sorting.allowedSources", found: shown(allowedSources), nearest: shown([...allowedSources, subnet.text]), source: "azure-docs, private-link/private-link-service-overview.md",
    allowed: `a source that holds ${subnet.text}: what comes over the private link comes from there, whoever the consumer is`,
  }];
}

/** Settings that only have a meaning where packets come from outside the cluster. */
function insideProblems({ exposure, externalTrafficPolicy, allowedSources }: Sorting): Problem[] {
  if (exposure.kind !== "cluster-ip" && exposure.kind !== "external-name") return [];
  const problems: Problem[] = [];
  if (externalTrafficPolicy === "Local") problems.push({
    path: "apps.sorting.externalTrafficPolicy", found: `"Local" with ${exposure.kind}`, nearest: "Cluster", source: KUBERNETES,
    allowed: `Cluster, or none, with ${exposure.kind}: nothing comes from outside; Kubernetes knows the policy for LoadBalancer and NodePort alone`,
  });
  if (allowedSources) problems.push({
    path: "apps.sorting.allowedSources", found: shown(allowedSources), source: KUBERNETES,
    allowed: exposure.kind === "cluster-ip" ? "none with cluster-ip: its callers are pods of the cluster, which a prefix does not tell apart" : "none with external-name: the service runs elsewhere, and what may call it is decided there",
  });
  return problems;
}

/** With a node port nothing on the way tells callers apart but our own security group, or a network policy that sees the caller's own address. */
function nodePortProblems({ exposure, externalTrafficPolicy, allowedSources }: Sorting, network: Network): Problem[] {
  const enforced = network.vnet !== undefined || (externalTrafficPolicy === "Local" && network.policyEngine !== "none");
  if (exposure.kind !== "node-port" || !allowedSources || enforced) return [];
  return [{
    path: "apps.sorting.allowedSources", found: shown(allowedSources), source: "Kubernetes, Service, loadBalancerSourceRanges",
    allowed: "none with node-port where AKS owns the VNet, unless externalTrafficPolicy is Local and a policy engine is chosen: nothing else would hold callers back",
  }];
}

function nameProblems(exposure: Sorting["exposure"], namespace: string | undefined): Problem[] {
  if (exposure.kind === "private-link" && exposure.name !== undefined) {
    const problem = nameProblem("privateLinkService", exposure.name);
    return problem === undefined ? [] : [{ path: `${AT}.name`, found: shown(exposure.name), allowed: problem }];
  }
  const own: readonly string[] = namespace === undefined ? [] : serviceNames("sorting", namespace);
  return exposure.kind === "external-name" && own.includes(exposure.host) ? [{
    path: `${AT}.host`, found: shown(exposure.host), allowed: "another name than the Service's own, which would stand for itself", source: KUBERNETES,
  }] : [];
}

/** @param namespace where the Service will be, if that is known */
export function exposureProblems(sorting: Sorting, network: Network, namespace?: string): readonly Problem[] {
  const { exposure } = sorting;
  return [
    ...addressProblems(`${AT}.address`, exposure.kind === "internal" || exposure.kind === "private-link" ? exposure.address : undefined, network), ...nameProblems(exposure, namespace),
    ...(exposure.kind === "private-link" ? subscriptionProblems(exposure) : []),
    ...proxyProtocolProblems(sorting), ...natSubnetProblems(sorting, network), ...insideProblems(sorting), ...nodePortProblems(sorting, network),
  ];
}
