import { describe, expect, it } from "@jest/globals";
import { seconds } from "../../../../planner/record/engine/resource-options";

describe("a time limit", () => {
  it.each([["90s", 90], ["1h30m", 5400], ["500ms", 0.5], ["1.5h", 5400]])("of %s is %d seconds", (text, expected) => {
    expect(seconds(text)).toBe(expected);
  });

  it.each(["soon", "5 minutes", "5m later"])("that reads '%s' is left as it is", text => {
    expect(seconds(text)).toBe(text);
  });
});
