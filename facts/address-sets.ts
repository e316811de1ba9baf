/** Sets of IPv4 addresses, for asking which part of some callers a rule lets through. */
import { formatAddress, parsePrefix, prefixAround, type Prefix } from "./addresses";

/** Both ends inclusive, as unsigned 32-bit numbers. */
export interface AddressRange { readonly first: number; readonly last: number }

/** Ranges in order that neither overlap nor touch; none is the empty set. */
export type AddressSet = readonly AddressRange[];

export const EVERY_ADDRESS: AddressSet = [{ first: 0, last: 2 ** 32 - 1 }];

/** The addresses that lie in one of the ranges at least. */
export function unionOf(ranges: readonly AddressRange[]): AddressSet {
  const merged: AddressRange[] = [];
  for (const { first, last } of [...ranges].sort((a, b) => a.first - b.first)) {
    const before = merged.at(-1);
    if (before && first <= before.last + 1) merged[merged.length - 1] = { first: before.first, last: Math.max(before.last, last) };
    else merged.push({ first, last });
  }
  return merged;
}

/** The addresses of prefixes as text; what is no prefix is left out. */
export const addressesOf = (prefixes: readonly string[]): AddressSet => unionOf(prefixes.flatMap(text => parsePrefix(text) ?? []));

export function intersection(a: AddressSet, b: AddressSet): AddressSet {
  return unionOf(a.flatMap(one => b.flatMap(other => {
    const [first, last] = [Math.max(one.first, other.first), Math.min(one.last, other.last)];
    return first <= last ? [{ first, last }] : [];
  })));
}

export function difference(a: AddressSet, b: AddressSet): AddressSet {
  return b.reduce<AddressSet>((rest, cut) => rest.flatMap(({ first, last }) => [
    ...(first < cut.first ? [{ first, last: Math.min(last, cut.first - 1) }] : []),
    ...(last > cut.last ? [{ first: Math.max(first, cut.last + 1), last }] : []),
  ].filter(range => range.first <= range.last)), a);
}

/** True where all of `inner` is in `outer`; of the empty set it always is. */
export const isWithin = (inner: AddressSet, outer: AddressSet): boolean => difference(inner, outer).length === 0;

const isPrefix = ({ first, last }: AddressRange): Prefix | undefined => {
  const around = prefixAround(first, 32 - Math.floor(Math.log2(last - first + 1)));
  return around.first === first && around.last === last ? around : undefined;
};

/** Ranges that a message names. */
const MOST_RANGES = 3;

/** `10.0.0.0/8, 10.240.1.4-10.240.1.9`: prefixes where they are some, the first few. */
export function addressText(set: AddressSet): string {
  const texts = set.slice(0, MOST_RANGES).map(range => isPrefix(range)?.text ?? `${formatAddress(range.first)}-${formatAddress(range.last)}`);
  return [...texts, ...(set.length > MOST_RANGES ? ["…"] : [])].join(", ");
}
