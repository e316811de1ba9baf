import { KINDS } from "../model/kinds";
import { flagAt } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

const vault = (properties: FixtureResource["inputs"]): FixtureResource => ({ type: "azure-native:keyvault:Vault", inputs: { vaultName: "kv-example", properties } });

export const purgeProtectionOff: Rule = {
  id: "purge-protection-off",
  severity: "error",
  question: "Is purge protection of a vault set to false, which Azure refuses?",
  fix: "Leave the setting out; true turns it on, for good.",
  source: "azure-cli#29115; bicep-types-az, VaultProperties.enablePurgeProtection@2024-11-01",
  asOf: "2026-08-20",
  check: ({ graph }) => graph.where(KINDS.vault).filter(({ inputs }) => flagAt(inputs, "properties", "enablePurgeProtection") === false).map(({ urn }) => ({
    resource: urn, path: "inputs.properties.enablePurgeProtection", message: "purge protection can be turned on or left out, never set to false: Azure refuses the vault", evidence: { enablePurgeProtection: false },
  })),
  fixtures: { breaks: [vault({ enablePurgeProtection: false })], nearMiss: [vault({ enablePurgeProtection: true }), vault({ enableSoftDelete: true }), vault({ enablePurgeProtection: { $unknown: true } })] },
};
