/** Subnets whose name Azure reserves for one of its services, and the smallest that each takes. */
import { GATEWAY_SUBNET } from "./vpn-gateway";

/** Lengths from a text of Microsoft's for planners; no page of the documentation was at hand: an estimate. */
export const RESERVED_SUBNETS = {
  source: "microsoft/azure-skills, networking-core.md", asOf: "2026-08-21",
  longest: new Map<string, number>([[GATEWAY_SUBNET.name, GATEWAY_SUBNET.longest], ["AzureBastionSubnet", 26], ["AzureFirewallSubnet", 26]]),
} as const;
