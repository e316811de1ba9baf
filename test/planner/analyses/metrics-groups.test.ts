import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import { PlanBuilder, UNKNOWN } from "../plan-builder";

function predictedBeside(inputs: PlanObject) {
  const plan = new PlanBuilder();
  plan.add("azure-native:monitor:AzureMonitorWorkspace", "metrics", inputs);
  return analyse(plan.build()).predicted.map(({ type, name, resourceGroup }) => [type, name, resourceGroup]);
}

describe("beside a workspace of Prometheus' metrics", () => {
  test("Azure makes a group with a rule and an endpoint of the workspace's name", () => {
    expect(predictedBeside({ azureMonitorWorkspaceName: "amw", location: "Canada Central" })).toEqual([
      ["Microsoft.Resources/resourceGroups", "MA_amw_canadacentral_managed", undefined],
      ["Microsoft.Insights/dataCollectionRules", "amw", "MA_amw_canadacentral_managed"],
      ["Microsoft.Insights/dataCollectionEndpoints", "amw", "MA_amw_canadacentral_managed"],
    ]);
  });

  test("nothing is guessed where its name or region is not known", () => {
    expect([predictedBeside({ azureMonitorWorkspaceName: UNKNOWN, location: "canadacentral" }), predictedBeside({ azureMonitorWorkspaceName: "amw" })]).toEqual([[], []]);
  });
});
