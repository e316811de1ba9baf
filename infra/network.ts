import * as network from "@pulumi/azure-native/network";
import type * as pulumi from "@pulumi/pulumi";
import { Organ, type Placement } from "./component";
import type { Egress } from "./egress";
import { inboundRules, type ExposedService } from "./network-rules";

/** Ranges of the subnets; each but the first two only where it is asked for. */
interface SubnetPrefixes {
  /** The subnet of nodes and, under node-subnet CNI, of pods. */
  readonly aks: string;
  /** The subnet that internal load balancers take their front ends from. */
  readonly services: string;
  /** The subnet that pods take their addresses from, where they have one of their own. */
  readonly pods?: string | undefined;
  /** The subnet that private endpoints take their addresses from. */
  readonly endpoints?: string | undefined;
  /** A subnet for the NAT addresses of private link services alone. */
  readonly privateLink?: string | undefined;
}

export interface NetworkArgs extends Placement {
  readonly names: Readonly<Record<"virtualNetwork" | "nodesSecurityGroup" | `${keyof SubnetPrefixes}Subnet`, string>>;
  /** The VNet's range, such as `10.240.0.0/16`. */
  readonly addressSpace: string;
  readonly subnets: SubnetPrefixes;
  /** The range of pods that no subnet holds: an overlay's. */
  readonly podCidr?: string | undefined;
  /** Where a private link service takes its NAT addresses from, if there is one. */
  readonly natFrom?: "services" | "privateLink" | undefined;
  /** Whether an internal load balancer has its front end in the *Services* subnet. */
  readonly frontEnds: boolean;
  /** What consumers outside the cluster may reach. */
  readonly services: readonly ExposedService[];
  /** The NAT gateway or route table of the subnets of nodes and pods, which stands there before any node; without it the cluster makes its own way out. */
  readonly egress?: Egress | undefined;
}

/**
 * On a subnet that NAT addresses come from. Azure takes none of a subnet whose policies for private link services are on; the cloud controller
 * would turn them off by itself, and the next update of the subnet on again. Source: cloud-provider-azure, azure_privatelinkservice.go, as of 2026-08-19.
 */
const NAT_ADDRESSES = { privateLinkServiceNetworkPolicies: "Disabled" } as const;

/** A subnet that the control plane joins nodes, pods or front ends to; `label` tells it from the others. */
interface JoinedSubnet { readonly id: pulumi.Output<string>; readonly label: string; readonly name: string }

/** The VNet of our own with its *AKS* and *Services* subnets, and those for pods, for private endpoints and for a private link service's addresses where they are asked for. */
export class Network extends Organ {
  readonly virtualNetwork: network.VirtualNetwork;
  readonly aksSubnet: network.Subnet;
  readonly podsSubnet: network.Subnet | undefined;
  readonly endpointsSubnet: network.Subnet | undefined;
  /** What the control plane needs rights on. */
  readonly joined: readonly JoinedSubnet[];
  /** Who waits for this one waits for all. */
  readonly lastSubnet: network.Subnet;

  constructor(name: string, args: NetworkArgs, options?: pulumi.ComponentResourceOptions) {
    super("Network", name, options);
    const { resourceGroupName, location, tags, names, subnets } = args;
    this.virtualNetwork = new network.VirtualNetwork("vnet", {
      resourceGroupName, location, tags,
      virtualNetworkName: names.virtualNetwork,
      addressSpace: { addressPrefixes: [args.addressSpace] },
    }, this.child());
    const securityGroup = new network.NetworkSecurityGroup("aks-nodes", {
      resourceGroupName, location, tags,
      networkSecurityGroupName: names.nodesSecurityGroup,
      securityRules: [...inboundRules({ nodeSubnet: subnets.aks, podCidr: args.podCidr ?? subnets.pods, services: args.services })],
    }, this.child());
    // Subnets are resources of their own, one after the other: parallel writes to one VNet conflict.
    const written: network.Subnet[] = [];
    const subnet = (logicalName: string, subnetName: string, addressPrefix: string, more: Partial<network.SubnetArgs> = {}) => {
      const made = new network.Subnet(logicalName, {
        resourceGroupName, virtualNetworkName: this.virtualNetwork.name, subnetName, addressPrefix, ...more,
        // Egress is explicit: the cluster's outbound type decides it, not Azure's default outbound access (retired 2026-03-31).
        defaultOutboundAccess: false,
      }, this.child(written.slice(-1)));
      written.push(made);
      return made;
    };
    const filtered = { networkSecurityGroup: { id: securityGroup.id } };
    const { aks, services, pods, endpoints, privateLink } = subnets;
    const leaving = { ...filtered, ...args.egress?.association };
    this.aksSubnet = subnet("aks", names.aksSubnet, aks, leaving);
    const servicesSubnet = subnet("services", names.servicesSubnet, services, args.natFrom === "services" ? NAT_ADDRESSES : {});
    // What another node sends to a pod meets the rules of the pods' subnet. The same group: without one every machine of the VNet could call a pod directly. The same way out: pods leave by their own subnet's.
    this.podsSubnet = pods === undefined ? undefined : subnet("pods", names.podsSubnet, pods, leaving);
    // Neither security groups nor route tables act on endpoints here (azure-management-docs, container-registry-private-link.md).
    this.endpointsSubnet = endpoints === undefined ? undefined : subnet("endpoints", names.endpointsSubnet, endpoints, { privateEndpointNetworkPolicies: "Disabled" });
    const privateLinkSubnet = privateLink === undefined ? undefined : subnet("private-link", names.privateLinkSubnet, privateLink, NAT_ADDRESSES);
    this.joined = [
      { id: this.aksSubnet.id, label: "aks", name: names.aksSubnet },
      // A right that nothing uses is none to give: public front ends are in no subnet.
      ...(args.frontEnds || args.natFrom === "services" ? [{ id: servicesSubnet.id, label: "services", name: names.servicesSubnet }] : []),
      ...(privateLinkSubnet ? [{ id: privateLinkSubnet.id, label: "private-link", name: names.privateLinkSubnet }] : []),
      ...(this.podsSubnet ? [{ id: this.podsSubnet.id, label: "pods", name: names.podsSubnet }] : []),
    ];
    this.lastSubnet = written.at(-1) ?? servicesSubnet;
    this.registerOutputs({ aksSubnetId: this.aksSubnet.id, servicesSubnetId: servicesSubnet.id, ...(this.podsSubnet && { podsSubnetId: this.podsSubnet.id }) });
  }
}
