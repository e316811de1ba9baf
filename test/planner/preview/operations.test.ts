import { describe, expect, test } from "@jest/globals";
import { operationOf, STEP_NAMES, type StepOperation } from "../../../planner/preview/operations";

describe("the operation of a resource", () => {
  test.each<[readonly StepOperation[], ReturnType<typeof operationOf>]>([
    [["create"], "create"], [["same"], "same"], [["discard"], "discard"], [["refresh"], "same"], [["diff"], "same"],
    [["delete-replaced", "replace", "create-replacement"], "replace"], [["create-replacement", "replace", "delete-replaced"], "replace"],
    [["remove-pending-replace", "create-replacement"], "replace"], [["read-replacement"], "replace"], [["import-replacement", "replace"], "replace"],
    [["import", "update"], "import"], [["refresh", "update"], "update"], [["update", "same"], "update"], [["delete", "create"], "create"],
    [["delete-replaced"], undefined], [["discard-replaced"], undefined], [["same", "delete-replaced"], "same"], [["delete-replaced", "refresh"], "same"],
    [["create", "create"], "contradiction"], [["create", "delete"], "contradiction"], [["same", "delete"], "contradiction"], [["delete", "delete"], "contradiction"], [["import", "delete"], "contradiction"],
  ])("of the steps %j is %s", (steps, operation) => {
    expect(operationOf(steps)).toBe(operation);
  });

  test("is decided for every step that the engine knows", () => {
    expect(STEP_NAMES).toHaveLength(16);
    for (const name of STEP_NAMES) expect(["contradiction"]).not.toContain(operationOf([name as StepOperation]));
  });
});
