import { GUARDED_SOURCE } from "../../facts/service-firewalls";
import { KINDS } from "../model/kinds";
import type { FixtureResource, Rule } from "./rule";
import { FIXTURE_CLUSTER, unreachable } from "./unreachable-service";

const fixture = (defaultAction: string): readonly FixtureResource[] => [
  ...FIXTURE_CLUSTER, { type: "azure-native:keyvault:Vault", inputs: { vaultName: "kv-example", properties: { networkAcls: { defaultAction, bypass: "AzureServices" } } } },
  { type: "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass", inputs: { metadata: { name: "secrets" }, spec: { provider: "azure", parameters: { keyvaultName: "kv-example" } } } },
];

export const unreachableVault: Rule = {
  id: "unreachable-vault",
  severity: "error",
  question: "Can pods reach the vault whose secrets they mount?",
  fix: "Give the vault a private endpoint with a zone group for privatelink.vaultcore.azure.net, and link that zone to the nodes' network; or a rule for the nodes' subnet, with service endpoint Microsoft.KeyVault there.",
  ...GUARDED_SOURCE,
  ...unreachable(KINDS.vault, "inputs.properties", "vault"),
  fixtures: { breaks: fixture("Deny"), nearMiss: fixture("Allow") },
};
