/** Where the cluster is and how its traffic leaves: network and site-to-site VPN. */
import { z } from "zod";
import { NAT_GATEWAY, OUTBOUND_LOAD_BALANCER } from "../../facts/egress";
import { DEFAULT_DNS_SERVICE_IP, DEFAULT_POD_CIDR, DEFAULT_SERVICE_CIDR, NETWORK_MODELS, POLICY_ENGINES } from "../../facts/network-models";
import { VPN_SKUS } from "../../facts/vpn-gateway";
import { address, prefix, unique, within } from "./values";

/** How the nodes' own traffic leaves. */
const egress = z.discriminatedUnion("kind", [
  z.strictObject({
    /** Through the cluster's own load balancer. What is not said is left to AKS. */
    kind: z.literal("loadBalancer"),
    addresses: within(OUTBOUND_LOAD_BALANCER.addresses).optional(),
    portsPerNode: z.int().min(0).max(OUTBOUND_LOAD_BALANCER.portsPerNode.max).multipleOf(OUTBOUND_LOAD_BALANCER.portsPerNode.step).optional(),
    idleTimeoutMinutes: within(OUTBOUND_LOAD_BALANCER.idleMinutes).optional(),
  }),
  z.strictObject({
    /** Through a NAT gateway of our own on the AKS subnet. */
    kind: z.literal("natGateway"),
    addresses: within(NAT_GATEWAY.addresses).default(NAT_GATEWAY.addresses.min),
    idleTimeoutMinutes: within(NAT_GATEWAY.idleMinutes).default(NAT_GATEWAY.idleMinutes.byDefault),
  }),
  z.strictObject({
    /** By a route table of our own on the AKS subnet. */
    kind: z.literal("userDefinedRouting"),
    /** Where 0.0.0.0/0 goes: through the VPN to on-premises (forced tunnelling), or to a firewall's private address. */
    nextHop: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("virtualNetworkGateway") }),
      z.strictObject({ kind: z.literal("virtualAppliance"), address: address() }),
    ]),
    /** Public prefixes that on-premises or the firewall translates the traffic to. */
    publicRanges: z.array(prefix()).default([]),
  }),
]);

export const network = z.strictObject({
  model: z.enum(NETWORK_MODELS),
  /** The VNet of our own. Without it AKS makes one in the managed resource group. */
  vnet: z.strictObject({
    addressSpace: prefix(),
    subnets: z.strictObject({
      aks: prefix(), services: prefix(),
      /** Where pods take their addresses under the model azure-cni-pod-subnet, which needs it; for no other. */
      pods: prefix().optional(),
      /** Where private endpoints take their addresses: needed as soon as the registry or the vault is private. */
      endpoints: prefix().optional(),
      /** For the NAT addresses of a private link service; without it they come from `services`. */
      privateLink: prefix().optional(),
    }),
  }).optional(),
  serviceCidr: prefix().default(DEFAULT_SERVICE_CIDR),
  dnsServiceIp: address().default(DEFAULT_DNS_SERVICE_IP),
  /** Where pods take their addresses under overlay and kubenet; unused otherwise. */
  podCidr: prefix().default(DEFAULT_POD_CIDR),
  policyEngine: z.enum(POLICY_ENGINES).default("calico"),
  egress: egress.prefault({ kind: "loadBalancer" }),
});

/** A site-to-site VPN to on-premises. The device's pre-shared key is no part of it: `vpnSharedKey`. */
export const hybrid = z.strictObject({
  /** The subnet GatewaySubnet, of a /27 or larger. */
  gatewaySubnet: prefix(),
  sku: z.enum(VPN_SKUS).default("VpnGw1AZ"),
  /**
   * Two public addresses, each with a tunnel of its own; the device must have both, and let answers come through either. Without it every maintenance interrupts the one tunnel.
   * Source: azure-docs, vpn-gateway/about-active-active-gateways.md, as of 2024-07-22.
   */
  activeActive: z.boolean().default(false),
  /** Zones of the public addresses; none in a region without. */
  zones: unique(z.enum(["1", "2", "3"])).default(["1", "2", "3"]),
  site: z.strictObject({
    /** The VPN device's public address. */
    address: address(),
    /** The on-premises ranges that are reached through the tunnel. */
    ranges: z.array(prefix()).min(1),
    /** Routes learned from the device: its autonomous system, and the address inside the site that it speaks from. */
    bgp: z.strictObject({ asn: z.int().min(1).max(4_294_967_295), peerAddress: address() }).optional(),
  }),
  /** True sends what no route knows to the site: forced tunnelling without BGP. */
  defaultSite: z.boolean().default(false),
});
