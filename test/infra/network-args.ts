/** A VNet with the two subnets that every one has, for components that stand in it. */
import type { NetworkArgs } from "../../infra/network";

export const place = { resourceGroupName: "rg", location: "canadacentral", tags: { stack: "test" } };

export const networkArgs: NetworkArgs = {
  ...place, addressSpace: "10.240.0.0/16", subnets: { aks: "10.240.0.0/24", services: "10.240.1.0/24" }, services: [], frontEnds: true,
  names: { virtualNetwork: "vnet", nodesSecurityGroup: "nsg", aksSubnet: "aks", servicesSubnet: "services", podsSubnet: "pods", endpointsSubnet: "endpoints", privateLinkSubnet: "private-link" },
};

/** The same with further subnets. */
export const withSubnets = (more: Partial<NetworkArgs["subnets"]>): NetworkArgs => ({ ...networkArgs, subnets: { ...networkArgs.subnets, ...more } });
