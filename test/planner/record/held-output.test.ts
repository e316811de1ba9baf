import { describe, expect, it } from "@jest/globals";
import { HeldOutput } from "../../../planner/record/held-output";

function held(most: number, ...chunks: readonly string[]): string {
  const output = new HeldOutput(most);
  for (const chunk of chunks) output.add(chunk);
  return output.text();
}

describe("what a program prints", () => {
  it("is kept as it came, in any pieces, up to the limit", () => {
    expect(held(16, "one\n", "two", "\nthree\n", "4\n")).toBe("one\ntwo\nthree\n4\n");
    expect(held(16)).toBe("");
  });

  it("beyond the limit keeps whole lines of its beginning and its end, and says what is left out", () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}\n`);
    const text = held(100, ...lines), all = lines.join("");
    const [before = "", after = ""] = text.split(/\[\d+ characters of the program's output are left out here\]\n/);
    const left = Number(/\[(\d+) characters/.exec(text)?.[1]);
    expect(all.startsWith(before) && before.endsWith("\n")).toBe(true);
    expect(all.endsWith(after) && after.startsWith("line ")).toBe(true);
    expect(before.length + left + after.length).toBe(all.length);
    expect(text.length).toBeLessThan(200);
  });

  it("never shows a part of a line: half a secret would be found by nobody", () => {
    expect(held(100, ...Array.from({ length: 1000 }, () => "hunter2-"))).toBe("[8000 characters of the program's output are left out here]\n");
  });
});
