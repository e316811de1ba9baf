import * as privatedns from "@pulumi/azure-native/privatedns";
import type * as pulumi from "@pulumi/pulumi";
import type { Placement } from "./component";

export interface PrivateZoneArgs extends Placement {
  /** The zone, such as `privatelink.azurecr.io`. */
  readonly zoneName: string;
  /** The VNet whose clients look names up in the zone: ARM id, and the physical name, which the link takes. */
  readonly network: { readonly id: pulumi.Input<string>; readonly name: string };
}

/**
 * A private DNS zone and its link to a VNet, by which the zone answers there. Zones and links lie in no region. Machines of the VNet are not registered in it.
 * @param logicalNames of the zone and of the link
 * @param options their parent
 */
export function privateZone(logicalNames: { readonly zone: string; readonly link: string }, { resourceGroupName, tags, zoneName, network }: PrivateZoneArgs, options: pulumi.CustomResourceOptions): privatedns.PrivateZone {
  const everywhere = { resourceGroupName, location: "global", tags };
  const zone = new privatedns.PrivateZone(logicalNames.zone, { ...everywhere, privateZoneName: zoneName }, options);
  new privatedns.VirtualNetworkLink(logicalNames.link, {
    ...everywhere, privateZoneName: zone.name, virtualNetworkLinkName: network.name, virtualNetwork: { id: network.id }, registrationEnabled: false,
  }, options);
  return zone;
}
