/** How the time of an analysis grows with the plan: four times as much to look at, in proportion about four times as long, each with each sixteen times. Medians of runs in turn. */
import { analyse } from "../planner/analyse";
import type { RecordedPlan } from "../planner/model/plan";
import { manifestsOf } from "../planner/views/manifests";
import { httpsServer, ingressPlan } from "../test/planner/ingress-plan";
import { PlanBuilder, UNKNOWN } from "../test/planner/plan-builder";

const ROUNDS = 5;
const SIZES = [500, 2000] as const;

/** Hosts of one gateway, each with a Service and a route of its own. */
function routes(count: number): RecordedPlan {
  const metadata = (name: string) => ({ name, namespace: "hogwarts" });
  const hosts = Array.from({ length: count }, (_, index) => `h${index}.example.org`);
  return ingressPlan({
    servers: [httpsServer({ hosts })],
    scenario: {
      more: (plan, { provider }) => hosts.forEach((host, index) => {
        const there = { provider: `${provider}::id` };
        plan.add("kubernetes:core/v1:Service", `s${index}`, { metadata: metadata(`s${index}`), spec: { selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http" }] } }, there);
        const route = [{ destination: { host: `s${index}`, port: { number: 90 } } }];
        plan.add("kubernetes:networking.istio.io/v1:VirtualService", `v${index}`, { metadata: metadata(`v${index}`), spec: { hosts: [host], gateways: ["sorting"], http: [{ route }] } }, there);
      }),
    },
  });
}

/** One object with values that the plan does not have, and a long text that their names must not stand in. */
function placeholders(count: number): RecordedPlan {
  const data = Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index}`, UNKNOWN]));
  const plan = new PlanBuilder();
  plan.add("kubernetes:core/v1:ConfigMap", "settings", { metadata: { name: "settings" }, data, text: "x".repeat(count * 400) });
  return plan.build();
}

const WORKS: readonly { readonly name: string; readonly plan: (count: number) => RecordedPlan; readonly run: (plan: RecordedPlan) => unknown }[] = [
  { name: "routes through a gateway, analysed", plan: routes, run: analyse },
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
