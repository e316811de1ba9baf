import { KINDS } from "../model/kinds";
import type { PlanResource } from "../model/plan";
import { textAt } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

const subnet = (subnetName: string, virtualNetworkName: string): FixtureResource => ({ type: "azure-native:network:Subnet", inputs: { resourceGroupName: "rg", virtualNetworkName, subnetName, addressPrefix: "10.0.0.0/24" } });

const networkOf = ({ inputs }: PlanResource): string | undefined => {
  const [group, network] = [textAt(inputs, "resourceGroupName"), textAt(inputs, "virtualNetworkName")];
  return group === undefined || network === undefined ? undefined : `${group}/${network}`.toLowerCase();
};

/** New subnets alone: what stands is not written. */
export const parallelSubnetWrites: Rule = {
  id: "parallel-subnet-writes",
  severity: "warning",
  question: "Are subnets of one virtual network made at the same time, which Azure may refuse?",
  fix: "Chain them: let each subnet depend on the one before it (dependsOn), or describe them all in the virtual network.",
  source: "pulumi-azure-native#903",
  asOf: "2026-08-21",
  check: ({ graph }) => {
    const byNetwork = new Map<string, PlanResource[]>();
    for (const each of graph.where(KINDS.subnet)) {
      const network = each.op === "create" ? networkOf(each) : undefined;
      if (network !== undefined) byNetwork.set(network, [...(byNetwork.get(network) ?? []), each]);
    }
    return [...byNetwork.values()].flatMap(subnets => {
      const before = new Map(subnets.map(({ urn }) => [urn, graph.dependenciesOf(urn)]));
      return subnets.flatMap((later, index) => {
        const beside = subnets.slice(0, index).find(({ urn }) => before.get(later.urn)?.has(urn) !== true && before.get(urn)?.has(later.urn) !== true);
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
