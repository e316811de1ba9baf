/** The resource groups that Azure makes beside Azure Monitor workspaces, with what is in them. */
import { METRICS_GROUP_SOURCE, metricsGroupName } from "../../facts/managed-prometheus";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { PredictedResource } from "../model/plan";
import { textAt } from "../model/read";

/** Nothing for a workspace whose name or region is not known. */
export function metricsGroups(graph: ResourceGraph): readonly PredictedResource[] {
  return graph.where(KINDS.metricsWorkspace).flatMap(({ urn, inputs }): PredictedResource[] => {
    const name = textAt(inputs, "azureMonitorWorkspaceName");
    const region = textAt(inputs, "location");
    if (name === undefined || region === undefined) return [];
    const resourceGroup = metricsGroupName(name, region);
    const common = { because: [urn], certainty: "documented", source: METRICS_GROUP_SOURCE } as const;
    return [
      { type: "Microsoft.Resources/resourceGroups", name: resourceGroup, properties: { region, managedBy: name }, ...common },
      ...["dataCollectionRules", "dataCollectionEndpoints"].map(type => ({ type: `Microsoft.Insights/${type}`, name, resourceGroup, properties: { use: "remote write" }, ...common })),
    ];
  });
}
