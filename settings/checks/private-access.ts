/** What private access to the registry and the vault needs of the network: a VNet of our own, and a subnet with room for the endpoints. */
import { firstFree, parsePrefix, parsePrefixes, smallestSubnetLength, usableIn } from "../../facts/addresses";
import { PRIVATE_LINKS, type PrivateLinkKind } from "../../facts/private-link";
import { shown, type Problem } from "../problem";
import type { Sections } from "../schema";

type Network = Sections["network"];
type Access = Sections["registry"]["access"];

const KINDS = ["registry", "vault"] as const satisfies readonly PrivateLinkKind[];
const PATH = "network.vnet.subnets.endpoints";

/** `3 addresses (2 of the registry, 1 of the vault)`. */
function needed(kinds: readonly PrivateLinkKind[]): { readonly addresses: number; readonly text: string } {
  const addresses = kinds.reduce((sum, kind) => sum + PRIVATE_LINKS[kind].addresses, 0);
  return { addresses, text: `${addresses} ${addresses === 1 ? "address" : "addresses"} (${kinds.map(kind => `${PRIVATE_LINKS[kind].addresses} of the ${kind}`).join(", ")})` };
}

export function privateAccessProblems(network: Network, access: Readonly<Record<PrivateLinkKind, Access>>): readonly Problem[] {
  const kinds = KINDS.filter(kind => access[kind] === "private");
  if (!network.vnet) return kinds.map(kind => ({
    path: `${kind}.access`, found: `${shown("private")} without network.vnet`, allowed: "public where AKS owns the VNet: an endpoint needs a subnet of our own", nearest: "public", source: PRIVATE_LINKS[kind].source,
  }));
  const { addressSpace, subnets } = network.vnet;
  const { addresses, text } = needed(kinds);
  const [first = "vault"] = kinds;
  const { source } = PRIVATE_LINKS[first];
  if (subnets.endpoints === undefined) {
    if (kinds.length === 0) return [];
    const vnet = parsePrefix(addressSpace);
    const free = vnet && firstFree(vnet, parsePrefixes([subnets.aks, subnets.services]), smallestSubnetLength(addresses));
    return [{ path: PATH, found: "nothing", allowed: `a prefix with room for the private endpoints: ${text}`, ...(free && { nearest: free.text }), source }];
  }
  const subnet = parsePrefix(subnets.endpoints);
  if (!subnet || usableIn(subnet) >= Math.max(1, addresses)) return [];
  return [{
    path: PATH, found: `${shown(subnet.text)} with ${usableIn(subnet)} usable addresses`, allowed: kinds.length === 0 ? "a subnet of at least 8 addresses" : `room for the private endpoints: ${text}`,
    nearest: `a /${smallestSubnetLength(addresses)}`, source,
  }];
}
