import { describe, expect, test } from "@jest/globals";
import { allowedByMaxUnavailable, allowedByMinAvailable, isAll, isNothing, podShareOf } from "../../facts/disruption-budgets";

describe("a share of pods", () => {
  test.each([[1, 1], ["1", 1], [0, 0], ["50%", "50%"], ["00%", "0%"]])("%p is %p", (value, share) => {
    expect(podShareOf(value)).toBe(share);
  });

  test.each([undefined, -1, 0.5, "", "half", "5.5%", "-1"])("%p is none", value => {
    expect(podShareOf(value)).toBeUndefined();
  });

  test("is nothing, or all, only where it says so", () => {
    expect([isNothing(0), isNothing("0%"), isNothing(1), isNothing("1%")]).toEqual([true, true, false, false]);
    expect([isAll("100%"), isAll("150%"), isAll("99%"), isAll(100)]).toEqual([true, true, false, false]);
  });
});

describe("pods that may go", () => {
  test.each([[1, 3, 1], ["50%", 3, 2], ["34%", 3, 2], ["1%", 1, 1], [5, 3, 3]] as const)("with maxUnavailable %p of %i are %i", (share, pods, allowed) => {
    expect(allowedByMaxUnavailable(share, pods)).toBe(allowed);
  });

  test.each([[1, 3, 2], [3, 3, 0], [4, 3, 0], ["50%", 3, 1], ["50%", 1, 0], ["66%", 3, 1], ["67%", 3, 0]] as const)("with minAvailable %p of %i are %i", (share, pods, allowed) => {
    expect(allowedByMinAvailable(share, pods)).toBe(allowed);
  });
});
