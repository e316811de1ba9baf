import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import * as ipaddr from "ipaddr.js";
import { containsAddress, containsPrefix, firstFree, formatAddress, overlaps, parseAddress, parsePrefix, prefixAround, sizeOf, smallestSubnetLength, usableIn, usableRange, type Prefix } from "../../facts/addresses";

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const prefix: fc.Arbitrary<Prefix> = fc.tuple(address, fc.integer({ min: 0, max: 32 })).map(([at, length]) => prefixAround(at, length));

describe("IPv4 arithmetic", () => {
  it("reads back every address that it writes", () => {
    fc.assert(fc.property(address, value => { expect(parseAddress(formatAddress(value))).toBe(value); }));
  });

  it("agrees with ipaddr.js on what lies in a prefix", () => {
    fc.assert(fc.property(prefix, address, (range, value) => {
      expect(containsAddress(range, value)).toBe(ipaddr.IPv4.parse(formatAddress(value)).match(ipaddr.IPv4.parseCIDR(range.text)));
    }));
  });

  it("agrees with ipaddr.js on first and last address", () => {
    fc.assert(fc.property(prefix, range => {
      expect(formatAddress(range.first)).toBe(ipaddr.IPv4.networkAddressFromCIDR(range.text).toString());
      expect(formatAddress(range.last)).toBe(ipaddr.IPv4.broadcastAddressFromCIDR(range.text).toString());
    }));
  });

  it("finds two prefixes overlapping exactly when one holds the other", () => {
    fc.assert(fc.property(prefix, prefix, (a, b) => {
      expect(overlaps(a, b)).toBe(containsPrefix(a, b) || containsPrefix(b, a));
      expect(overlaps(a, b)).toBe(overlaps(b, a));
    }));
  });

  it.each(["", "10.0.0", "10.0.0.0.0", "10.0.0.256", "010.0.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/08", "10.0.0.0/8/8", "::1/64", " 10.0.0.0/8"])("does not read %j as a prefix", text => {
    expect(parsePrefix(text)).toBeUndefined();
  });

  it("takes host bits away and shows them by the text", () => {
    expect(parsePrefix("10.240.0.9/24")?.text).toBe("10.240.0.0/24");
  });

  it("keeps five addresses of each subnet for Azure", () => {
    expect(usableIn(prefixAround(0, 24))).toBe(251);
    expect(usableIn(prefixAround(0, 29))).toBe(3);
    expect(usableIn(prefixAround(0, 32))).toBe(0);
    expect(usableRange(prefixAround(0, 30))).toBeUndefined();
  });

  it("finds the smallest subnet that holds a demand", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5_000_000 }), count => {
      const length = smallestSubnetLength(count);
      expect(usableIn(prefixAround(0, length))).toBeGreaterThanOrEqual(count);
      if (length < 29) expect(usableIn(prefixAround(0, length + 1))).toBeLessThan(count);
    }));
    expect(sizeOf(prefixAround(0, smallestSubnetLength(1)))).toBe(8);
  });
});

describe("the first free prefix", () => {
  const read = (text: string): Prefix => {
    const found = parsePrefix(text);
    if (!found) throw new Error(`${text} is no prefix`);
    return found;
  };
  const free = (outer: string, taken: readonly string[], length: number) => firstFree(read(outer), taken.map(read), length)?.text;

  it.each([
    ["10.0.0.0/24", [], 29, "10.0.0.0/29"],
    ["10.0.0.0/24", ["10.0.0.0/25"], 29, "10.0.0.128/29"],
    ["10.0.0.0/24", ["10.0.0.128/25", "10.0.0.0/29"], 29, "10.0.0.8/29"],
    ["10.0.0.0/24", ["10.0.0.4/31"], 29, "10.0.0.8/29"],
    ["10.0.0.0/24", ["10.0.0.0/25", "10.0.0.128/25"], 29, undefined],
    ["10.0.0.0/24", ["10.0.0.0/8"], 29, undefined],
    ["10.0.0.0/24", [], 23, undefined],
    ["255.255.255.0/24", ["255.255.255.0/25"], 25, "255.255.255.128/25"],
  ])("in %s beside %j of length %i is %s", (outer, taken, length, expected) => { expect(free(outer, taken, length)).toBe(expected); });

  it("lies inside, meets nothing, and is the first that does", () => {
    const inside = fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 25, max: 32 })).map(([at, length]) => prefixAround(read("10.0.0.0/24").first + at, length));
    fc.assert(fc.property(fc.array(inside, { maxLength: 6 }), fc.integer({ min: 24, max: 30 }), (taken, length) => {
      const outer = read("10.0.0.0/24");
      const all = Array.from({ length: 2 ** (length - 24) }, (_, index) => prefixAround(outer.first + index * 2 ** (32 - length), length));
      expect(firstFree(outer, taken, length)).toEqual(all.find(candidate => !taken.some(each => overlaps(each, candidate))));
    }));
  });
});
