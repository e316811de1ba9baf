import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import { groupedBy } from "../model/once";
import type { PlanResource } from "../model/plan";
import { textAt } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

const subnet = (subnetName: string, virtualNetworkName: string): FixtureResource => ({ type: "azure-native:network:Subnet", inputs: { resourceGroupName: "rg", virtualNetworkName, subnetName, addressPrefix: "10.0.0.0/24" } });

/** By its names, or else by the one network that its name comes from. */
const networkOf = ({ inputs, propertyDependencies }: PlanResource, graph: ResourceGraph): string | undefined => {
  const [group, network] = [textAt(inputs, "resourceGroupName"), textAt(inputs, "virtualNetworkName")];
  if (group !== undefined && network !== undefined) return `${group}/${network}`.toLowerCase();
  const [cause, ...more] = graph.where(KINDS.virtualNetwork).filter(({ urn }) => propertyDependencies.virtualNetworkName?.includes(urn));
  return more.length === 0 ? cause?.urn : undefined;
};

/** New subnets alone: what stands is not written. */
export const parallelSubnetWrites: Rule = {
  id: "parallel-subnet-writes",
  severity: "warning",
  question: "Are subnets of one virtual network made at the same time, which Azure may refuse?",
  fix: "Chain them: let each subnet depend on the one before it (dependsOn), or describe them all in the virtual network.",
  source: "pulumi-azure-native#903",
  asOf: "2026-08-21",
  ofCreation: true,
  check: ({ graph }) => {
    const byNetwork = groupedBy(graph.where(KINDS.subnet), each => (each.op === "create" ? networkOf(each, graph) : undefined));
    const apart = (a: PlanResource, b: PlanResource): boolean => !graph.dependsOn(a.urn, b.urn) && !graph.dependsOn(b.urn, a.urn);
    return [...byNetwork.values()].flatMap(subnets => {
      // Most are in one line: then no two need to be compared but neighbours.
      const line = graph.inOrder(subnets);
      if (line.every((each, index) => { const before = line[index - 1]; return before === undefined || graph.dependsOn(each.urn, before.urn); })) return [];
      return subnets.flatMap((later, index) => {
        const beside = subnets.find((earlier, at) => at < index && apart(earlier, later));
        return beside === undefined ? [] : [{
          resource: later.urn, path: "inputs.virtualNetworkName",
          message: `subnets ${textAt(beside.inputs, "subnetName") ?? beside.name} and ${textAt(later.inputs, "subnetName") ?? later.name} are written at once: Azure takes one write to a virtual network at a time, and refuses the other (AnotherOperationInProgress)`,
          evidence: { beside: beside.urn },
        }];
      });
    });
  },
  fixtures: { breaks: [subnet("a", "vnet"), subnet("b", "vnet")], nearMiss: [subnet("a", "vnet"), subnet("b", "other")] },
};
