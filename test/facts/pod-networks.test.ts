import { describe, expect, test } from "@jest/globals";
import { parsePrefix } from "../../facts/addresses";
import { NETWORK_MODELS } from "../../facts/network-models";
import { firstNodeAddress, firstPodBlocks, POD_NETWORKS } from "../../facts/pod-networks";

describe("the first nodes' blocks", () => {
  test("follow one another", () => {
    expect(firstPodBlocks("10.244.0.0/16", 3)).toEqual(["10.244.0.0/24", "10.244.1.0/24", "10.244.2.0/24"]);
  });

  test("are as many as the range holds", () => {
    expect([firstPodBlocks("10.244.0.0/24", 3), firstPodBlocks("10.244.0.0/25", 3), firstPodBlocks("pods", 3)]).toEqual([["10.244.0.0/24"], [], []]);
  });
});

test("the first node's address is the first that Azure gives out", () => {
  expect([firstNodeAddress(parsePrefix("10.240.0.0/24")!), firstNodeAddress(parsePrefix("10.240.0.0/31")!)]).toEqual(["10.240.0.4", undefined]);
});

test.each(NETWORK_MODELS)("pods of %s are reached directly only where the virtual network knows them, and leave translated where it does not", model => {
  const { between, towards, reachable, asOf } = POD_NETWORKS[model];
  expect([reachable, towards.virtualNetwork === "pod", /^\d{4}-\d{2}-\d{2}$/.test(asOf)]).toEqual([between === "virtual-network", between === "virtual-network", true]);
});
