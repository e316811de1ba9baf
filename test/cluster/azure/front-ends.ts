/** Where a Service's load balancer takes its address, or why Azure would give it none. */
import { containsAddress, formatAddress, parseAddress, usableRange, type Prefix } from "../../../facts/addresses";
import { prefixOf, WORLD } from "../lab/layout";
import { dnsLabel, internalSubnet, isInternal, wantedAddress } from "./annotations";
import { frontEndName, loadBalancerName } from "./names";
import { mayDo, type AzureNetwork, type Subnet } from "./network";
import { nameOf, type Service } from "./objects";
import { notImitated, Refusal, refusedByAzure } from "./refusal";

export interface FrontEnd {
  /** Of the front end's configuration; Services that share an address share it. */
  readonly name: string;
  readonly loadBalancer: string;
  readonly address: string;
  /** Of internal load balancers. */
  readonly subnet?: string;
  readonly dnsLabel?: string;
}

/** An address of the VNet that something has; pre-assigned pod addresses count, whether a pod has them or not. */
export interface TakenAddress {
  readonly address: string;
  /** Whose it is, as Azure's message should name it. */
  readonly by: string;
}

export interface FrontEndInput {
  readonly service: Service;
  readonly network: AzureNetwork;
  readonly taken: readonly TakenAddress[];
  /** The address that the Service has by now: kept while its subnet holds it. */
  readonly current?: string;
  /** Those of the other Services. */
  readonly others: readonly FrontEnd[];
}

/** Public front ends are in TEST-NET-1 (RFC 5737), which is nobody's. */
const PUBLIC_ADDRESSES: Prefix = prefixOf(WORLD.publicFrontEnds);

const DNS_LABEL = /^[a-z][a-z0-9-]{1,61}[a-z0-9]$/;

/** The subnet that the front end goes into. Azure asks for the right before it says whether there is such a subnet. */
function subnetFor({ service, network }: FrontEndInput): Subnet {
  const name = internalSubnet(service) ?? network.nodesSubnet, { virtualNetwork, subnets, identity } = network;
  const id = `${virtualNetwork.id}/subnets/${name}`;
  if (!mayDo(network, "read", id)) {
    throw refusedByAzure(403, "AuthorizationFailed", `The client '${identity}' with object id '${identity}' does not have authorization to perform action 'Microsoft.Network/virtualNetworks/subnets/read' over scope '${id}' or the scope is invalid. If access was recently granted, please refresh your credentials.`);
  }
  const subnet = subnets.find(each => each.name.toLowerCase() === name.toLowerCase());
  if (!subnet) throw new Refusal("SubnetNotFound", `ensure(${nameOf(service)}): lb(${loadBalancerName(service)}) - failed to get subnet: ${virtualNetwork.name}/${name}`);
  if (!mayDo(network, "join", id)) {
    throw refusedByAzure(403, "LinkedAuthorizationFailed", `The client '${identity}' with object id '${identity}' has permission to perform action 'Microsoft.Network/loadBalancers/write' on scope '${network.nodeResourceGroup}/providers/Microsoft.Network/loadBalancers/${loadBalancerName(service)}'; however, it does not have permission to perform action(s) 'Microsoft.Network/virtualNetworks/subnets/join/action' on the linked scope(s) '${id}' (respectively) or the linked scope(s) are invalid.`);
  }
  return subnet;
}

/** The address that is there already, otherwise the lowest free one: Azure promises only that it picks one, and this is how it is seen to. */
function pick(prefix: Prefix, current: string | undefined, taken: ReadonlySet<string>): string | undefined {
  const number = parseAddress(current ?? "");
  if (current !== undefined && number !== undefined && containsAddress(prefix, number) && !taken.has(current)) return current;
  const range = usableRange(prefix);
  for (let address = range?.first ?? 1; address <= (range?.last ?? 0); address++) if (!taken.has(formatAddress(address))) return formatAddress(address);
  return undefined;
}

/** A fixed address, as Azure checks it when the load balancer is written. */
function checkFixed(text: string, subnet: Subnet, input: FrontEndInput): void {
  const address = parseAddress(text), usable = usableRange(subnet.prefix);
  if (address === undefined) throw refusedByAzure(400, "InvalidIPAddressFormat", `IP address ${text} is not in a valid IPv4 format.`);
  if (!containsAddress(subnet.prefix, address)) throw refusedByAzure(400, "PrivateIPAddressNotInSubnet", `Private static IP address ${text} does not belong to the range of subnet prefix ${subnet.prefix.text}.`);
  if (!usable || address < usable.first || address > usable.last) {
    throw refusedByAzure(400, "PrivateIPAddressInReservedRange", `Private static IP address ${text} falls within reserved IP range of subnet prefix ${subnet.prefix.text}.`);
  }
  const holder = input.taken.find(each => each.address === text);
  if (!holder) return;
  const configuration = `${input.network.nodeResourceGroup}/providers/Microsoft.Network/loadBalancers/${loadBalancerName(input.service)}/frontendIPConfigurations/${frontEndName(input.service)}`;
  throw refusedByAzure(400, "PrivateIPAddressIsAllocated", `IP configuration ${configuration} is using the private IP address ${text} which is already allocated to resource ${holder.by}.`);
}

function internalFrontEnd(input: FrontEndInput): FrontEnd {
  const { service, taken, current, others } = input, subnet = subnetFor(input), fixed = wantedAddress(service);
  const made = { name: frontEndName(service), loadBalancer: loadBalancerName(service), subnet: subnet.name };
  if (fixed !== undefined) {
    const shared = others.find(other => other.address === fixed && other.loadBalancer === made.loadBalancer);
    if (shared) return shared;
    checkFixed(fixed, subnet, input);
    return { ...made, address: fixed };
  }
  const used = new Set([...taken, ...others].map(({ address }) => address));
  const address = pick(subnet.prefix, current, used);
  if (address === undefined) throw refusedByAzure(400, "SubnetIsFull", `Subnet ${subnet.name} with address prefix ${subnet.prefix.text} does not have enough capacity for 1 IP addresses.`);
  return { ...made, address };
}

function publicFrontEnd({ service, network, current, others }: FrontEndInput): FrontEnd {
  const label = dnsLabel(service), fixed = wantedAddress(service);
  if (fixed !== undefined && [current, ...others.map(({ address }) => address)].includes(fixed)) throw notImitated("a public address that is asked for by itself");
  if (fixed !== undefined) throw new Refusal("PublicAddressNotFound", `user supplied IP Address ${fixed} was not found in resource group ${network.nodeResourceGroup.split("/").at(-1)}`);
  if (label !== undefined && !DNS_LABEL.test(label)) throw refusedByAzure(400, "InvalidDomainNameLabel", `The domain name label ${label} is invalid. It must conform to the following regular expression: ${DNS_LABEL.source}.`);
  if (label !== undefined && others.some(other => other.dnsLabel === label)) throw refusedByAzure(400, "DnsRecordInUse", `DNS record ${label}.${network.region}.cloudapp.azure.com is already used by another public IP.`);
  const address = pick(PUBLIC_ADDRESSES, current, new Set(others.map(each => each.address)));
  if (address === undefined) throw notImitated(`more public addresses than ${PUBLIC_ADDRESSES.text} has`);
  return { name: frontEndName(service), loadBalancer: loadBalancerName(service), address, ...(label === undefined ? {} : { dnsLabel: label }) };
}

/**
 * The front end that a Service of type LoadBalancer gets.
 * @throws Refusal in Azure's words where it gets none
 */
export function frontEndFor(input: FrontEndInput): FrontEnd {
  if (input.service.spec.ipFamilies?.some(family => family !== "IPv4") === true) throw notImitated("IPv6 front ends");
  return isInternal(input.service) ? internalFrontEnd(input) : publicFrontEnd(input);
}
