import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, jest, test } from "@jest/globals";
import { main } from "../../planner/cli";
import type { RecordOptions } from "../../planner/record/record";
import { sortingPlan } from "./sorting-plan";

/** What the command line asks of the recorder, and what it prints. */
async function run(...argv: readonly string[]): Promise<{ readonly out: string; readonly asked?: RecordOptions }> {
  let out = "";
  let asked: RecordOptions | undefined;
  const spy = jest.spyOn(process.stdout, "write").mockImplementation(text => { out += String(text); return true; });
  try {
    await main(["plan", ...argv], options => {
      asked = options;
      return Promise.resolve(sortingPlan({ networkProfile: { networkPlugin: "kubenet" } }));
    });
  } finally {
    spy.mockRestore();
  }
  return { out, asked };
}

test("places in the program are asked for with sarif and with --places, and not else", async () => {
  const asked: unknown[] = [];
  for (const argv of [[], ["--format", "json"], ["--places"], ["--format", "json", "--places"], ["--format", "sarif"]]) asked.push((await run(...argv)).asked?.places);
  expect(asked).toEqual([undefined, undefined, true, true, true]);
});

test("places in sarif are files as seen from the repository that the project lies in", async () => {
  const repository = realpathSync(mkdtempSync(join(tmpdir(), "repository-")));
  const project = join(repository, "platform", "aks 1");
  const uriIn = async (cwd: string): Promise<unknown> => /"uri": "(.*)"/.exec((await run("--format", "sarif", "--cwd", cwd)).out)?.[1];
  try {
    mkdirSync(project, { recursive: true });
    writeFileSync(join(project, "Pulumi.dev.yaml"), "config: {}\n");
    expect(await uriIn(project)).toBe("Pulumi.dev.yaml");
    writeFileSync(join(repository, ".git"), "gitdir: elsewhere\n");
    expect([await uriIn(project), await uriIn(repository)]).toEqual(["platform/aks%201/Pulumi.dev.yaml", "Pulumi.yaml"]);
  } finally {
    rmSync(repository, { recursive: true });
  }
});
