import { beforeAll, describe, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filled, PARTS } from "../../docs/parts";
import type { Plan } from "../../planner/model/plan";
import { planOf } from "../../planner/testing";
import { ROOT } from "../stack-config";

describe("the generated parts of the documentation", () => {
  let plan: Plan;
  beforeAll(async () => { plan = (await planOf("dev", { cwd: ROOT })).plan; }, 60_000);

  test.each([...new Set(PARTS.map(({ file }) => file))])("of %s are as the code has them (npm run docs writes them)", async file => {
    const text = readFileSync(join(ROOT, file), "utf8");
    expect(await filled(file, text, () => Promise.resolve(plan))).toBe(text);
  });

  test("have their place in the file, and nothing else of it changes", async () => {
    const [first, second] = ["plan-of-dev", "flow-of-dev"];
    await expect(filled("README.md", "# A page\n", () => Promise.resolve(plan))).rejects.toThrow(`README.md has no <!-- generated: ${first} --> … <!-- end of ${first} -->`);
    const page = PARTS.filter(({ file }) => file === "README.md").map(({ name }) => `before ${name}\n<!-- generated: ${name} -->\nold\n<!-- end of ${name} -->\n`).join("");
    const text = await filled("README.md", page, () => Promise.resolve(plan));
    expect(text).not.toContain("\nold\n");
    expect(text).toMatch(new RegExp(`^before ${first}\n<!-- generated: ${first} -->\n\`\`\`text\n[^]*\n\`\`\`\n<!-- end of ${first} -->\nbefore ${second}\n`));
  });
});
