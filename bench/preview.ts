/**
 * How long `pulumi preview` of the stack `dev` takes by three ways from TypeScript to JavaScript, in turn so that the machine's moods meet all of them. `npm run bench`; builds the Pulumi CLI
 * first if it is not there.
 */
import { join } from "node:path";
import { Engine } from "../test/engine/engine";

const ROUNDS = 5;
/** Without what the tests do to be quicker. */
const AS_USERS = { AKS_ANATOMY_LAZY: "false", AKS_ANATOMY_TYPESCRIPT: "true", PULUMI_NODEJS_TRANSPILE_ONLY: "false" };
const BY_PULUMI = "name: aks-anatomy\nruntime: nodejs\nmain: index.ts\n";

interface Way { readonly name: string; readonly project?: string; readonly env: NodeJS.ProcessEnv }
const WAYS: readonly Way[] = [
  { name: "Pulumi's own, types checked (its cache warm)", project: BY_PULUMI, env: AS_USERS },
  { name: "Pulumi's own, transpile only", project: BY_PULUMI, env: { ...AS_USERS, PULUMI_NODEJS_TRANSPILE_ONLY: "true" } },
  { name: "main.cjs, a language host that knows no options", env: AS_USERS },
  { name: "main.cjs, a current language host", env: { ...AS_USERS, AKS_ANATOMY_TYPESCRIPT: "false" } },
];

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function main(): Promise<void> {
  const engines = new Map<string, Engine>();
  const times = new Map<string, number[]>();
  try {
    for (const { name, project, env } of WAYS) {
      const engine = await Engine.on({ program: join(__dirname, ".."), stack: "dev" });
      if (project !== undefined) engine.write("Pulumi.yaml", project);
      engines.set(name, engine);
      const { seconds } = await engine.must(["preview", "--stack", "dev"], env);
      process.stdout.write(`${seconds.toFixed(1)} s  ${name}, first time\n`);
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const { name, env } of WAYS) {
        const said = await engines.get(name)?.must(["preview", "--stack", "dev"], env);
        times.set(name, [...(times.get(name) ?? []), said?.seconds ?? Number.NaN]);
      }
    }
  } finally {
    for (const engine of engines.values()) engine.end();
  }
  const [first = Number.NaN] = [...times.values()].map(median);
  for (const [name, values] of times) process.stdout.write(`${median(values).toFixed(1)} s  ${(median(values) / first).toFixed(2)}  ${name}, median of ${ROUNDS}\n`);
}

void main();
