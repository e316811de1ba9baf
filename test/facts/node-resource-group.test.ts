import { expect, test } from "@jest/globals";
import { ADDON_IDENTITIES, MANAGED_SUBNET, NODE_GROUP_NAMES } from "../../facts/node-resource-group";
import { parsePrefix } from "../../facts/addresses";

test("a Linux pool's scale set carries the pool's name and digits that nobody knows before", () => {
  expect(NODE_GROUP_NAMES.linuxScaleSet("system")).toMatchObject({ name: "aks-system-<8 digits>-vmss", certainty: "documented" });
});

test("every name says where it is known from and as of when", () => {
  const all = [
    NODE_GROUP_NAMES.group("g"), NODE_GROUP_NAMES.linuxScaleSet("p"), NODE_GROUP_NAMES.windowsScaleSet("p"), NODE_GROUP_NAMES.securityGroup(), NODE_GROUP_NAMES.routeTable(),
    NODE_GROUP_NAMES.virtualNetwork(), NODE_GROUP_NAMES.loadBalancer("kubernetes"), NODE_GROUP_NAMES.outboundAddress(), NODE_GROUP_NAMES.serviceAddress(), NODE_GROUP_NAMES.natGateway(),
    NODE_GROUP_NAMES.kubeletIdentity("c"), NODE_GROUP_NAMES.privateEndpoint(), NODE_GROUP_NAMES.privateEndpointInterface(), NODE_GROUP_NAMES.privateDnsZone("westeurope"),
    ...Object.values(ADDON_IDENTITIES), MANAGED_SUBNET,
  ];
  for (const { source } of all) expect(source).toMatch(/, as of \d{4}-\d{2}-\d{2}$/);
});

test("the subnet that AKS makes is a prefix", () => {
  expect(parsePrefix(MANAGED_SUBNET.prefix)?.text).toBe(MANAGED_SUBNET.prefix);
});
