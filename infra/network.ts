import * as network from "@pulumi/azure-native/network";
import type * as pulumi from "@pulumi/pulumi";
import { Organ, type Placement } from "./component";
import type { Egress } from "./egress";
import { inboundRules, type NodeTraffic } from "./network-rules";

export interface NetworkArgs extends Placement {
  /** Name of the VNet. */
  readonly virtualNetworkName: string;
  /** The VNet's range, such as `10.240.0.0/16`. */
  readonly addressSpace: string;
  /** The subnet of nodes and, under node-subnet CNI, of pods. */
  readonly aksSubnet: { readonly name: string; readonly prefix: string };
  /** The subnet that internal load balancers take their front ends from. */
  readonly servicesSubnet: { readonly name: string; readonly prefix: string };
  /** Name of the security group on the AKS subnet. */
  readonly securityGroupName: string;
  /** What may reach the nodes. */
  readonly traffic: NodeTraffic;
  /** The NAT gateway or route table of the AKS subnet, which stands there before any node; without it the cluster makes its own way out. */
  readonly egress?: Egress | undefined;
}

/** The VNet of our own with its *AKS* and *Services* subnets. */
export class Network extends Organ {
  readonly virtualNetwork: network.VirtualNetwork;
  readonly aksSubnet: network.Subnet;
  readonly servicesSubnet: network.Subnet;

  constructor(name: string, args: NetworkArgs, options?: pulumi.ComponentResourceOptions) {
    super("Network", name, options);
    const { resourceGroupName, location, tags } = args;
    this.virtualNetwork = new network.VirtualNetwork("vnet", {
      resourceGroupName, location, tags,
      virtualNetworkName: args.virtualNetworkName,
      addressSpace: { addressPrefixes: [args.addressSpace] },
    }, this.child());
    const securityGroup = new network.NetworkSecurityGroup("aks-nodes", {
      resourceGroupName, location, tags,
      networkSecurityGroupName: args.securityGroupName,
      securityRules: [...inboundRules(args.traffic)],
    }, this.child());
    // Subnets are resources of their own, one after the other: parallel writes to one VNet conflict.
    this.aksSubnet = new network.Subnet("aks", {
      resourceGroupName,
      virtualNetworkName: this.virtualNetwork.name,
      subnetName: args.aksSubnet.name,
      addressPrefix: args.aksSubnet.prefix,
      networkSecurityGroup: { id: securityGroup.id },
      ...args.egress?.association,
      // Egress is explicit: the cluster's outbound type decides it, not Azure's default outbound access (retired 2026-03-31).
      defaultOutboundAccess: false,
    }, this.child());
    this.servicesSubnet = new network.Subnet("services", {
      resourceGroupName,
      virtualNetworkName: this.virtualNetwork.name,
      subnetName: args.servicesSubnet.name,
      addressPrefix: args.servicesSubnet.prefix,
      defaultOutboundAccess: false,
    }, this.child([this.aksSubnet]));
    this.registerOutputs({ aksSubnetId: this.aksSubnet.id, servicesSubnetId: this.servicesSubnet.id });
  }
}
