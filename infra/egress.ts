import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import { EVERYBODY } from "../facts/ranges";
import { Organ, type Placement } from "./component";
import { publicAddresses } from "./public-addresses";

interface NatGatewayArgs {
  readonly kind: "natGateway";
  /** Public addresses, 1 to 16, with 64,512 flows each. */
  readonly addresses: number;
  /** Minutes that an idle flow is kept, 4 to 120. */
  readonly idleTimeoutMinutes: number;
}

interface RoutingArgs {
  readonly kind: "userDefinedRouting";
  /** Where everything goes that no other route knows: into the VPN, or to the private address of a firewall. */
  readonly nextHop: { readonly kind: "virtualNetworkGateway" } | { readonly kind: "virtualAppliance"; readonly address: string };
}

export type EgressArgs = Placement & (NatGatewayArgs | RoutingArgs) & {
  readonly names: { readonly routeTable: string; readonly natGateway: string; readonly natAddress: string };
};

/** Source: azure-aks-docs, egress-udr.md: AKS refuses a next hop Internet, and a table without 0.0.0.0/0. */
const nextHop = (hop: RoutingArgs["nextHop"]) => hop.kind === "virtualAppliance"
  ? { nextHopType: "VirtualAppliance", nextHopIpAddress: hop.address } : { nextHopType: "VirtualNetworkGateway" };

/**
 * What the traffic of nodes and pods leaves through where it is not the cluster's own load balancer: a NAT gateway with public addresses of our own, or a route table. Azure wants
 * either on the subnet before the cluster is made.
 */
export class Egress extends Organ {
  /** What the subnet says of it. */
  readonly association: { readonly natGateway?: { id: pulumi.Input<string> }; readonly routeTable?: { id: pulumi.Input<string> } };
  /** The public prefixes that the traffic leaves with; none where something else translates it. */
  readonly ranges: readonly pulumi.Output<string>[];

  constructor(name: string, args: EgressArgs, options?: pulumi.ComponentResourceOptions) {
    super("Egress", name, options);
    const { resourceGroupName, location, tags } = args;
    if (args.kind === "natGateway") {
      const addresses = publicAddresses("egress", { resourceGroupName, location, tags, name: args.names.natAddress, count: args.addresses, zones: [] }, this.child());
      const gateway = new network.NatGateway("egress", {
        resourceGroupName, location, tags,
        natGatewayName: args.names.natGateway,
        sku: { name: "Standard" },
        idleTimeoutInMinutes: args.idleTimeoutMinutes,
        publicIpAddresses: addresses.map(({ id }) => ({ id })),
      }, this.child());
      this.association = { natGateway: { id: gateway.id } };
      this.ranges = addresses.map(({ ipAddress }) => ipAddress.apply(prefixOf));
    } else {
      const table = new network.RouteTable("egress", {
        resourceGroupName, location, tags,
        routeTableName: args.names.routeTable,
        // Routes that a VPN gateway learns stay: on-premises is answered through the tunnel that it calls through, also past a firewall.
        disableBgpRoutePropagation: false,
        routes: [{ name: "default", addressPrefix: EVERYBODY, ...nextHop(args.nextHop) }],
      }, this.child());
      this.association = { routeTable: { id: table.id } };
      this.ranges = [];
    }
    this.registerOutputs({});
  }
}

function prefixOf(address: string | undefined): string {
  if (address === undefined) throw new pulumi.RunError("Azure's answer for a public address has no address");
  return `${address}/32`;
}
