/** The length and alphabet rules of Azure's names. Azure refuses a bad name late, some only after minutes: here they are refused before anything is declared. */

/** What a kind of name must be. Lengths are in characters, both ends inclusive. */
export interface NameRule {
  readonly min: number;
  readonly max: number;
  readonly pattern: RegExp;
  /** The alphabet in words, for error messages. */
  readonly alphabet: string;
  readonly source: string;
  readonly asOf: string;
}

const RULES_PAGE = "azure-docs, azure-resource-manager/management/resource-name-rules.md";
const networkName = { min: 1, max: 80, pattern: /^[A-Za-z0-9]([\w.-]*\w)?$/, alphabet: "letters, digits, _ . -; starts with a letter or digit, ends with one or _", source: RULES_PAGE, asOf: "2020-12-31" };

export const NAME_RULES = {
  resourceGroup: { min: 1, max: 90, pattern: /^[\p{L}\p{N}_().-]*[\p{L}\p{N}_()-]$/u, alphabet: "letters, digits, _ ( ) - . ; does not end with a full stop", source: RULES_PAGE, asOf: "2020-12-31" },
  cluster: { min: 1, max: 63, pattern: /^[a-zA-Z0-9]([-_a-zA-Z0-9]*[a-zA-Z0-9])?$/, alphabet: "letters, digits, - _; starts and ends with a letter or digit", source: "bicep-types-az, Microsoft.ContainerService/managedClusters@2026-05-01", asOf: "2026-08-20" },
  nodeResourceGroup: { min: 1, max: 80, pattern: /^[\p{L}\p{N}_().-]*[\p{L}\p{N}_()-]$/u, alphabet: "letters, digits, _ ( ) - .", source: "azure-docs, AKS troubleshooting (naming rules)", asOf: "2020-12-31" },
  dnsPrefix: { min: 1, max: 54, pattern: /^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$/, alphabet: "letters, digits, -; starts and ends with a letter or digit", source: "PSRule.Rules.Azure, Azure.AKS.DNSPrefix", asOf: "2026-08-21" },
  linuxPool: { min: 1, max: 12, pattern: /^[a-z][a-z0-9]*$/, alphabet: "lower-case letters and digits; starts with a letter", source: "bicep-types-az, Microsoft.ContainerService/managedClusters/agentPools@2026-05-01", asOf: "2026-08-20" },
  windowsPool: { min: 1, max: 6, pattern: /^[a-z][a-z0-9]*$/, alphabet: "lower-case letters and digits; starts with a letter", source: "azure-aks-docs, create-node-pools.md; bicep-types-az, agentPools (name)", asOf: "2026-08-21" },
  registry: { min: 5, max: 50, pattern: /^[a-zA-Z0-9]*$/, alphabet: "letters and digits", source: "bicep-types-az, Microsoft.ContainerRegistry/registries@2025-11-01", asOf: "2026-08-20" },
  vault: { min: 3, max: 24, pattern: /^[a-zA-Z](?!.*--)([a-zA-Z0-9-]*[a-zA-Z0-9])?$/, alphabet: "letters, digits, single -; starts with a letter, ends with a letter or digit", source: "PSRule.Rules.Azure, Azure.KeyVault.Name", asOf: "2026-08-21" },
  vaultSecret: { min: 1, max: 127, pattern: /^[a-zA-Z0-9-]*$/, alphabet: "letters, digits, -", source: "bicep-types-az, Microsoft.KeyVault/vaults/secrets@2024-11-01", asOf: "2026-08-20" },
  virtualNetwork: { min: 2, max: 64, pattern: /^[A-Za-z0-9][\w.-]*\w$/, alphabet: "letters, digits, _ . -; starts with a letter or digit, ends with one or _", source: "PSRule.Rules.Azure, Azure.VNET.Name", asOf: "2026-08-21" },
  subnet: networkName,
  networkSecurityGroup: networkName,
  privateEndpoint: { min: 2, max: 64, pattern: /^[A-Za-z0-9][\w.-]*\w$/, alphabet: "letters, digits, _ . -; starts with a letter or digit, ends with one or _", source: RULES_PAGE, asOf: "2023-11-20" },
  privateLinkService: networkName,
  publicAddress: networkName,
  routeTable: networkName,
  virtualNetworkGateway: networkName,
  localNetworkGateway: networkName,
  connection: networkName,
  /** No rule of its own is documented where we looked: that of its neighbours, an estimate. */
  natGateway: networkName,
  workspace: { min: 4, max: 63, pattern: /^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$/, alphabet: "letters, digits, -; starts and ends with a letter or digit", source: "bicep-types-az, Microsoft.OperationalInsights/workspaces@2026-03-01", asOf: "2026-08-20" },
  /** The alphabet is the ARM type's, the length an estimate: no page gives one. */
  monitorWorkspace: { min: 4, max: 44, pattern: /^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$/, alphabet: "letters, digits, -; starts and ends with a letter or digit", source: "bicep-types-az, Microsoft.Monitor/accounts@2023-04-03", asOf: "2026-08-20" },
  dataCollectionRule: { min: 3, max: 64, pattern: /^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$/, alphabet: "letters, digits, -; starts and ends with a letter or digit", source: "microsoft/Docker-Provider, onboarding-msi-bicep", asOf: "2026-08-21" },
  dataCollectionEndpoint: { min: 3, max: 43, pattern: /^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$/, alphabet: "letters, digits, -; starts and ends with a letter or digit", source: "microsoft/Docker-Provider, onboarding-msi-bicep", asOf: "2026-08-21" },
  actionGroup: { min: 1, max: 260, pattern: /^[A-Za-z0-9][\w-]*$/, alphabet: "letters, digits, - _; starts with a letter or digit", source: "an estimate, narrower than what Azure takes", asOf: "2026-08-21" },
  identity: { min: 3, max: 128, pattern: /^[A-Za-z0-9][\w-]*$/, alphabet: "letters, digits, - _; starts with a letter or digit", source: RULES_PAGE, asOf: "2020-12-31" },
  federatedCredential: { min: 3, max: 120, pattern: /^[a-zA-Z0-9][a-zA-Z0-9_-]*$/, alphabet: "letters, digits, - _; starts with a letter or digit", source: "bicep-types-az, Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30", asOf: "2026-08-20" },
  /** The page's 63 characters are those of one part, as in all of DNS: AKS's own zones are longer as a whole. */
  privateDnsZone: {
    min: 1, max: 253, pattern: /^[\w-]{1,63}(\.[\w-]{1,63}){1,33}$/, alphabet: "2 to 34 parts of up to 63 letters, digits, _ -, with full stops between them",
    source: `${RULES_PAGE}; RFC 1035, 2.3.4; azure-aks-docs, private-clusters.md (subzones)`, asOf: "2026-08-21",
  },
  roleAssignment: { min: 36, max: 36, pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, alphabet: "a GUID", source: "azure-docs, role-based-access-control/role-assignments-template.md", asOf: "2026-08-21" },
  /** An RFC 1123 label: namespaces, and names that become host names. */
  kubernetesLabel: { min: 1, max: 63, pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, alphabet: "lower-case letters, digits, -; starts and ends with a letter or digit", source: "Kubernetes, object names (RFC 1123 label)", asOf: "2026-08-21" },
} as const satisfies Record<string, NameRule>;

export type NameKind = keyof typeof NAME_RULES;

/** Says what is wrong with a name, as what would be allowed; undefined where the name is good. */
export function nameProblem(kind: NameKind, name: string): string | undefined {
  const rule: NameRule = NAME_RULES[kind];
  if (name.length < rule.min || name.length > rule.max) return `${rule.min} to ${rule.max} characters, not ${name.length}`;
  return rule.pattern.test(name) ? undefined : rule.alphabet;
}
