import { RESERVED_SUBNETS } from "../../facts/reserved-subnets";
import { declaredSubnets } from "../analyses/subnets";
import { subnetFixture } from "./address-fixtures";
import type { Rule } from "./rule";

export const reservedSubnetSize: Rule = {
  id: "reserved-subnet-size",
  severity: "warning",
  question: "Is a subnet that Azure keeps for a gateway, a firewall or Bastion smaller than these ask for (estimate)?",
  fix: "Make it larger: a GatewaySubnet a /27, AzureBastionSubnet and AzureFirewallSubnet a /26.",
  source: RESERVED_SUBNETS.source,
  asOf: RESERVED_SUBNETS.asOf,
  check: ({ graph }) => declaredSubnets(graph).flatMap(({ name, resource, path, prefix }) => {
    const longest = RESERVED_SUBNETS.longest.get(name);
    return prefix && longest !== undefined && prefix.length > longest
      ? [{ resource, path, message: `subnet ${name} is a /${prefix.length}, where a /${longest} or larger is asked for (estimate)`, evidence: { prefix: prefix.text } }]
      : [];
  }),
  fixtures: { breaks: [subnetFixture({ subnetName: "AzureBastionSubnet", addressPrefix: "10.0.0.0/27" })], nearMiss: [subnetFixture({ subnetName: "AzureBastionSubnet", addressPrefix: "10.0.0.0/26" })] },
};
