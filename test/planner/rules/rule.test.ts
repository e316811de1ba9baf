import { describe, expect, test } from "@jest/globals";
import { conclude } from "../../../planner/analyse";
import { kubenetRetirement } from "../../../planner/rules/kubenet-retirement";
import { doubtsOf } from "../../../planner/rules/rule";
import { PlanBuilder } from "../plan-builder";

describe("the doubts of a rule", () => {
  const subject = conclude(new PlanBuilder().build());

  test("carry its id", () => {
    const rule = { ...kubenetRetirement, undecided: () => [{ path: "inputs.networkProfile", message: "the plugin is not known" }] };
    expect(doubtsOf(rule, subject)).toEqual([{ rule: "kubenet-retirement", path: "inputs.networkProfile", message: "the plugin is not known" }]);
  });

  test("are none where it never has any", () => {
    expect(doubtsOf({ ...kubenetRetirement, undecided: undefined }, subject)).toEqual([]);
  });
});
