import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { addressesOf, addressText, difference, EVERY_ADDRESS, intersection, isWithin, unionOf, type AddressSet } from "../../facts/address-sets";

/** Small numbers meet often. */
const sets = fc.array(fc.tuple(fc.nat(60), fc.nat(12)).map(([first, length]) => ({ first, last: first + length })), { maxLength: 6 }).map(unionOf);
const holds = (set: AddressSet, address: number): boolean => set.some(({ first, last }) => first <= address && address <= last);

describe("sets of addresses", () => {
  test("union, intersection and difference hold exactly the addresses that they should", () => {
    fc.assert(fc.property(sets, sets, fc.nat(80), (a, b, address) => {
      expect(holds(unionOf([...a, ...b]), address)).toBe(holds(a, address) || holds(b, address));
      expect(holds(intersection(a, b), address)).toBe(holds(a, address) && holds(b, address));
      expect(holds(difference(a, b), address)).toBe(holds(a, address) && !holds(b, address));
    }));
  });

  test("are in order, and neither overlap nor touch, so that equal sets are written alike", () => {
    fc.assert(fc.property(sets, sets, (a, b) => {
      for (const set of [a, intersection(a, b), difference(a, b)]) expect(set).toEqual(unionOf(set));
      expect(unionOf([...difference(a, b), ...intersection(a, b)])).toEqual(a);
      expect(isWithin(a, b)).toBe(difference(a, b).length === 0);
    }));
  });

  test("are told as prefixes where they are some", () => {
    expect(addressText(addressesOf(["10.0.0.0/9", "10.128.0.0/9", "192.168.1.0/24"]))).toBe("10.0.0.0/8, 192.168.1.0/24");
    expect(addressText(difference(addressesOf(["10.0.0.0/24"]), addressesOf(["10.0.0.0/26"])))).toBe("10.0.0.64-10.0.0.255");
    expect(addressText(EVERY_ADDRESS)).toBe("0.0.0.0/0");
  });
});
