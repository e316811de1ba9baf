/** Subnets whose name Azure reserves for one of its services, and the smallest that each takes. */
import { GATEWAY_SUBNET } from "./vpn-gateway";

/** Lengths from a text of Microsoft's for planners; no page of the documentation was at hand: an estimate. */
export const RESERVED_SUBNETS = {
  source: "microsoft/azure-skills, networking-core.md", asOf: "2026-08-21",
  longest: new Map<string, number>([[GATEWAY_SUBNET.name, GATEWAY_SUBNET.longest], ["AzureBastionSubnet", 26], ["AzureFirewallSubnet", 26]]),
} as const;

/** Type of the resources that alone can be in a subnet of the name, in lower case, and are in no other. Source: as above, "requires a subnet named exactly". */
const KEPT_FOR: ReadonlyMap<string, string> = new Map([
  [GATEWAY_SUBNET.name.toLowerCase(), "VirtualNetworkGateway"], ["azurebastionsubnet", "BastionHost"], ["azurefirewallsubnet", "AzureFirewall"], ["azurefirewallmanagementsubnet", "AzureFirewall"],
]);

/** Whether a resource can be in a subnet of the name. @param type last part of its type token, such as `BastionHost` */
export function mayBeInSubnet(type: string, name: string): boolean {
  const kept = KEPT_FOR.get(name.toLowerCase());
  return kept === undefined ? ![...KEPT_FOR.values()].includes(type) : kept === type;
}
