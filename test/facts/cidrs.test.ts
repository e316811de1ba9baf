import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { cidrContains, cidrsOverlap, parseCidr, parseHost } from "../../facts/cidrs";

const of = (text: string) => parseCidr(text)!;

/** All that may be in a small IPv4 prefix at the end of 10.0.0.0/24, as plain numbers. */
function addresses(base: number, length: number): ReadonlySet<number> {
  const size = 2 ** (32 - length);
  const first = Math.floor(base / size) * size;
  return new Set(Array.from({ length: size }, (_, index) => first + index));
}

const small = fc.record({ base: fc.integer({ min: 0, max: 255 }), length: fc.integer({ min: 24, max: 32 }) });

describe("ranges of both families", () => {
  test("meet exactly where they have an address in common", () => {
    fc.assert(fc.property(small, small, (a, b) => {
      const [first, second] = [addresses(a.base, a.length), addresses(b.base, b.length)];
      const [one, other] = [of(`10.0.0.${a.base}/${a.length}`), of(`10.0.0.${b.base}/${b.length}`)];
      expect(cidrsOverlap(one, other)).toBe([...first].some(each => second.has(each)));
      expect(cidrContains(one, other)).toBe([...second].every(each => first.has(each)));
    }), { numRuns: 500 });
  });

  test("meet in IPv6 as the same bits do in IPv4", () => {
    fc.assert(fc.property(small, small, (a, b) => {
      const v6 = ({ base, length }: typeof a) => of(`fd00::${base.toString(16)}/${length + 96}`);
      const v4 = ({ base, length }: typeof a) => of(`10.0.0.${base}/${length}`);
      expect(cidrsOverlap(v6(a), v6(b))).toBe(cidrsOverlap(v4(a), v4(b)));
      expect(cidrContains(v6(a), v6(b))).toBe(cidrContains(v4(a), v4(b)));
    }));
  });

  test("of two families never meet, not even everything with everything", () => {
    expect([cidrsOverlap(of("0.0.0.0/0"), of("::/0")), cidrContains(of("::/0"), of("10.0.0.0/8"))]).toEqual([false, false]);
  });

  test.each([["10.0.0.9/24", "10.0.0.0/24"], ["fd00:0:0:1::9/64", "fd00:0:0:1::/64"], ["10.0.0.0/32", "10.0.0.0/32"], ["0.0.0.0/0", "0.0.0.0/0"]])("%s is read as %s", (text, canonical) => {
    expect(parseCidr(text)?.text).toBe(canonical);
  });

  test.each(["", "10.0.0.0", "fd00::", "fd00::/129", "fe80::1%eth0/64", "10.0.0.0/33", "010.0.0.0/8", "wide"])("%j is none", text => {
    expect(parseCidr(text)).toBeUndefined();
  });

  test("an address is a range of one", () => {
    expect([parseHost("10.0.0.10"), parseHost("fd00::a")].map(each => each && each.last - each.first)).toEqual([0n, 0n]);
    expect(parseHost("10.0.0.0/24")).toBeUndefined();
  });
});
