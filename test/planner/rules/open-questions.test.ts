import { expect, test } from "@jest/globals";
import { analyse, conclude } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import { brokenIngressRoute } from "../../../planner/rules/broken-ingress-route";
import { RULES } from "../../../planner/rules/catalogue";
import { fixturePlan } from "../../../planner/rules/fixture-plan";
import { imagePullRights } from "../../../planner/rules/image-pull-rights";
import { openQuestions } from "../../../planner/rules/open-questions";
import { PlanBuilder, UNKNOWN } from "../plan-builder";

const CLUSTER = "azure-native:containerservice:ManagedCluster";
const POOL = "azure-native:containerservice:AgentPool";

/** Paths and messages of what one rule cannot decide. */
function doubts(rule: string, ...resources: readonly (readonly [type: string, inputs: PlanObject])[]): readonly (readonly [path: string | undefined, message: string])[] {
  const plan = new PlanBuilder();
  for (const [index, [type, inputs]] of resources.entries()) plan.add(type, `r${index}`, inputs);
  return analyse(plan.build()).undecided.filter(each => each.rule === rule).map(({ path, message }) => [path, message]);
}

test.each([CLUSTER, "azure-native:containerservice/v20250901:ManagedCluster", "azure-native_containerservice_v20250901:containerservice:ManagedCluster"])("what %s does not tell is asked whatever the version of its API", type => {
  expect(doubts("kubenet-retirement", [type, { resourceName: "aks", networkProfile: { networkPlugin: UNKNOWN } }])).toEqual([
    ["inputs.networkProfile.networkPlugin", expect.stringContaining("inputs.networkProfile.networkPlugin of r0 is not known: ")],
  ]);
});

test.each(["v1", "v1beta1"])("so is what an object of networking.istio.io/%s does not tell", version => {
  const fixture = brokenIngressRoute.fixtures.breaks.map(({ type, inputs }) => [type.replace(/\.io\/v1:/, `.io/${version}:`), /:VirtualService$/.test(type) ? { ...inputs, spec: UNKNOWN } : inputs] as const);
  expect(doubts("broken-ingress-route", ...fixture).map(([, message]) => message.split(" is not known")[0])).toEqual(["inputs.spec of r2"]);
});

test("a doubt names the value that stands where it points, not another of the same resource", () => {
  expect(doubts("kubenet-retirement", [CLUSTER, { resourceName: UNKNOWN, networkProfile: { networkPlugin: UNKNOWN } }])).toEqual([
    ["inputs.networkProfile.networkPlugin", expect.stringMatching(/^inputs\.networkProfile\.networkPlugin of r0 /)],
  ]);
  const zones = doubts("region-without-zones", [CLUSTER, { resourceName: "aks", location: "westus", agentPoolProfiles: [{ name: "a", availabilityZones: UNKNOWN }, { name: "b", availabilityZones: UNKNOWN }] }]);
  expect(zones.map(([path, message]) => [path, message.split(" ")[0]])).toEqual([0, 1].map(index => [`inputs.agentPoolProfiles[${index}].availabilityZones`, `inputs.agentPoolProfiles[${index}].availabilityZones`]));
});

test("a doubt that points to no unknown value names the one that it hangs on, of whatever resource", () => {
  const cluster = (resourceName: string) => [CLUSTER, { resourceName, resourceGroupName: "g", location: UNKNOWN, agentPoolProfiles: [] }] as const;
  const found = doubts("region-without-zones", cluster("one"), cluster("two"), cluster("three"), [POOL, { agentPoolName: "a", resourceName: "two", resourceGroupName: "g", availabilityZones: ["1"], vmSize: UNKNOWN }]);
  expect(found.map(([path, message]) => [path, message.split(" is not known")[0]])).toEqual([["inputs.availabilityZones", "inputs.location of r1"]]);
});

test("a rule's own doubt of one value hides none of another value of the same resource", () => {
  const found = doubts("pool-setting-refused", [POOL, { agentPoolName: "a", resourceName: "aks", osSKU: UNKNOWN, osDiskType: "Ephemeral", osDiskSizeGB: 151, vmSize: UNKNOWN }]);
  expect(found.map(([path]) => path)).toEqual(["inputs.osDiskType", "inputs.osSKU"]);
  expect(doubts("pool-setting-refused", [POOL, { agentPoolName: "a", resourceName: "aks", osDiskType: "Ephemeral", osDiskSizeGB: UNKNOWN, vmSize: UNKNOWN }]).map(([path]) => path)).toContain("inputs.osDiskSizeGB");
});

test("what many resources leave open in one way is asked of a plan for all of them, not of one for each, nor of one for each rule", () => {
  const plan = new PlanBuilder();
  for (let index = 0; index < 40; index++) {
    plan.add(CLUSTER, `r${index}`, { resourceName: `aks${index}`, location: UNKNOWN, networkProfile: { networkPlugin: UNKNOWN } });
    plan.add(POOL, `p${index}`, { agentPoolName: "a", resourceName: `aks${index}`, availabilityZones: ["1"] });
  }
  let asked = 0;
  const found = openQuestions(RULES, plan.build(), [], each => { asked++; return conclude(each); });
  expect([asked < 12, found.filter(({ rule }) => rule === "region-without-zones").length]).toEqual([true, 40]);
  expect(found.find(({ rule }) => rule === "region-without-zones")?.message).toContain("inputs.location of r0, or of one of 39 others, is not known: ");
});

test("a role's scope that is not known, but comes from a resource, is no question: it is that resource", () => {
  const plan = fixturePlan(imagePullRights.fixtures.nearMiss);
  const registry = plan.resources.find(({ type }) => type.endsWith(":Registry"))?.urn ?? "";
  const of = (scope: readonly string[]) => analyse({ ...plan, resources: plan.resources.map(each => (each.type.endsWith(":RoleAssignment") && each.inputs.scope !== undefined
    ? { ...each, inputs: { ...each.inputs, scope: UNKNOWN }, propertyDependencies: { ...each.propertyDependencies, scope } } : each)) });
  const told = (scope: readonly string[]) => of(scope).undecided.filter(({ rule }) => rule === imagePullRights.id).length;
  expect([told([registry]), told([])]).toEqual([0, 1]);
});
