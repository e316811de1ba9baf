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
  /** The subnet that private endpoints take their addresses from, where there is one. */
  readonly endpointsSubnet?: { readonly name: string; readonly prefix: string } | undefined;
  /** A subnet for the NAT addresses of private link services alone; without it none is made. */
  readonly privateLinkSubnet?: { readonly name: string; readonly prefix: string } | undefined;
  /** Where a private link service takes its NAT addresses from, if not a subnet of their own: the *Services* subnet. */
  readonly natFromServices?: boolean;
  /** The subnet that pods take their addresses from, where they have one of their own. */
  readonly podsSubnet?: { readonly name: string; readonly prefix: string } | undefined;
  /** Name of the security group on the subnets of nodes and pods. */
  readonly securityGroupName: string;
  /** What may reach the nodes. */
  readonly traffic: NodeTraffic;
  /** The NAT gateway or route table of the AKS subnet, which stands there before any node; without it the cluster makes its own way out. */
  readonly egress?: Egress | undefined;
}

/**
 * On a subnet that NAT addresses come from. Azure takes none of a subnet whose policies for private link services are on; the cloud controller
 * would turn them off by itself, and the next update of the subnet on again. Source: cloud-provider-azure, azure_privatelinkservice.go, as of 2026-08-19.
 */
const NAT_ADDRESSES = { privateLinkServiceNetworkPolicies: "Disabled" } as const;

/** The VNet of our own with its *AKS* and *Services* subnets, and those for pods, for private endpoints and for a private link service's addresses where they are asked for. */
export class Network extends Organ {
  readonly virtualNetwork: network.VirtualNetwork;
  readonly aksSubnet: network.Subnet;
  readonly servicesSubnet: network.Subnet;
  readonly podsSubnet: network.Subnet | undefined;
  readonly endpointsSubnet: network.Subnet | undefined;
  readonly privateLinkSubnet: network.Subnet | undefined;
  /** Who waits for this one waits for all. */
  readonly lastSubnet: network.Subnet;

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
    const written: network.Subnet[] = [];
    const subnet = (logicalName: string, { name: subnetName, prefix: addressPrefix }: NetworkArgs["aksSubnet"], more: Partial<network.SubnetArgs> = {}) => {
      const made = new network.Subnet(logicalName, {
        resourceGroupName, virtualNetworkName: this.virtualNetwork.name, subnetName, addressPrefix, ...more,
        // Egress is explicit: the cluster's outbound type decides it, not Azure's default outbound access (retired 2026-03-31).
        defaultOutboundAccess: false,
      }, this.child(written.slice(-1)));
      written.push(made);
      return made;
    };
    const filtered = { networkSecurityGroup: { id: securityGroup.id } };
    this.aksSubnet = subnet("aks", args.aksSubnet, { ...filtered, ...args.egress?.association });
    this.servicesSubnet = subnet("services", args.servicesSubnet, args.natFromServices === true ? NAT_ADDRESSES : {});
    // What another node sends to a pod meets the rules of the pods' subnet. The same group: without one every machine of the VNet could call a pod directly.
    this.podsSubnet = args.podsSubnet && subnet("pods", args.podsSubnet, filtered);
    // Neither security groups nor route tables act on endpoints here (azure-management-docs, container-registry-private-link.md).
    this.endpointsSubnet = args.endpointsSubnet && subnet("endpoints", args.endpointsSubnet, { privateEndpointNetworkPolicies: "Disabled" });
    this.privateLinkSubnet = args.privateLinkSubnet && subnet("private-link", args.privateLinkSubnet, NAT_ADDRESSES);
    this.lastSubnet = written.at(-1) ?? this.servicesSubnet;
    this.registerOutputs({ aksSubnetId: this.aksSubnet.id, servicesSubnetId: this.servicesSubnet.id, ...(this.podsSubnet && { podsSubnetId: this.podsSubnet.id }) });
  }
}
