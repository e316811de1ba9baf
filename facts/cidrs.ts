/** Ranges of both families, IPv4 and IPv6, and whether they meet. What is IPv4 alone is in addresses.ts. */
import * as ipaddr from "ipaddr.js";
import { parsePrefix } from "./addresses";

export interface Cidr {
  /** Canonical text, without host bits. */
  readonly text: string;
  readonly family: 4 | 6;
  readonly length: number;
  readonly first: bigint;
  readonly last: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;

function cidr(text: string, family: 4 | 6, bytes: readonly number[], length: number): Cidr {
  const first = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return { text, family, length, first, last: first + 2n ** BigInt(BITS[family] - length) - 1n };
}

/** `10.0.0.0/16` or `fd00::/64`; undefined where the text is neither. Host bits are taken away. */
export function parseCidr(text: string): Cidr | undefined {
  const prefix = parsePrefix(text);
  if (prefix) return cidr(prefix.text, 4, ipaddr.IPv4.parseCIDR(prefix.text)[0].toByteArray(), prefix.length);
  // A zone is a host's own affair.
  if (text.includes("%") || !ipaddr.IPv6.isValidCIDR(text)) return undefined;
  const [, length] = ipaddr.IPv6.parseCIDR(text);
  const base = ipaddr.IPv6.networkAddressFromCIDR(text);
  return cidr(`${base.toString()}/${length}`, 6, base.toByteArray(), length);
}

/** The range of one address, of either family. */
export const parseHost = (text: string): Cidr | undefined => parseCidr(`${text}/${text.includes(":") ? BITS[6] : BITS[4]}`);

/** Ranges of two families never meet. */
export const cidrsOverlap = (a: Cidr, b: Cidr): boolean => a.family === b.family && a.first <= b.last && b.first <= a.last;

/** True where `inner` lies wholly within `outer`; equal ranges contain each other. */
export const cidrContains = (outer: Cidr, inner: Cidr): boolean => outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
