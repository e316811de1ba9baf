import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { sizeOf, prefixAround, smallestSubnetLength, usableIn } from "../../facts/addresses";
import { addressesPerNode, nodesInPodRange, podSubnetAddresses, smallestPodRangeLength, smallestServiceRangeLength, staticBlockAddresses, surgeNodes, untouchedBlockAddresses } from "../../facts/ip-demand";

describe("addresses of a node", () => {
  test("with pods in the node subnet, 50 nodes of 30 pods and one surge node take 1,581 addresses", () => {
    expect(51 * addressesPerNode("azure-cni-node-subnet", 30)).toBe(1581);
  });

  test("overlay and kubenet nodes take one address whatever they may hold", () => {
    expect([addressesPerNode("azure-cni-overlay", 250), addressesPerNode("kubenet", 110)]).toEqual([1, 1]);
  });

  test("so do nodes whose pods have a subnet of their own", () => {
    expect(addressesPerNode("azure-cni-pod-subnet", 110)).toBe(1);
  });

  test.each([[10, 32], [24, 32], [25, 48], [30, 48], [110, 128], [250, 272]])("in a subnet for pods are 16 at first, and with %i pods %i, so that 8 are free", (maxPods, atMost) => {
    expect(podSubnetAddresses(maxPods)).toEqual({ atStart: 16, atMost });
  });
});

describe("nodes of a pod range", () => {
  test.each([[16, 256], [24, 1], [25, 0], [20, 16]])("a /%i has room for %i", (length, nodes) => {
    expect(nodesInPodRange(length)).toBe(nodes);
  });
});

describe("surge", () => {
  test.each([["1", 3, 1], ["10%", 3, 1], ["33%", 3, 1], ["33%", 4, 2], ["50%", 10, 5], ["0", 5, 0], ["5", 3, 3], ["200%", 3, 3], ["1", 0, 0]])("%s of %i nodes is %i", (maxSurge, nodes, surge) => {
    expect(surgeNodes(maxSurge, nodes)).toBe(surge);
  });

  test.each(["", "many", "-1", "1.5", "10 %", "1e3"])("%p is neither a number of nodes nor a share", maxSurge => {
    expect(surgeNodes(maxSurge, 3)).toBeUndefined();
  });

  test("a share is never rounded down", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 1000 }), (share, nodes) =>
      (surgeNodes(`${share}%`, nodes) ?? -1) * 100 >= share * nodes));
  });
});

describe("the smallest that would do", () => {
  const lengths = Array.from({ length: 33 }, (_, length) => length);

  test("for nodes and pods is what a search through all lengths finds, from one address to 5,000 nodes of 250 pods", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 5000 * 251 }), count => {
      const found = lengths.filter(length => length <= 29 && usableIn(prefixAround(0, length)) >= count).at(-1);
      expect(smallestSubnetLength(count)).toBe(found);
    }), { examples: [[0], [3], [4], [11], [251], [252], [310], [31_000], [1000 * 251]] });
  });

  test("for the pods of an overlay is a block for each node", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5000 }), nodes => {
      expect(smallestPodRangeLength(nodes)).toBe(lengths.filter(length => nodesInPodRange(length) >= nodes).at(-1));
    }), { examples: [[1], [4], [5], [256], [257], [1000]] });
    expect(smallestPodRangeLength(2 ** 24 + 1)).toBeUndefined();
  });

  test("for services leaves the first and the last address, and is never smaller than a /28", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 20 }), count => {
      expect(smallestServiceRangeLength(count)).toBe(lengths.filter(length => length <= 28 && sizeOf(prefixAround(0, length)) - 2 >= count).at(-1));
    }), { examples: [[14], [15], [254], [255]] });
  });
});

describe("static blocks", () => {
  test.each([[15, 16], [16, 32], [30, 32], [31, 32], [32, 48], [250, 256]])("for %i pods are %i addresses of a node", (maxPods, addresses) => {
    expect(staticBlockAddresses(maxPods)).toBe(addresses);
  });

  test.each([[256, 224], [32, 0], [8, 0]])("in %i addresses keep clear of those that Azure keeps with %i", (size, untouched) => {
    expect(untouchedBlockAddresses(size)).toBe(untouched);
  });
});
