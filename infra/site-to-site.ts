import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import { GATEWAY_SUBNET, type VpnSku } from "../facts/vpn-gateway";
import { Organ, type Placement } from "./component";
import { publicAddresses } from "./public-addresses";

export interface SiteToSiteArgs extends Placement {
  readonly names: { readonly vpnGateway: string; readonly vpnAddress: string; readonly site: string; readonly siteConnection: string };
  /** Name of the VNet that the gateway stands in. */
  readonly virtualNetworkName: pulumi.Input<string>;
  /** Prefix of the gateway's own subnet, a /27 or larger. */
  readonly gatewaySubnet: string;
  readonly sku: VpnSku;
  /** True has two public addresses with a tunnel each. */
  readonly activeActive: boolean;
  /** Zones of the public addresses. */
  readonly zones: readonly string[];
  readonly site: {
    /** Public address of the VPN device. */
    readonly address: string;
    /** On-premises ranges behind it. */
    readonly ranges: readonly string[];
    /** Autonomous system of the device and the address that it speaks BGP from. */
    readonly bgp?: { readonly asn: number; readonly peerAddress: string } | undefined;
  };
  /** True sends what no route knows to the site. */
  readonly defaultSite: boolean;
  /** Pre-shared key of the tunnel. */
  readonly sharedKey: pulumi.Output<string>;
  /** The subnet that is written before: parallel writes to one VNet conflict. */
  readonly after: network.Subnet;
}

/** The tunnel to on-premises: a route-based VPN gateway in its own subnet, the site with its ranges, and the connection. */
export class SiteToSite extends Organ {
  /** The gateway's subnet, the last that is written. */
  readonly subnet: network.Subnet;
  /** Stands when everything is declared to Azure; whether the tunnel is up is the device's part, too. */
  readonly connection: network.VirtualNetworkGatewayConnection;
  /** The gateway's public addresses, which the device connects to. */
  readonly addresses: pulumi.Output<(string | undefined)[]>;

  constructor(name: string, args: SiteToSiteArgs, options?: pulumi.ComponentResourceOptions) {
    super("SiteToSite", name, options);
    const { resourceGroupName, location, tags, names, site } = args;
    // No security group and no route table: Azure takes neither on this subnet.
    this.subnet = new network.Subnet("gateway", {
      resourceGroupName, virtualNetworkName: args.virtualNetworkName, subnetName: GATEWAY_SUBNET.name, addressPrefix: args.gatewaySubnet,
    }, this.child([args.after]));
    const addresses = publicAddresses("gateway", { resourceGroupName, location, tags, name: names.vpnAddress, count: args.activeActive ? 2 : 1, zones: args.zones }, this.child());
    const local = new network.LocalNetworkGateway("site", {
      resourceGroupName, location, tags,
      localNetworkGatewayName: names.site,
      gatewayIpAddress: site.address,
      localNetworkAddressSpace: { addressPrefixes: [...site.ranges] },
      ...(site.bgp && { bgpSettings: { asn: site.bgp.asn, bgpPeeringAddress: site.bgp.peerAddress } }),
    }, this.child());
    const gateway = new network.VirtualNetworkGateway("gateway", {
      resourceGroupName, location, tags,
      virtualNetworkGatewayName: names.vpnGateway,
      gatewayType: "Vpn", vpnType: "RouteBased",
      sku: { name: args.sku, tier: args.sku },
      activeActive: args.activeActive,
      enableBgp: site.bgp !== undefined,
      ipConfigurations: addresses.map(({ id }, index) => ({ name: `gateway-${index + 1}`, privateIPAllocationMethod: "Dynamic", subnet: { id: this.subnet.id }, publicIPAddress: { id } })),
      ...(args.defaultSite && { gatewayDefaultSite: { id: local.id } }),
    }, this.child());
    this.connection = new network.VirtualNetworkGatewayConnection("site", {
      resourceGroupName, location, tags,
      virtualNetworkGatewayConnectionName: names.siteConnection,
      connectionType: "IPsec", connectionProtocol: "IKEv2",
      virtualNetworkGateway1: { id: gateway.id },
      localNetworkGateway2: { id: local.id },
      sharedKey: args.sharedKey,
      enableBgp: site.bgp !== undefined,
    }, { ...this.child(), additionalSecretOutputs: ["sharedKey"] });
    this.addresses = pulumi.all(addresses.map(({ ipAddress }) => ipAddress));
    this.registerOutputs({ connectionId: this.connection.id });
  }
}
