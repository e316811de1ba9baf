import { armIdentity, armNames } from "../../facts/arm-ids";
import type { ResourceGraph } from "../model/graph";
import type { PlanResource } from "../model/plan";
import { listAt, textAt } from "../model/read";
import { KINDS } from "../model/kinds";
import type { FixtureResource, Rule } from "./rule";

const subnet = (subnetName: string): FixtureResource => ({ type: "azure-native:network:Subnet", inputs: { resourceGroupName: "rg", virtualNetworkName: "vnet", subnetName } });

/** Where a resource goes: one subscription for all providers that name none, and one for each whose subscription is not known. */
function subscriptionOf(resource: PlanResource, graph: ResourceGraph): string {
  const provider = graph.providerOf(resource);
  if (!provider || provider.inputs.subscriptionId === undefined) return "default";
  return textAt(provider.inputs, "subscriptionId") ?? provider.urn;
}

/** ARM compares without regard to letter case. */
function idOf(resource: PlanResource, graph: ResourceGraph): string | undefined {
  const names = [...armNames(resource.type), "resourceGroupName", "scope", "resourceUri"];
  const inputs = Object.fromEntries(names.map(name => [name, textAt(resource.inputs, name)]));
  return armIdentity(resource.type, inputs, subscriptionOf(resource, graph))?.id.toLowerCase();
}

export const nameUsedTwice: Rule = {
  id: "name-used-twice",
  severity: "error",
  question: "Do two resources have the same place in Azure?",
  fix: "Give one of them another name, or declare it once: the second would change the first or be refused, and deleting one deletes both.",
  source: "azure-docs, azure-resource-manager/management/resource-name-rules.md (names are compared without regard to case)",
  asOf: "2026-08-21",
  check: ({ graph }) => {
    const first = new Map<string, PlanResource>();
    const twice = graph.resources.filter(({ op, custom }) => custom && op !== "read").flatMap(resource => {
      const id = idOf(resource, graph);
      const before = id === undefined ? undefined : first.get(id);
      if (id !== undefined && !before) first.set(id, resource);
      const input = armNames(resource.type).at(-1) ?? "name";
      return !before ? [] : [{
        resource: resource.urn, path: `inputs.${input}`, evidence: { name: textAt(resource.inputs, input) ?? "", other: before.urn },
        message: `${textAt(resource.inputs, input) ?? resource.name} is declared by ${before.name} already: both are one resource in Azure`,
      }];
    });
    const pools = graph.where(KINDS.managedCluster).flatMap(({ urn, inputs }) => {
      const names = listAt(inputs, "agentPoolProfiles").map(pool => textAt(pool, "name"));
      return names.flatMap((name, index) => (name === undefined || names.indexOf(name) === index ? [] : [{
        resource: urn, path: `inputs.agentPoolProfiles[${index}].name`, message: `two of the cluster's pools are called ${name}`, evidence: { name }, fix: "Give each pool a name of its own.",
      }]));
    });
    return [...twice, ...pools];
  },
  fixtures: { breaks: [subnet("nodes"), subnet("Nodes")], nearMiss: [subnet("nodes"), subnet("nodes-2")] },
};
