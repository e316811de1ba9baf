/** How the time of an analysis grows with the plan: four times as much to look at, in proportion about four times as long, each with each sixteen times. Medians of runs in turn. */
import { analyse } from "../planner/analyse";
import type { RecordedPlan } from "../planner/model/plan";
import { manifestsOf } from "../planner/views/manifests";
import { placeholders, PLANS } from "./growth-plans";

const ROUNDS = 5;
const SIZES = [500, 2000] as const;

const WORKS: readonly { readonly name: string; readonly plan: (count: number) => RecordedPlan; readonly run: (plan: RecordedPlan) => unknown }[] = [
  ...PLANS.map(({ name, plan }) => ({ name: `${name}, analysed`, plan, run: (recorded: RecordedPlan) => analyse(recorded) })),
  { name: "unknown values of a manifest, named", plan: placeholders, run: plan => manifestsOf(analyse(plan), {}) },
];

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

for (const { name, plan, run } of WORKS) {
  const plans = SIZES.map(plan);
  const times: number[][] = SIZES.map(() => []);
  // One round more than counts: the first compiles.
  for (let round = 0; round <= ROUNDS; round++) plans.forEach((each, index) => {
    const began = performance.now();
    run(each);
    if (round > 0) times[index]?.push(performance.now() - began);
  });
  const [few = Number.NaN, many = Number.NaN] = times.map(median);
  process.stdout.write(`${few.toFixed(0)} ms for ${SIZES[0]}, ${many.toFixed(0)} ms for ${SIZES[1]}: ${(many / few).toFixed(1)} times as long  ${name}\n`);
}
