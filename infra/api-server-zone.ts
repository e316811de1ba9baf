import type * as privatedns from "@pulumi/azure-native/privatedns";
import type * as pulumi from "@pulumi/pulumi";
import { apiServerZoneName } from "../facts/private-api-server";
import type { Principal } from "./cluster-grants";
import { Organ, type Placement } from "./component";
import { privateZone, type PrivateZoneArgs } from "./private-zone";
import { RoleGrant } from "./role-grant";

export interface ApiServerZoneArgs extends Placement {
  /** The identity of the control plane: it writes the API server's record into the zone and links the zone to the VNet. */
  readonly controlPlane: Principal;
  /** The VNet of the nodes: ARM id and physical name. */
  readonly network: PrivateZoneArgs["network"];
  /** Makes of a name in the stack's group one that no other resource in the tenant has. */
  readonly inTenant: (name: string) => string;
}

/**
 * The private DNS zone of a private API server, where it is our own: linked to the VNet, with the roles that AKS asks for on both. All of it must
 * stand before the cluster, and none of it may change or go while the cluster uses it. A cluster leaves its zone for none and for no other. Source: azure-aks-docs, private-clusters.md, as of 2026-08-21.
 */
export class ApiServerZone extends Organ {
  readonly zone: privatedns.PrivateZone;

  constructor(name: string, { resourceGroupName, location, tags, controlPlane, network, inTenant }: ApiServerZoneArgs, options?: pulumi.ComponentResourceOptions) {
    super("ApiServerZone", name, options);
    const zoneName = apiServerZoneName(location);
    this.zone = privateZone({ zone: "api-server", link: "api-server" }, { resourceGroupName, location, tags, zoneName, network }, this.child());
    const may = { principalId: controlPlane.id, principalName: controlPlane.name };
    new RoleGrant("control-plane-writes-zone", { ...may, role: "privateDnsZoneContributor", scope: this.zone.id, scopeName: inTenant(zoneName) }, { parent: this });
    new RoleGrant("control-plane-links-network", { ...may, role: "networkContributor", scope: network.id, scopeName: inTenant(network.name) }, { parent: this });
    this.registerOutputs({ zoneId: this.zone.id });
  }
}
