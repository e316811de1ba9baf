import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { RULES } from "../../../planner/rules/catalogue";
import { FAILURES } from "../../../planner/rules/coverage";
import { rulesPage } from "../../../planner/views/rules-page";

const PAGE = join(__dirname, "..", "..", "..", "docs", "rules.md");
const page = rulesPage(RULES, FAILURES);

describe("the page of rules", () => {
  test("is what the rules say (UPDATE_GOLDEN=1 writes it)", () => {
    if (process.env.UPDATE_GOLDEN === "1") writeFileSync(PAGE, page);
    expect(readFileSync(PAGE, "utf8")).toBe(page);
  });

  test("has a section for every link", () => {
    const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, id]) => id);
    expect(links.filter(id => !page.includes(`\n### ${id}\n`))).toEqual([]);
    expect(links.length).toBeGreaterThan(RULES.length);
  });

  test("has tables of as many cells in every row", () => {
    const cells = page.split("\n").filter(line => line.startsWith("| ")).map(line => line.replaceAll("\\|", "").split("|").length);
    expect([...new Set(cells)]).toEqual([5]);
  });

  test("keeps what means something to Markdown as text", () => {
    const [rule] = RULES;
    if (!rule) throw new Error("no rules");
    const odd = rulesPage([{ ...rule, question: "Is a|b <guid> a *name*?" }], []);
    expect(odd).toContain("Is a\\|b &lt;guid> a \\*name\\*?");
  });
});
