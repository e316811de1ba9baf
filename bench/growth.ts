/**
 * How the time of an analysis grows with the plan: for twice as much to look at, in proportion about twice as long, each with each four times. Medians of runs in turn.
 * `npm run bench`; with a word, of the plans alone whose name has it: `node --require ./planner/hook.cjs bench/growth.ts policies`.
 */
import { analyse } from "../planner/analyse";
import type { RecordedPlan } from "../planner/model/plan";
import { manifestsOf } from "../planner/views/manifests";
import { placeholders, PLANS } from "./growth-plans";

const ROUNDS = 3;
const SIZES = [500, 1000, 2000, 4000] as const;

const WORKS: readonly { readonly name: string; readonly plan: (count: number) => RecordedPlan; readonly run: (plan: RecordedPlan) => unknown }[] = [
  ...PLANS.map(({ name, plan }) => ({ name: `${name}, analysed`, plan, run: (recorded: RecordedPlan) => analyse(recorded) })),
  { name: "unknown values of a manifest, named", plan: placeholders, run: plan => manifestsOf(analyse(plan), {}) },
];

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const [word = ""] = process.argv.slice(2);
process.stdout.write(`milliseconds of processor time for ${SIZES.join(", ")}, and how many times as long each is as the one before\n`);
for (const { name, plan, run } of WORKS.filter(each => each.name.includes(word))) {
  const plans = SIZES.map(plan);
  const times: number[][] = SIZES.map(() => []);
  // One round more than counts: the first compiles.
  for (let round = 0; round <= ROUNDS; round++) plans.forEach((each, index) => {
    const began = process.cpuUsage();
    run(each);
    const { user, system } = process.cpuUsage(began);
    if (round > 0) times[index]?.push((user + system) / 1000);
  });
  const medians = times.map(median);
  const ratios = medians.slice(1).map((each, index) => (each / (medians[index] ?? Number.NaN)).toFixed(1));
  process.stdout.write(`${medians.map(each => each.toFixed(0).padStart(6)).join("")}   ${ratios.join(" ")}   ${name}\n`);
}
