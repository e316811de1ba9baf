/** IPv4 address arithmetic on top of ipaddr.js. Addresses and prefixes are compared as numbers, never as strings. */
import * as ipaddr from "ipaddr.js";

/** An IPv4 prefix, normalised: `base` has no host bits set. */
export interface Prefix {
  /** Canonical text, such as `10.240.0.0/16`. */
  readonly text: string;
  /** First address as an unsigned 32-bit number. */
  readonly first: number;
  /** Last address as an unsigned 32-bit number. */
  readonly last: number;
  /** Prefix length in bits, 0 to 32. */
  readonly length: number;
}

/** Addresses that Azure keeps for itself in every subnet: the first four and the last. Source: azure-aks-docs, concepts-network-azure-cni-overlay.md, as of 2026-08-21. */
export const AZURE_RESERVED_PER_SUBNET = 5;

const numberOf = (octets: readonly number[]): number => octets.reduce((sum, octet) => sum * 256 + octet, 0);

/** `10.0.0.4` as an unsigned number; undefined where the text is not a dotted quad of four decimal numbers. */
export function parseAddress(text: string): number | undefined {
  return ipaddr.IPv4.isValidFourPartDecimal(text) ? numberOf(ipaddr.IPv4.parse(text).octets) : undefined;
}

/** An unsigned number as dotted quad. */
export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map(shift => Math.floor(address / 2 ** shift) % 256).join(".");
}

function prefixAt(first: number, length: number): Prefix {
  return { text: `${formatAddress(first)}/${length}`, first, last: first + 2 ** (32 - length) - 1, length };
}

/** The smallest prefix of the given length that holds the address. */
export function prefixAround(address: number, length: number): Prefix {
  const size = 2 ** (32 - length);
  return prefixAt(Math.floor(address / size) * size, length);
}

/**
 * Reads `a.b.c.d/n`. Undefined where the text is not that. A prefix with host bits (`10.0.0.1/24`) is read as the prefix
 * around it: compare `text` with what was given to find such a slip.
 */
export function parsePrefix(text: string): Prefix | undefined {
  const [address = "", length = "", ...rest] = text.split("/");
  const first = parseAddress(address);
  if (first === undefined || rest.length > 0 || !/^(\d|[12]\d|3[0-2])$/.test(length)) return undefined;
  return prefixAround(first, Number(length));
}

/** Several prefixes; what is none is left out. */
export const parsePrefixes = (texts: readonly string[]): readonly Prefix[] => texts.flatMap(text => parsePrefix(text) ?? []);

/** Number of addresses in the prefix. */
export const sizeOf = (prefix: Prefix): number => 2 ** (32 - prefix.length);

/** Addresses of a subnet that resources can have: all but those that Azure reserves; never negative. */
export const usableIn = (subnet: Prefix): number => Math.max(0, sizeOf(subnet) - AZURE_RESERVED_PER_SUBNET);

export const overlaps = (a: Prefix, b: Prefix): boolean => a.first <= b.last && b.first <= a.last;

/** True where `inner` lies wholly within `outer`; equal prefixes contain each other. */
export const containsPrefix = (outer: Prefix, inner: Prefix): boolean => outer.first <= inner.first && inner.last <= outer.last;

export const containsAddress = (prefix: Prefix, address: number): boolean => prefix.first <= address && address <= prefix.last;

/** The addresses that a resource in the subnet can have, first and last; undefined where Azure reserves all. */
export function usableRange(subnet: Prefix): { readonly first: number; readonly last: number } | undefined {
  return usableIn(subnet) === 0 ? undefined : { first: subnet.first + 4, last: subnet.last - 1 };
}

/** The first prefix of the given length inside `outer` that meets none of `taken`; undefined where there is no room. */
export function firstFree(outer: Prefix, taken: readonly Prefix[], length: number): Prefix | undefined {
  const size = 2 ** (32 - length);
  let start = outer.first;
  while (length >= outer.length && start <= outer.last) {
    const candidate = prefixAround(start, length);
    const other = taken.find(each => overlaps(each, candidate));
    if (other === undefined) return candidate;
    start = Math.max(candidate.first + size, Math.floor(other.last / size) * size + size);
  }
  return undefined;
}

/** The longest prefix (fewest addresses) with at least `count` usable addresses in a subnet. Azure's smallest subnet is a /29. */
export function smallestSubnetLength(count: number): number {
  const bits = Math.ceil(Math.log2(count + AZURE_RESERVED_PER_SUBNET));
  return Math.min(29, 32 - Math.max(bits, 3));
}
