import { describe, expect, it } from "@jest/globals";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { readSettings } from "../settings/read";
import { ROOT } from "./stack-config";

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

interface Row { readonly id: string; readonly state: string; readonly declared: string; readonly shown: string; readonly held: string }

/** The table of docs/anatomy.md; cells of a row are separated by ` | `. */
function rows(): readonly Row[] {
  return read("docs/anatomy.md").split("\n").filter(line => /^\| A\d+ \|/.test(line)).map(line => {
    const [id = "", , state = "", declared = "", shown = "", held = ""] = line.slice(2, -2).split(" | ");
    return { id, state, declared, shown, held };
  });
}

const backticked = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);
/** `stack` “text” pairs. */
const quotes = (cell: string): readonly (readonly [string, string])[] => [...cell.matchAll(/`([^`]+)` “([^”]+)”/g)].map(([, place = "", text = ""]) => [place, text] as const);

describe("the list of the anatomy's rows", () => {
  it("has every row from A1 to A23 once and in order", () => {
    expect(rows().map(({ id }) => id)).toEqual(Array.from({ length: 23 }, (_, index) => `A${index + 1}`));
  });

  it("says of each row that it stands, stands in part or does not stand yet, and what is missing", () => {
    for (const { id, state } of rows()) expect([id, state]).toEqual([id, expect.stringMatching(/^(stands|in part: .+|not yet: .+)$/)]);
  });

  it("names files that are there", () => {
    for (const { id, declared } of rows()) for (const path of backticked(declared)) expect([id, path, existsSync(join(ROOT, path))]).toEqual([id, path, true]);
  });

  it("quotes what the plan of the stack really shows", () => {
    for (const { id, shown } of rows()) for (const [stack, text] of quotes(shown)) expect([id, text, read(`test/golden/${stack}/plan.txt`).includes(text)]).toEqual([id, text, true]);
  });

  it("names tests that are there under those words", () => {
    for (const { id, held } of rows()) for (const [file, title] of quotes(held)) expect([id, title, read(file).includes(title)]).toEqual([id, title, true]);
  });

  it("leaves no row that stands without a declaration, a place in the plan and a test", () => {
    for (const { id, state, declared, shown, held } of rows().filter(row => !row.state.startsWith("not yet"))) {
      expect([id, state, backticked(declared).length > 0, quotes(shown).length > 0, quotes(held).length > 0]).toEqual([id, state, true, true, true]);
    }
  });
});

describe("the list of traps", () => {
  const traps = read("docs/traps.md").split("\n").filter(line => /^\| [^-]/.test(line)).slice(1).map(line => line.slice(2, -2).split(" | "));

  it("says of each what is done about it, and names a test", () => {
    expect(traps.length).toBeGreaterThan(15);
    for (const [trap = "", done = "", held = ""] of traps) expect([trap, done !== "", quotes(held).length > 0]).toEqual([trap, true, true]);
  });

  it("names tests that are there under those words", () => {
    for (const [trap, , held = ""] of traps) for (const [file, title] of quotes(held)) expect([trap, title, read(file).includes(title)]).toEqual([trap, title, true]);
  });
});

describe("the README", () => {
  it("shows the plan of dev as it is", () => {
    expect(read("README.md")).toContain(read("test/golden/dev/plan.txt").trimEnd());
  });

  it("has a smallest stack that needs nothing more", () => {
    const [, text = ""] = /The smallest[^]*?```yaml\n([^]*?)```/.exec(read("README.md")) ?? [];
    const { config } = parse(text) as { readonly config: Readonly<Record<string, unknown>> };
    const values = Object.fromEntries(Object.entries(config).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]));
    expect(readSettings({ project: "aks-anatomy", stack: "mine", values, imagePort: 80 })).toHaveProperty("settings");
  });

  it("links to files that are there", () => {
    for (const page of ["README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/anatomy.md", "docs/node-pools.md", "docs/adding-a-choice.md", "docs/from-plan-to-cloud.md", "docs/held-against.md", "apps/sorting/README.md"]) {
      const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = ""]) => join(page, "..", path));
      for (const path of links) expect([page, path, existsSync(join(ROOT, path))]).toEqual([page, path, true]);
    }
  });
});

describe("the worked example of a choice", () => {
  const pieces = [...read("docs/adding-a-choice.md").matchAll(/^```\w+ (\S+)\n([^]*?)^```$/gm)].map(([, path = "", text = ""]) => [path, text] as const);

  it("shows schema, component, wiring, tests and stack", () => {
    expect(pieces.map(([path]) => path)).toEqual(["settings/schema/neighbours.ts", "settings/checks/registry.ts", "infra/vault-log.ts", "index.ts", "test/infra/vault-log.test.ts", "test/infra/vault-log.test.ts", "Pulumi.prod.yaml"]);
  });

  it.each(pieces)("quotes %s as it is", (path, text) => {
    expect(read(path)).toContain(text);
  });
});
