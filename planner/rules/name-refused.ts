import { NAME_RULES, nameProblem, type NameRule } from "../../facts/naming";
import { physicalNames } from "../analyses/physical-names";
import type { FixtureResource, Rule } from "./rule";

const registry = (registryName: string): FixtureResource => ({ type: "azure-native:containerregistry:Registry", inputs: { resourceGroupName: "rg", registryName } });
const cluster = (resourceName: string): FixtureResource => ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceGroupName: "rg-example", resourceName, location: "canadacentral" } });

/** Azure's own name for the node resource group may become too long though every part of it is allowed. */
export const nameRefused: Rule = {
  id: "name-refused",
  severity: "error",
  question: "Is there a name that Azure refuses, by its length or its characters?",
  fix: "Change the name to what is allowed. Azure refuses some names only after minutes, when the resources before them are made.",
  source: "azure-docs, azure-resource-manager/management/resource-name-rules.md; bicep-types-az; azure-aks-docs, faq.yml",
  asOf: "2026-08-21",
  check: ({ graph, analyses }) => [
    ...physicalNames(graph, analyses).flatMap(({ kind, of, name, resource, path }) => {
      const problem = name === undefined ? undefined : nameProblem(kind, name);
      const { source, asOf }: NameRule = NAME_RULES[kind];
      return name === undefined || problem === undefined ? [] : [{ resource, path, message: `${of} ${name}: allowed are ${problem}`, evidence: { name, length: name.length, allowed: problem, source: `${source}, as of ${asOf}` } }];
    }),
    // A name that is given is held against the limit above.
    ...analyses.managedGroups.filter(({ name, verdict }) => verdict === "too-long" && name.startsWith("MC_")).flatMap(({ cluster: resource, name, limit }) =>
      (graph.byUrn(resource)?.inputs.nodeResourceGroup !== undefined ? [] : [{
        resource, path: "inputs.nodeResourceGroup", evidence: { name, length: name.length, limit },
        message: `the node resource group would be ${name}: ${name.length} characters, and AKS takes ${limit}`, fix: "Give nodeResourceGroup a name of your own, or shorten the names of resource group and cluster.",
      }])),
  ],
  undecided: ({ graph, analyses }) => [
    ...physicalNames(graph, analyses).filter(({ name }) => name === undefined).map(({ of, resource, path }) => ({ resource, path, message: `the name of a ${of} is not known: its length and characters were not checked` })),
    ...analyses.managedGroups.filter(({ cluster: urn, verdict }) => verdict === "undecided" && graph.byUrn(urn)?.inputs.nodeResourceGroup === undefined).map(({ cluster: resource, name }) => ({
      resource, path: "inputs.nodeResourceGroup", message: `a part of the node resource group's name is not known (${name}): its length was not checked`,
    })),
  ],
  fixtures: { breaks: [registry("acr-example"), cluster("a".repeat(63))], nearMiss: [registry("acrexample"), cluster("a".repeat(52))] },
};
