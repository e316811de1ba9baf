/** What needs a network, before there is none: programs and images are built, the stack is planned. Arguments: the run's folder and control group. Writes what the tests are told there. */
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planOf } from "../../planner/testing";
import { toJson } from "../../planner/views/json";
import { build } from "../toolchain/go-tool";
import { environmentFile, STACK, type Environment } from "./environment";
import { images } from "./images/images";
import { PAUSE_IMAGE } from "./lab/container-images";
import { DNS_IMAGE } from "./lab/dns";
import { imagesOf } from "./objects";
import { kubernetes, PARTS } from "./toolchain";

async function prepare(work: string, cgroup: string): Promise<Environment> {
  const built = await build(kubernetes), tools = join(work, "bin"), planFile = join(work, "plan.json");
  mkdirSync(tools);
  for (const part of PARTS) symlinkSync(join(built, "kubernetes"), join(tools, part));
  for (const name of readdirSync(built)) if (name !== "kubernetes") symlinkSync(join(built, name), join(tools, name));
  const { plan } = await planOf(STACK, { cwd: join(__dirname, "..", "..") });
  writeFileSync(planFile, toJson(plan));
  const made = await images({ ...imagesOf(plan), pause: PAUSE_IMAGE, coredns: { reference: DNS_IMAGE, binary: join(built, "coredns") } });
  return { tools, images: made, plan: planFile, work, cgroup };
}

const [work = "", cgroup = ""] = process.argv.slice(2);
prepare(work, cgroup).then(environment => { writeFileSync(environmentFile(work), JSON.stringify(environment)); }, (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
