/** What the address ranges of a stack must keep among themselves, before Azure is asked. */
import { containsAddress, containsPrefix, formatAddress, overlaps, parseAddress, parsePrefix, parsePrefixes, prefixAround, type Prefix } from "../../facts/addresses";
import { FORBIDDEN_RANGES, LARGEST_POD_SUBNET_LENGTH, MODEL_FACTS, SERVICE_CIDR_LIMIT_LENGTH, SERVICE_CIDR_SMALLEST_LENGTH } from "../../facts/network-models";
import { MANAGED_SUBNET } from "../../facts/node-resource-group";
import { LARGEST_VNET_LENGTH, NO_VNET_RANGES, PRIVATE_RANGES, SHARED_RANGE } from "../../facts/ranges";
import { nearest } from "../../facts/nearest";
import { shown, type Problem } from "../problem";
import type { Sections } from "../schema";

interface Range { readonly path: string; readonly title: string; readonly prefix: Prefix }

type Network = Sections["network"];

/** None where the text is no prefix: that is said elsewhere. */
export function range(path: string, title: string, text: string): Range[] {
  const prefix = parsePrefix(text);
  return prefix ? [{ path, title, prefix }] : [];
}

/** The ranges that must be apart from each other under this model; subnets lie inside the VNet and are looked at on their own. */
function separateRanges(network: Network): Range[] {
  return [
    ...(network.vnet ? range("network.vnet.addressSpace", "the VNet", network.vnet.addressSpace) : range("network.vnet", "the VNet that AKS makes", MANAGED_SUBNET.prefix)),
    ...range("network.serviceCidr", "the service CIDR", network.serviceCidr),
    ...(MODEL_FACTS[network.model].podsFrom === "pod CIDR" ? range("network.podCidr", "the pod CIDR", network.podCidr) : []),
  ];
}

/** Every pair of ranges that meet, told at the later one. */
export function overlapProblems(ranges: readonly Range[], source = "azure-aks-docs, concepts-network-ip-address-planning.md"): Problem[] {
  return ranges.flatMap((a, i) => ranges.slice(0, i).filter(b => overlaps(a.prefix, b.prefix)).map(b => (
    { path: a.path, found: shown(a.prefix.text), allowed: `a range apart from ${b.title}, ${b.prefix.text}`, source }
  )));
}

/** The range is one that a VNet, or the pods of an overlay, may have at all. */
function kindProblems(network: Network): Problem[] {
  const vnet = network.vnet && parsePrefix(network.vnet.addressSpace);
  const pods = MODEL_FACTS[network.model].podsFrom === "pod CIDR" ? parsePrefix(network.podCidr) : undefined;
  const problems: Problem[] = [];
  const taken = vnet && parsePrefixes(NO_VNET_RANGES).find(other => overlaps(vnet, other));
  if (vnet && taken) problems.push({ path: "network.vnet.addressSpace", found: shown(vnet.text), allowed: `a range apart from ${taken.text}, which no VNet may have`, source: "azure-docs, virtual-networks-faq.md" });
  if (vnet && vnet.length < LARGEST_VNET_LENGTH) problems.push({ path: "network.vnet.addressSpace", found: shown(vnet.text), allowed: `a /${LARGEST_VNET_LENGTH} or smaller`, nearest: prefixAround(vnet.first, LARGEST_VNET_LENGTH).text, source: "azure-aks-docs, concepts-network-ip-address-planning.md" });
  const own = [...PRIVATE_RANGES, SHARED_RANGE];
  if (pods && !parsePrefixes(own).some(other => containsPrefix(other, pods))) problems.push({ path: "network.podCidr", found: shown(pods.text), allowed: `a range inside ${own.join(", ")}`, source: "azure-aks-docs, concepts-network-azure-cni-overlay.md" });
  return problems;
}

const forbidden = (ranges: readonly Range[]): Problem[] => ranges.flatMap(({ path, prefix }) =>
  parsePrefixes(FORBIDDEN_RANGES).filter(other => overlaps(prefix, other)).map(other => (
    { path, found: shown(prefix.text), allowed: `a range apart from ${other.text}, which AKS keeps`, source: "azure-aks-docs, concepts-network-cni-overview.md" }
  )));

function subnetProblems(network: Network): Problem[] {
  const vnet = network.vnet && parsePrefix(network.vnet.addressSpace);
  if (!network.vnet || !vnet) return [];
  const { aks, services, pods, endpoints, privateLink } = network.vnet.subnets;
  const general = [
    ...range("network.vnet.subnets.aks", "the AKS subnet", aks), ...range("network.vnet.subnets.services", "the Services subnet", services),
    ...range("network.vnet.subnets.pods", "the pods' subnet", pods ?? ""), ...range("network.vnet.subnets.privateLink", "the private link subnet", privateLink ?? ""),
  ];
  const subnets = [...general, ...range("network.vnet.subnets.endpoints", "the endpoints subnet", endpoints ?? "")];
  const outside = subnets.filter(subnet => !containsPrefix(vnet, subnet.prefix))
    .map(({ path, prefix }): Problem => ({
      path, found: shown(prefix.text), allowed: `a prefix inside the VNet, ${vnet.text}`,
      ...(prefix.length >= vnet.length && { nearest: prefixAround(vnet.first, prefix.length).text }),
    }));
  // How small the endpoints' subnet may be depends on what is private: private-access.ts.
  const small = general.filter(({ prefix }) => prefix.length > 29)
    .map(({ path, prefix }): Problem => ({ path, found: shown(prefix.text), allowed: "a subnet of at least 8 addresses", nearest: prefixAround(prefix.first, 29).text, source: "azure-docs, virtual-networks-faq.md" }));
  return [...outside, ...small, ...overlapProblems(subnets)];
}

function serviceRangeProblems(network: Network): Problem[] {
  const service = parsePrefix(network.serviceCidr);
  const dns = parseAddress(network.dnsServiceIp);
  if (!service || dns === undefined) return [];
  const problems: Problem[] = [];
  if (service.length <= SERVICE_CIDR_LIMIT_LENGTH) problems.push({
    path: "network.serviceCidr", found: shown(service.text), allowed: `a prefix smaller than /${SERVICE_CIDR_LIMIT_LENGTH}`,
    nearest: prefixAround(service.first, SERVICE_CIDR_LIMIT_LENGTH + 1).text, source: "azure-aks-docs, concepts-network-ip-address-planning.md",
  });
  if (service.length > SERVICE_CIDR_SMALLEST_LENGTH) return [...problems, {
    path: "network.serviceCidr", found: shown(service.text), allowed: `a /${SERVICE_CIDR_SMALLEST_LENGTH} or larger: the API and the DNS take two addresses of it`, nearest: prefixAround(service.first, SERVICE_CIDR_SMALLEST_LENGTH).text,
  }];
  const usable = containsAddress(service, dns) && dns > service.first + 1 && dns < service.last;
  if (!usable) problems.push({
    path: "network.dnsServiceIp", found: shown(network.dnsServiceIp),
    allowed: `an address inside the service CIDR, ${service.text}, but not one of its first two or its last (the first serves kubernetes.default)`,
    nearest: formatAddress(service.first + 10), source: "azure-aks-docs, concepts-network-ip-address-planning.md",
  });
  return problems;
}

/** The pods' subnet is there for the one model that needs it, and no wider than Azure allocates from. */
function podSubnetProblems({ model, vnet }: Network): Problem[] {
  const path = "network.vnet.subnets.pods", { source } = MODEL_FACTS["azure-cni-pod-subnet"];
  const pods = vnet?.subnets.pods;
  if (model !== "azure-cni-pod-subnet") return pods === undefined ? [] : [{ path, found: shown(pods), allowed: `no subnet for pods with ${model}; azure-cni-pod-subnet gives them one`, source }];
  if (!vnet) return [{ path: "network.vnet", found: "nothing", allowed: "a VNet of our own with azure-cni-pod-subnet, with a subnet for pods in it", source }];
  if (pods === undefined) return [{ path, found: "nothing", allowed: "a prefix, which azure-cni-pod-subnet requires", source }];
  const prefix = parsePrefix(pods);
  return prefix && prefix.length < LARGEST_POD_SUBNET_LENGTH ? [{
    path, found: shown(pods), allowed: `a /${LARGEST_POD_SUBNET_LENGTH} or smaller: dynamic allocation takes no more`, nearest: prefixAround(prefix.first, LARGEST_POD_SUBNET_LENGTH).text, source,
  }] : [];
}

function modelProblems(network: Network): Problem[] {
  const model = MODEL_FACTS[network.model];
  const problems: Problem[] = [];
  if (network.model === "kubenet" && network.vnet) problems.push({
    path: "network.vnet", found: "a VNet of our own", allowed: "no vnet with kubenet: in basic networking AKS owns the VNet; choose azure-cni-overlay for a VNet of your own",
  });
  if (!model.policyEngines.includes(network.policyEngine)) problems.push({
    path: "network.policyEngine", found: shown(network.policyEngine), allowed: `${model.policyEngines.join(", ")} with ${network.model}`,
    nearest: nearest(network.policyEngine, model.policyEngines) ?? "calico", source: model.source,
  });
  return problems;
}

export function networkProblems(network: Network): readonly Problem[] {
  const ranges = separateRanges(network);
  return [...modelProblems(network), ...podSubnetProblems(network), ...overlapProblems(ranges), ...forbidden(ranges), ...kindProblems(network), ...subnetProblems(network), ...serviceRangeProblems(network)];
}
