/** When a deployment goes wrong half-way: state and cloud still agree, and the next `pulumi up` goes on. */
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { record } from "../../planner/record/record";
import type { ResourceState } from "./documents";
import { Engine, killAll } from "./engine";
import { inconsistencies, pendingOf, resourcesOf } from "./held";

const PROJECT = join(__dirname, "..", "..");
const STACK = "dev";
/** One resource at a time, so that nothing else is on its way when the engine is killed. */
const UP = ["up", "--yes", "--skip-preview", "--parallel", "1", "--stack", STACK];
const HALF_WAY = 12;

/** What `pulumi import --file` reads, for a resource that the program declares and the cloud has. */
function importFile(resource: ResourceState | undefined, id: string): string {
  const { type, urn = "", parent, provider = "" } = resource ?? {};
  return JSON.stringify({
    nameTable: { parent, provider: provider.slice(0, provider.lastIndexOf("::")) },
    resources: [{ type, id, name: urn.slice(urn.lastIndexOf("::") + 2), parent: "parent", provider: "provider" }],
  });
}

describe("a deployment of dev", () => {
  let engine: Engine, declared: readonly string[];
  beforeAll(async () => { declared = (await record({ cwd: PROJECT, stack: STACK })).resources.map(({ urn }) => urn); });
  afterEach(() => { engine.end(); });

  /** Kills the engine, its language host and the program while a create waits for its answer. */
  async function killedHalfWay(): Promise<void> {
    const run = engine.run(UP, {}, child => { void engine.cloud.hanging.then(() => { killAll(child); }); });
    expect((await run).exitCode).not.toBe(0);
    engine.cloud.faults = {};
    // The lock of a process that is gone.
    await engine.must(["cancel", "--yes", "--stack", STACK]);
  }

  /** Everything that is declared is there, as the state says. */
  function expectComplete(): void {
    const state = engine.state();
    expect(inconsistencies(state, engine.cloud)).toEqual([]);
    expect(pendingOf(state)).toEqual([]);
    expect(resourcesOf(state).map(({ urn }) => urn)).toEqual(expect.arrayContaining([...declared]));
  }

  test("that is killed half-way goes on, where the create that was under way made nothing", async () => {
    engine = await Engine.on({ program: PROJECT, stack: STACK });
    engine.cloud.faults = { hangAtCreate: HALF_WAY };
    await killedHalfWay();
    const state = engine.state();
    expect(engine.cloud.held).toHaveLength(HALF_WAY - 1);
    expect(inconsistencies(state, engine.cloud)).toEqual([]);
    expect(pendingOf(state)).toHaveLength(1);
    await engine.must(["refresh", "--yes", "--skip-preview", "--clear-pending-creates", "--stack", STACK]);
    await engine.must(UP);
    expectComplete();
  });

  test("that is killed half-way goes on once the resource that was made all the same is imported", async () => {
    engine = await Engine.on({ program: PROJECT, stack: STACK });
    engine.cloud.faults = { hangAtCreate: HALF_WAY, madeAllTheSame: true };
    await killedHalfWay();
    const id = await engine.cloud.hanging;
    const state = engine.state();
    const [pending] = pendingOf(state);
    expect(pending).toMatchObject({ type: "creating" });
    expect(inconsistencies(state, engine.cloud)).toEqual([expect.stringContaining(`${id} is in the cloud only`)]);

    const refused = await engine.run(UP);
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stdout).toContain(`cannot create already existing resource '${id}'`);

    await engine.must(["refresh", "--yes", "--skip-preview", "--clear-pending-creates", "--stack", STACK]);
    engine.write("import.json", importFile(pending?.resource, id));
    await engine.must(["import", "--file", "import.json", "--yes", "--skip-preview", "--generate-code=false", "--protect=false", "--stack", STACK]);
    await engine.must(UP);
    expectComplete();
  });

  test.each([1, 20])("in which create %i is refused keeps what it made, and goes on", async nth => {
    engine = await Engine.on({ program: PROJECT, stack: STACK });
    engine.cloud.faults = { failAtCreate: nth };
    const failed = await engine.run(UP);
    expect(failed.exitCode).not.toBe(0);
    expect(failed.stdout).toContain("InternalServerError");
    const state = engine.state();
    expect(inconsistencies(state, engine.cloud)).toEqual([]);
    expect(resourcesOf(state).length).toBeGreaterThan(0);
    engine.cloud.faults = {};
    await engine.must(UP);
    expectComplete();
  });
});
