import * as network from "@pulumi/azure-native/network";
import type * as pulumi from "@pulumi/pulumi";
import type { Placement } from "./component";

export interface PublicAddressesArgs extends Placement {
  /** The first one's name; the others have their number behind it. */
  readonly name: string;
  readonly count: number;
  /** All of a region's zones for an address that survives the loss of one; none for a regional address. */
  readonly zones: readonly string[];
}

/** Static public addresses of the Standard SKU: the kind that NAT gateways and VPN gateways with zones take. */
export function publicAddresses(logicalName: string, { resourceGroupName, location, tags, name, count, zones }: PublicAddressesArgs, options: pulumi.CustomResourceOptions): readonly network.PublicIPAddress[] {
  return Array.from({ length: count }, (_, index) => {
    const suffix = index === 0 ? "" : `-${index + 1}`;
    return new network.PublicIPAddress(`${logicalName}${suffix}`, {
      resourceGroupName, location, tags,
      publicIpAddressName: `${name}${suffix}`,
      sku: { name: "Standard" },
      publicIPAllocationMethod: "Static",
      publicIPAddressVersion: "IPv4",
      ...(zones.length > 0 && { zones: [...zones] }),
    }, options);
  });
}
