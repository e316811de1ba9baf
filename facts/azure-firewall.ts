/**
 * Azure Firewall: which rules it asks, and in which order.
 * Sources: azure-docs, firewall/rule-processing.md, firewall/fqdn-tags.md; azure-aks-docs, limit-egress-traffic.md, outbound-rules-control-egress.md; bicep-types-az, Microsoft.Network
 * (AzureFirewallPropertiesFormat, FirewallPolicyRuleCollection). As of 2026-11-22.
 */

/** The one subnet that a firewall of a virtual network can be in, and no other resource beside it. */
export const FIREWALL_SUBNET = "AzureFirewallSubnet";

/** The FQDN tag for every host name that AKS lists as needed. Source: limit-egress-traffic.md ("contains all the FQDNs listed in outbound network and FQDN rules"). */
export const AKS_FQDN_TAG = "AzureKubernetesService";

/** In the order in which Azure Firewall asks them: what a network rule matches, no application rule sees. What none matches is denied. Source: rule-processing.md. */
export const RULE_KINDS = ["network", "application"] as const;

/** Hosts of which one does for the others, so that a missing one alone proves nothing. Sources: outbound-rules-control-egress.md (packages.aks.azure.com replaces acs-mirror.azureedge.net); mcr-0001.mcr-msedge.net is where mcr.microsoft.com leads: an estimate. */
export const ALTERNATIVE_HOSTS: readonly (readonly string[])[] = [["packages.aks.azure.com", "acs-mirror.azureedge.net"], ["mcr.microsoft.com", "mcr-0001.mcr-msedge.net"]];

/** What stands before a `*` or `<…>` in a host name is not known, nor is what stands for it. */
const fixedEnd = (host: string): string => /[^*>]*$/.exec(host)?.[0] ?? "";

/**
 * Whether a name of a rule covers a host: `*` all, `*.example` all that ends so. Undefined where it covers some of the hosts that are meant.
 * @param host host name, with `*` or `<…>` for a part that is not known
 */
export function coversHost(pattern: string, host: string): boolean | undefined {
  const [name, meant] = [pattern.toLowerCase(), host.toLowerCase()];
  if (name === "*" || name === meant) return true;
  const end = fixedEnd(meant);
  const wildcard = name.startsWith("*");
  if (wildcard && end.endsWith(name.slice(1))) return true;
  return end !== meant && name.endsWith(end) ? undefined : false;
}
