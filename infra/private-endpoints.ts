import * as network from "@pulumi/azure-native/network";
import type * as pulumi from "@pulumi/pulumi";
import { PRIVATE_LINKS, type PrivateLinkKind } from "../facts/private-link";
import { Organ, type Placement } from "./component";
import { privateZone, type PrivateZoneArgs } from "./private-zone";

/** A service that clients in the VNet shall reach by a private address. */
export interface PrivateTarget {
  /** Decides the part of the service and the DNS zone; there is one target of a kind at most. */
  readonly kind: PrivateLinkKind;
  /** ARM id of the service. */
  readonly id: pulumi.Input<string>;
  /** Name of the endpoint, 2 to 64 characters. */
  readonly endpointName: string;
}

export interface PrivateEndpointsArgs extends Placement {
  /** The VNet whose clients find the services by their private addresses: ARM id, and the physical name, which each zone's link to it takes. */
  readonly network: PrivateZoneArgs["network"];
  /** ARM id of the subnet that the endpoints take their addresses from. */
  readonly subnetId: pulumi.Input<string>;
  readonly targets: readonly PrivateTarget[];
  /** What else writes to the VNet, and is written before. */
  readonly after?: readonly pulumi.Resource[];
}

/**
 * Private endpoints with their private DNS: for each target a zone, the zone's link to the VNet, the endpoint, and the zone group through which Azure keeps the endpoint's
 * addresses in the zone. Who needs a target by its name waits for this whole component: until zone, link and records are there, names lead to the public address, which refuses.
 * The cluster itself needs none of it, its own images come from Microsoft's registry; the pods do.
 */
export class PrivateEndpoints extends Organ {
  constructor(name: string, args: PrivateEndpointsArgs, options?: pulumi.ComponentResourceOptions) {
    super("PrivateEndpoints", name, options);
    const { resourceGroupName, location, tags } = args;
    let previous: readonly pulumi.Resource[] = args.after ?? [];
    for (const { kind, id, endpointName } of args.targets) {
      const { zone: zoneName, groupId } = PRIVATE_LINKS[kind];
      const zone = privateZone({ zone: `${kind}-zone`, link: `${kind}-zone-link` }, { resourceGroupName, location, tags, zoneName, network: args.network }, this.child());
      // Endpoints of one subnet one after the other, as all writes to the VNet.
      const endpoint = new network.PrivateEndpoint(`${kind}-endpoint`, {
        resourceGroupName, location, tags,
        privateEndpointName: endpointName,
        customNetworkInterfaceName: `${endpointName}-nic`,
        subnet: { id: args.subnetId },
        privateLinkServiceConnections: [{ name: kind, privateLinkServiceId: id, groupIds: [groupId] }],
      }, this.child([...previous]));
      new network.PrivateDnsZoneGroup(`${kind}-records`, {
        resourceGroupName,
        privateEndpointName: endpoint.name,
        privateDnsZoneGroupName: "default",
        privateDnsZoneConfigs: [{ name: zoneName.replaceAll(".", "-"), privateDnsZoneId: zone.id }],
      }, this.child());
      previous = [endpoint];
    }
    this.registerOutputs({});
  }
}
