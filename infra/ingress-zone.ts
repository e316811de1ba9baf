import * as dns from "@pulumi/azure-native/dns";
import * as pulumi from "@pulumi/pulumi";
import type { ZoneKind } from "../facts/external-dns";
import { Organ, type Placement } from "./component";
import { privateZone, type PrivateZoneArgs } from "./private-zone";

export interface IngressZoneArgs extends Placement {
  /** Private: the VNet alone finds names of the zone. Public: everybody, once the parent zone delegates to it. */
  readonly kind: ZoneKind;
  /** Name of the zone, such as `example.org`. */
  readonly zone: string;
  /** The VNet that a private zone answers in. */
  readonly network: PrivateZoneArgs["network"] | undefined;
  /** ARM id of the resource group. */
  readonly groupId: pulumi.Input<string>;
  /** Where the zone is there already: its group, in the same subscription. */
  readonly existing?: { readonly resourceGroup: string } | undefined;
  readonly subscriptionId: pulumi.Input<string>;
}

/**
 * The DNS zone of the gateway's host names. It stands apart from what writes into it: a public zone that is deleted and made again has other name servers, which the parent zone does not know.
 * A zone that others keep is only named.
 */
export class IngressZone extends Organ {
  readonly id: pulumi.Output<string>;
  /** The resource group that it lies in. */
  readonly group: { readonly id: pulumi.Input<string>; readonly name: pulumi.Input<string> };
  readonly kind: ZoneKind;
  readonly zoneName: string;
  /** Stack outputs that tell whom the parent zone must delegate to. */
  readonly delegation: pulumi.Inputs;

  /** @throws pulumi.RunError for a private zone without a VNet of our own */
  constructor(name: string, { resourceGroupName, location, tags, kind, zone: zoneName, network, groupId, existing, subscriptionId }: IngressZoneArgs, options?: pulumi.ComponentResourceOptions) {
    super("IngressZone", name, options);
    this.kind = kind;
    this.zoneName = zoneName;
    this.group = existing ? { id: pulumi.interpolate`/subscriptions/${subscriptionId}/resourceGroups/${existing.resourceGroup}`, name: existing.resourceGroup } : { id: groupId, name: resourceGroupName };
    if (existing) {
      this.id = pulumi.interpolate`${this.group.id}/providers/Microsoft.Network/${kind === "public" ? "dnsZones" : "privateDnsZones"}/${zoneName}`;
      this.delegation = {};
    } else if (kind === "public") {
      const zone = new dns.Zone("ingress", { resourceGroupName, location: "global", tags, zoneName, zoneType: "Public" }, this.child());
      this.id = zone.id;
      this.delegation = { nameServers: zone.nameServers };
    } else {
      if (!network) throw new pulumi.RunError("a private DNS zone of the ingress has no VNet to answer in");
      this.id = privateZone({ zone: "ingress", link: "ingress" }, { resourceGroupName, location, tags, zoneName, network }, this.child()).id;
      this.delegation = {};
    }
    this.registerOutputs({ zoneId: this.id });
  }
}
