/** What a role's scope covers, against the words of Azure RBAC: a scope covers what its id is a beginning of, part by part, whatever the letter case. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ArmPlaces } from "../../../planner/analyses/arm-places";
import { covers, scopeFinder, type Assignment } from "../../../planner/analyses/role-assignments";
import { ResourceGraph } from "../../../planner/model/graph";
import { PlanBuilder, predicted } from "../plan-builder";

const SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000001";
const plan = new PlanBuilder();
const ids = new Map<string, string>();
const add = (type: string, name: string, id: string, inputs: Readonly<Record<string, string>>): void => { ids.set(plan.add(`azure-native:${type}`, name, inputs, { id: predicted(id) }), id); };
// Names that begin alike, and the same names in two groups.
for (const resourceGroupName of ["rg", "rg2"]) {
  const group = `${SUBSCRIPTION}/resourceGroups/${resourceGroupName}`;
  add("resources:ResourceGroup", resourceGroupName, group, { resourceGroupName });
  for (const network of ["v", "v2"]) {
    const id = `${group}/providers/Microsoft.Network/virtualNetworks/${network}`;
    add("network:VirtualNetwork", `${resourceGroupName}-${network}`, id, { resourceGroupName, virtualNetworkName: network });
    for (const subnet of ["a", "ab"]) add("network:Subnet", `${resourceGroupName}-${network}-${subnet}`, `${id}/subnets/${subnet}`, { resourceGroupName, virtualNetworkName: network, subnetName: subnet });
  }
  add("containerregistry:Registry", `${resourceGroupName}-r`, `${group}/providers/Microsoft.ContainerRegistry/registries/v`, { resourceGroupName, registryName: "v" });
}
const places = new ArmPlaces(new ResourceGraph(plan.build().resources));
const urns = [...ids.keys()];

const scopes = fc.tuple(
  fc.constantFrom(SUBSCRIPTION, ...ids.values(), ...[...ids.values()].map(id => `${id}/providers/Microsoft.Authorization/locks/x`), `${SUBSCRIPTION}/resourceGroups/r`, `${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets`),
  fc.constantFrom((text: string) => text, (text: string) => text.toUpperCase(), (text: string) => text.toLowerCase()),
).map(([id, written]) => written(id));

const assignmentOf = (scope: Pick<Assignment, "scopeId" | "scopes">, name = "g"): Assignment => ({ resource: { urn: name, name, type: "x", custom: true, inputs: {}, dependencies: [], propertyDependencies: {}, options: {}, op: "create" }, principals: [], toGroup: false, conditional: false, ...scope });
const placeOf = (urn: string) => { const resource = places.graph.byUrn(urn); if (!resource) throw new Error(urn); return places.of(resource); };

describe("a scope", () => {
  test("covers itself and what lies in it, and nothing else", () => {
    fc.assert(fc.property(scopes, fc.constantFrom(...urns), (scopeId, urn) => {
      const [scope, id] = [scopeId, ids.get(urn) ?? ""].map(text => text.toLowerCase().split("/"));
      const inside = scope?.every((part, index) => id?.[index] === part) === true;
      expect(covers(assignmentOf({ scopeId, scopes: [] }), placeOf(urn), places).answer).toBe(inside ? "yes" : "no");
    }), { numRuns: 1000 });
  });

  test("is found among many by what it may cover: none is lost, and their order is kept", () => {
    const one = fc.oneof({ weight: 3, arbitrary: scopes.map(scopeId => ({ scopeId, scopes: [] as readonly string[] })) }, { weight: 1, arbitrary: fc.subarray(urns, { maxLength: 2 }).map(some => ({ scopes: some })) },
      { weight: 1, arbitrary: fc.constantFrom("/", "/providers/Microsoft.Management/managementGroups/m", "x").map(scopeId => ({ scopeId, scopes: [] as readonly string[] })) });
    fc.assert(fc.property(fc.array(one, { maxLength: 12 }), fc.constantFrom(...urns), (given, urn) => {
      const assignments = given.map((scope, index) => assignmentOf(scope, `g${index}`));
      const may = (all: readonly Assignment[]) => all.filter(each => covers(each, placeOf(urn), places).answer !== "no");
      expect(may(scopeFinder(assignments)(placeOf(urn)))).toEqual(may(assignments));
    }), { numRuns: 500 });
  });
});
