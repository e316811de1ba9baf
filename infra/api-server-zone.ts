import * as privatedns from "@pulumi/azure-native/privatedns";
import type * as pulumi from "@pulumi/pulumi";
import { apiServerZoneName } from "../facts/private-api-server";
import type { Principal } from "./cluster-grants";
import { Organ, type Placement } from "./component";
import { RoleGrant } from "./role-grant";

export interface ApiServerZoneArgs extends Placement {
  /** The identity of the control plane: it writes the API server's record into the zone and links the zone to the VNet. */
  readonly controlPlane: Principal;
  /** A name of the zone that no other resource in the tenant has. */
  readonly zoneScopeName: string;
  /** The VNet of the nodes: ARM id, physical name, and a name that no other resource in the tenant has. */
  readonly network: { readonly id: pulumi.Input<string>; readonly name: string; readonly scopeName: string };
}

/**
 * The private DNS zone of a private API server, where it is our own: linked to the VNet, with the roles that AKS asks for on both. All of it must
 * stand before the cluster, and none of it may change after. Source: azure-aks-docs, private-clusters.md, as of 2026-08-21.
 */
export class ApiServerZone extends Organ {
  readonly zone: privatedns.PrivateZone;

  constructor(name: string, { resourceGroupName, location, tags, controlPlane, zoneScopeName, network }: ApiServerZoneArgs, options?: pulumi.ComponentResourceOptions) {
    super("ApiServerZone", name, options);
    // Zones and their links lie in no region.
    const everywhere = { resourceGroupName, location: "global", tags };
    this.zone = new privatedns.PrivateZone("api-server", { ...everywhere, privateZoneName: apiServerZoneName(location) }, this.child());
    new privatedns.VirtualNetworkLink("api-server", {
      ...everywhere, privateZoneName: this.zone.name, virtualNetworkLinkName: network.name, virtualNetwork: { id: network.id }, registrationEnabled: false,
    }, this.child());
    const may = { principalId: controlPlane.id, principalName: controlPlane.name };
    new RoleGrant("control-plane-writes-zone", { ...may, role: "privateDnsZoneContributor", scope: this.zone.id, scopeName: zoneScopeName }, { parent: this });
    new RoleGrant("control-plane-links-network", { ...may, role: "networkContributor", scope: network.id, scopeName: network.scopeName }, { parent: this });
    this.registerOutputs({ zoneId: this.zone.id });
  }
}
