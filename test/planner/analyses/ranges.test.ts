import { expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import { sortingPlan, type Scenario } from "../sorting-plan";

const estimatedIn = (scenario: Scenario): number | undefined => analyse(sortingPlan(scenario)).analyses.ipPlan.ranges.find(range => range.of === "services")?.estimated;

test("the range of the services holds those of what AKS adds, by estimate", () => {
  const policy = { addonProfiles: { azurePolicy: { enabled: true } } }, mesh = { serviceMeshProfile: { mode: "Istio", istio: { revisions: ["asm-1-27", "asm-1-28"] } } },
    identity = { securityProfile: { workloadIdentity: { enabled: true } } }, metrics = { azureMonitorProfile: { metrics: { enabled: true } } };
  const routing = (nginx: PlanObject) => ({ ingressProfile: { webAppRouting: { enabled: true, nginx } } }), [npm, calico, cilium] = ["azure", "calico", "cilium"].map(networkPolicy => ({ networkProfile: { networkPolicy } }));
  expect([policy, mesh, identity, metrics, routing({}), npm!, calico!].map(cluster => estimatedIn({ cluster }))).toEqual([3, 3, 2, 3, 3, 2, 2]);
  expect([{ addonProfiles: { azurepolicy: { enabled: false } } }, routing({ defaultIngressControllerType: "None" }), cilium!].map(cluster => estimatedIn({ cluster }))).toEqual([1, 1, 1]);
});
