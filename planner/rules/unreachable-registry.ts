import { GUARDED_SOURCE } from "../../facts/service-firewalls";
import { KINDS } from "../model/kinds";
import type { FixtureResource, Rule } from "./rule";
import { FIXTURE_CLUSTER, unreachable } from "./unreachable-service";

const fixture = (publicNetworkAccess: string): readonly FixtureResource[] => [
  ...FIXTURE_CLUSTER, { type: "azure-native:containerregistry:Registry", inputs: { registryName: "acrexample", sku: { name: "Premium" }, publicNetworkAccess } },
  { type: "kubernetes:apps/v1:Deployment", inputs: { metadata: { name: "web" }, spec: { template: { spec: { containers: [{ name: "web", image: "acrexample.azurecr.io/web:1" }] } } } } },
];

export const unreachableRegistry: Rule = {
  id: "unreachable-registry",
  severity: "error",
  question: "Can the nodes reach the registry that they pull from?",
  fix: "Give the registry a private endpoint with a zone group for privatelink.azurecr.io, and link that zone to the nodes' network; or let its public address answer.",
  ...GUARDED_SOURCE,
  ...unreachable(KINDS.registry, "inputs.publicNetworkAccess", "registry"),
  fixtures: { breaks: fixture("Disabled"), nearMiss: fixture("Enabled") },
};
