/** Against ipaddr.js and whole numbers of any length, by formulas of their own. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import * as ipaddr from "ipaddr.js";
import { addressesOf, difference, intersection, isWithin, unionOf, type AddressSet } from "../../facts/address-sets";
import { cidrContains, cidrsOverlap, parseCidr, parseHost } from "../../facts/cidrs";

const BITS = { ipv4: 32n, ipv6: 128n } as const;

/** A prefix as text, with host bits, and its ends, by masks. */
interface Written { readonly text: string; readonly kind: "ipv4" | "ipv6"; readonly length: number; readonly first: bigint; readonly last: bigint }

/** Near to one another, so that they meet often: of a few beginnings, with any bits at the end. */
function prefixes(kind: "ipv4" | "ipv6", least: number): fc.Arbitrary<Written> {
  const bits = BITS[kind], starts = kind === "ipv4" ? [0n, 10n << 24n, 0x0a80_0000n, 0xffff_ff00n] : [0n, 0xfd00n << 112n, (0xfd00n << 112n) + (1n << 64n), (1n << 128n) - 256n];
  return fc.record({ start: fc.constantFrom(...starts), more: fc.bigInt(0n, (1n << bits) - 1n), shift: fc.integer({ min: 0, max: Number(bits) }), length: fc.integer({ min: least, max: Number(bits) }) }).map(({ start, more, shift, length }) => {
    const address = start ^ (more >> BigInt(shift));
    const bytes = Array.from({ length: Number(bits / 8n) }, (_, at) => Number((address >> (bits - 8n * BigInt(at + 1))) & 255n));
    const host = (1n << (bits - BigInt(length))) - 1n;
    return { text: `${ipaddr.fromByteArray(bytes).toString()}/${length}`, kind, length, first: address & ~host, last: address | host };
  });
}

const any = fc.oneof(prefixes("ipv4", 0), prefixes("ipv6", 0));

describe("a range of either family", () => {
  test("has the beginning, the end and the length that its text says, host bits taken away", () => {
    fc.assert(fc.property(any, written => {
      const cidr = parseCidr(written.text);
      expect(cidr).toMatchObject({ family: written.kind === "ipv4" ? 4 : 6, length: written.length, first: written.first, last: written.last });
      const [base, length] = ipaddr.parseCIDR(cidr?.text ?? "");
      expect([base.kind(), length, base.toByteArray().reduce((sum, byte) => (sum << 8n) + BigInt(byte), 0n)]).toEqual([written.kind, written.length, written.first]);
    }), { numRuns: 500 });
  });

  test("meets another and holds it exactly where ipaddr.js says that one matches the other's beginning", () => {
    fc.assert(fc.property(any, any, (a, b) => {
      const [one, other] = [parseCidr(a.text), parseCidr(b.text)];
      if (!one || !other) throw new Error("no prefix");
      // Of two prefixes of a family one holds the other's first address, or they have none in common.
      const holds = (outer: Written, inner: Written): boolean => outer.kind === inner.kind && ipaddr.parse(inner.text.split("/")[0] ?? "").match(ipaddr.parseCIDR(outer.text)) && outer.length <= inner.length;
      expect(cidrContains(one, other)).toBe(holds(a, b));
      expect(cidrsOverlap(one, other)).toBe(holds(a, b) || holds(b, a));
      expect(cidrsOverlap(one, other)).toBe(cidrsOverlap(other, one));
    }), { numRuns: 1000 });
  });

  test("of one address lies in those that hold it", () => {
    fc.assert(fc.property(any, any, (a, b) => {
      const address = a.text.split("/")[0] ?? "";
      const [host, range] = [parseHost(address), parseCidr(b.text)];
      expect(host && range && cidrContains(range, host)).toBe(a.kind === b.kind && ipaddr.parse(address).match(ipaddr.parseCIDR(b.text)));
    }), { numRuns: 200 });
  });
});

describe("sets of addresses of prefixes from /8 to /32", () => {
  const some = fc.array(prefixes("ipv4", 8), { maxLength: 5 });
  const has = (written: readonly Written[], address: bigint): boolean => written.some(({ first, last }) => first <= address && address <= last);
  const holds = (set: AddressSet, address: bigint): boolean => set.some(({ first, last }) => BigInt(first) <= address && address <= BigInt(last));

  test("hold exactly what their prefixes hold, at every edge of any of them", () => {
    fc.assert(fc.property(some, some, (a, b) => {
      const [one, other] = [a, b].map(each => addressesOf(each.map(({ text }) => text))) as [AddressSet, AddressSet];
      const edges = [...a, ...b].flatMap(({ first, last }) => [first - 1n, first, last, last + 1n]).filter(address => address >= 0n && address < 1n << 32n);
      const [both, either, alone] = [intersection(one, other), unionOf([...one, ...other]), difference(one, other)];
      expect(edges.map(address => [one, either, both, alone].map(set => holds(set, address))))
        .toEqual(edges.map(address => { const [inA, inB] = [has(a, address), has(b, address)]; return [inA, inA || inB, inA && inB, inA && !inB]; }));
      // Between two edges next to one another nothing changes, so that the edges tell of all.
      expect(isWithin(one, other)).toBe(edges.every(address => !has(a, address) || has(b, address)));
    }), { numRuns: 200 });
  });
});
