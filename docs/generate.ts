/** Writes the parts of the documentation that follow from the code: `npm run docs`; with `--check` it only says which are not as they should be. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filled, PARTS, type Plans } from "./parts";
import { planOf } from "../planner/testing";

const ROOT = join(__dirname, "..");

async function main(): Promise<number> {
  const given = process.argv.slice(2), check = given.includes("--check");
  const unknown = given.find(argument => argument !== "--check");
  if (unknown !== undefined) {
    process.stderr.write(`error: unknown argument ${unknown}; there is --check alone\n`);
    return 1;
  }
  const stale: string[] = [];
  for (const file of new Set(PARTS.map(part => part.file))) {
    const path = join(ROOT, file);
    const before = readFileSync(path, "utf8");
    const after = await filled(file, before, plans());
    if (after === before) continue;
    stale.push(file);
    if (!check) writeFileSync(path, after);
  }
  process.stdout.write(stale.map(file => `${file}: ${check ? "not as the code has it; npm run docs writes it anew" : "written anew"}\n`).join(""));
  return check && stale.length > 0 ? 1 : 0;
}

/** Each stack is planned once. */
const plans = (): Plans => {
  const known = new Map<string, ReturnType<Plans>>();
  return stack => {
    const plan = known.get(stack) ?? planOf(stack, { cwd: ROOT }).then(graph => graph.plan);
    known.set(stack, plan);
    return plan;
  };
};

void main().then(code => { process.exitCode = code; });
