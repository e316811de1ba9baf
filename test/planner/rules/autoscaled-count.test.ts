import { expect, test } from "@jest/globals";
import type { PlanObject } from "../../../planner/model/plan";
import { UNKNOWN } from "../plan-builder";
import { CLUSTER, foundBy, POOL } from "./found";

const scaled = (more: PlanObject = {}): PlanObject => ({ enableAutoScaling: true, count: 3, minCount: 1, maxCount: 5, ...more });
const pool = (inputs: PlanObject, ignoreChanges: readonly string[] = []) => foundBy("autoscaled-count", [POOL, { agentPoolName: "a", ...inputs }, { options: { ignoreChanges } }]).length;

test("a pool of its own whose count the autoscaler moves", () => {
  expect([pool(scaled()), pool(scaled({ count: undefined })), pool(scaled({ enableAutoScaling: false })), pool(scaled({ enableAutoScaling: UNKNOWN })), pool(scaled({ minCount: 5, count: 5 })), pool(scaled({ count: UNKNOWN }))]).toEqual([1, 0, 0, 0, 0, 0]);
  expect([pool(scaled(), ["count"]), pool(scaled(), ["*"]), pool(scaled(), ["maxCount"]), pool(scaled(), ["counts"])]).toEqual([0, 0, 1, 1]);
});

test("pools inside of a cluster, by the paths that Pulumi takes", () => {
  const inline = (...ignoreChanges: readonly string[]) =>
    foundBy("autoscaled-count", [CLUSTER, { agentPoolProfiles: [{ name: "a", ...scaled() }, { name: "b", ...scaled() }] }, { options: { ignoreChanges } }]).map(({ path }) => path);
  const [first, second] = ["inputs.agentPoolProfiles[0].count", "inputs.agentPoolProfiles[1].count"];
  expect(inline()).toEqual([first, second]);
  expect(inline("agentPoolProfiles[0].count")).toEqual([second]);
  expect(inline("agentPoolProfiles[1]")).toEqual([first]);
  expect([inline("agentPoolProfiles[*].count"), inline("agentPoolProfiles"), inline("agentPool")]).toEqual([[], [], [first, second]]);
});
