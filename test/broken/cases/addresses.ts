/** Ranges that are too small, or meet. */
import type { Cases } from "../case";

export const ADDRESSES: Cases = {
  "subnet-exhausted-at-creation": {
    reported: "the nodes' subnet does not hold the nodes that it begins with: Azure/AKS#456",
    change: { set: { nodes: { addressPrefix: "10.40.0.0/25" } } },
    finds: [["subnet-too-small", "nodes", "at creation"]],
  },
  "subnet-exhausted-on-scale-out": {
    reported: "the nodes' subnet does not hold what the autoscaler may add: Azure/AKS#4467",
    change: { set: { nodes: { addressPrefix: "10.40.0.0/24" } } },
    finds: [["subnet-too-small", "nodes", "at the most"]],
  },
  "subnet-exhausted-on-upgrade": {
    reported: "8 × 31 addresses are there, and 2 × 31 more are wanted while pools are upgraded: InsufficientSubnetSize, AKS-Construction#701",
    change: { set: { nodes: { addressPrefix: "10.40.0.0/24" }, user: { maxCount: 5 } } },
    finds: [["addresses-short", "nodes", "in an upgrade"]],
  },
  "subnet-exhausted-while-a-pool-is-exchanged": {
    reported: "a change of VM size needs a second pool beside the first, and the nodes' subnet does not hold both",
    change: { set: { nodes: { addressPrefix: "10.40.0.0/23" }, user: { maxCount: 7 } } },
    finds: [["rotation-short", "nodes", "while a pool is exchanged"]],
  },
  "service-range-on-a-subnet": {
    reported: "the range of Services is that of a subnet: AKS-Construction#403",
    change: { set: { cluster: { networkProfile: { serviceCidr: "10.40.4.0/24", dnsServiceIP: "10.40.4.20" } } } },
    finds: [["range-overlap", "cluster", "services"]],
  },
  "service-with-an-address-of-another-range": {
    reported: "a Service is refused: its cluster address is outside of the service range: kubernetes/kubernetes#37829",
    change: { set: { front: { spec: { clusterIP: "10.0.0.50" } } } },
    finds: [["cluster-address-outside", "front", "172.16.0.0/16"]],
  },
  "service-range-inside-the-network": {
    reported: "the range of Services lies in the virtual network, where no subnet is yet",
    change: { set: { cluster: { networkProfile: { serviceCidr: "10.40.128.0/17", dnsServiceIP: "10.40.128.10" } } } },
    finds: [["range-inside-network", "cluster"]],
  },
  "pod-range-on-a-subnet": {
    reported: "the overlay's range of pods is that of a subnet: NetworkProfileCIDROverlapVNET",
    change: { set: { cluster: { networkProfile: { networkPluginMode: "overlay", podCidr: "10.40.0.0/20" } }, services: { addressPrefix: "10.40.200.0/24" }, front: { metadata: { annotations: { "service.beta.kubernetes.io/azure-load-balancer-ipv4": "10.40.200.10" } } } } },
    finds: [["range-overlap", "cluster"]],
  },
  "pod-range-inside-the-network": {
    reported: "the overlay's range of pods lies in the virtual network, where no subnet is yet",
    change: { set: { cluster: { networkProfile: { networkPluginMode: "overlay", podCidr: "10.40.128.0/17" } } } },
    finds: [["range-inside-network", "cluster"]],
  },
  "range-of-what-is-on-premises": {
    reported: "what is on-premises has addresses that the virtual network has too",
    change: { more: ({ resource, services }) => {
      const at = { resourceGroupName: "rg-sound", location: "westeurope" };
      const network = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-sound/providers/Microsoft.Network";
      resource("azure-native:network:Subnet", "gateways", { resourceGroupName: "rg-sound", virtualNetworkName: "vnet-sound", subnetName: "GatewaySubnet", addressPrefix: "10.40.5.0/27" }, { dependsOn: [services] });
      resource("azure-native:network:VirtualNetworkGateway", "gateway", { ...at, virtualNetworkGatewayName: "vgw-sound", gatewayType: "Vpn", vpnType: "RouteBased", ipConfigurations: [{ name: "default", subnet: { id: `${network}/virtualNetworks/vnet-sound/subnets/GatewaySubnet` } }] });
      resource("azure-native:network:VirtualNetworkGatewayConnection", "tunnel", { ...at, virtualNetworkGatewayConnectionName: "con-site", connectionType: "IPsec", virtualNetworkGateway1: { id: `${network}/virtualNetworkGateways/vgw-sound` }, localNetworkGateway2: { id: `${network}/localNetworkGateways/lgw-site` } });
      resource("azure-native:network:LocalNetworkGateway", "site", { ...at, localNetworkGatewayName: "lgw-site", gatewayIpAddress: "203.0.113.9", localNetworkAddressSpace: { addressPrefixes: ["10.40.200.0/24"] } });
    } },
    finds: [["range-overlap", "vnet", "on-premises"]],
  },
  "subnets-that-meet": {
    reported: "two subnets have addresses in common: NetcfgSubnetRangesOverlap",
    change: { set: { services: { addressPrefix: "10.40.3.0/24" }, front: { metadata: { annotations: { "service.beta.kubernetes.io/azure-load-balancer-ipv4": "10.40.3.10" } } } } },
    finds: [["range-overlap", "services"]],
  },
  "subnet-outside-the-network": {
    reported: "a subnet is outside of its virtual network: NetcfgInvalidSubnet",
    change: { set: { services: { addressPrefix: "10.41.4.0/24" }, front: { metadata: { annotations: { "service.beta.kubernetes.io/azure-load-balancer-ipv4": "10.41.4.10" } } } } },
    finds: [["subnet-outside-network", "services"]],
  },
  "dns-outside-the-service-range": {
    reported: "the DNS service's address is outside of the range of Services",
    change: { set: { cluster: { networkProfile: { dnsServiceIP: "172.17.0.10" } } } },
    finds: [["dns-service-address", "cluster", "outside"]],
  },
  "dns-at-the-first-address": {
    reported: "the DNS service's address is the first of the range of Services, which is kubernetes.default's",
    change: { set: { cluster: { networkProfile: { dnsServiceIP: "172.16.0.1" } } } },
    finds: [["dns-service-address", "cluster", "first"]],
  },
  "forbidden-range": {
    reported: "the range of Services is one that AKS keeps for itself",
    change: { set: { cluster: { networkProfile: { serviceCidr: "172.30.0.0/16", dnsServiceIP: "172.30.0.10" } } } },
    finds: [["reserved-range", "cluster"]],
  },
  "service-range-too-large": {
    reported: "the range of Services is a /12 or larger, which AKS refuses",
    change: { set: { cluster: { networkProfile: { serviceCidr: "11.0.0.0/11", dnsServiceIP: "11.0.0.10" } } } },
    finds: [["service-range-too-large", "cluster"]],
  },
};
