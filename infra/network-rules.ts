/**
 * The inbound rules that the declared traffic needs, as data. They sit on the AKS subnet, where the packets arrive: a load
 * balancer's front end has no NIC, so a rule on the Services subnet would filter nothing. AKS writes its own rules to the
 * security group of its own resource group only; this one is ours to fill.
 * Source: azure-aks-docs, concepts-network-cni-overview.md; cloud-provider-azure, azure_loadbalancer.go; as of 2026-08-21.
 */
import { EVERYBODY, NODE_PORT_RANGE } from "../facts/ranges";

/** A service that takes traffic from outside the cluster. */
export interface ExposedService {
  readonly name: string;
  /** The service port, which with floating IP the packet still carries when it reaches the node; or the node port, or the range that it will be one of. */
  readonly port: number | string;
  readonly via: "load balancer" | "node port";
  /** Where packets go: the front end's address or prefix, `*` where Azure picks a public one later; for a node port the nodes. */
  readonly destination: string;
  /** Prefixes that may call; 0.0.0.0/0 means everybody. */
  readonly allowedSources: readonly string[];
}

export interface NodeTraffic {
  readonly nodeSubnet: string;
  /** The range of pods outside the nodes' subnet: an overlay's pod CIDR, or the pods' own subnet. */
  readonly podCidr?: string | undefined;
  readonly services: readonly ExposedService[];
}

export interface InboundRule {
  readonly name: string;
  readonly description: string;
  readonly priority: number;
  readonly access: "Allow" | "Deny";
  readonly direction: "Inbound";
  readonly protocol: "Tcp" | "*";
  readonly sourceAddressPrefix?: string;
  readonly sourceAddressPrefixes?: string[];
  readonly sourcePortRange: "*";
  readonly destinationAddressPrefix?: string;
  readonly destinationAddressPrefixes?: string[];
  readonly destinationPortRange: string;
}

const DESCRIPTIONS: Readonly<Record<ExposedService["via"], (name: string) => string>> = {
  "load balancer": name => `Consumers of ${name}: to the load balancer's address, which floating IP leaves in the packet`,
  "node port": name => `Consumers of ${name}: to its node port, on every node`,
};

const source = (prefixes: readonly string[]) => prefixes.includes(EVERYBODY) ? { sourceAddressPrefix: "*" }
  : prefixes.length === 1 && prefixes[0] !== undefined ? { sourceAddressPrefix: prefixes[0] } : { sourceAddressPrefixes: [...prefixes] };

/**
 * Allows, then one explicit deny: without it Azure's own AllowVnetInBound (65000) lets the whole VNet in and the allows
 * narrow nothing. What the deny would cut with it is allowed before: probes, and nodes and pods among themselves.
 */
export function inboundRules({ nodeSubnet, podCidr, services }: NodeTraffic): readonly InboundRule[] {
  const inside = podCidr === undefined ? [nodeSubnet] : [nodeSubnet, podCidr];
  const common = { direction: "Inbound", sourcePortRange: "*" } as const;
  return [
    ...services.map(({ name, port, via, destination, allowedSources }, index): InboundRule => ({
      ...common, name: `allow-${name}-${port}`, description: DESCRIPTIONS[via](name),
      priority: 100 + index * 10, access: "Allow", protocol: "Tcp", ...source(allowedSources), destinationAddressPrefix: destination, destinationPortRange: String(port),
    })),
    ...(services.every(({ via }) => via !== "load balancer") ? [] : [{
      ...common, name: "allow-load-balancer-probes", description: "Health probes of Azure's load balancer to node ports",
      priority: 3000, access: "Allow", protocol: "Tcp", sourceAddressPrefix: "AzureLoadBalancer", destinationAddressPrefix: "*", destinationPortRange: NODE_PORT_RANGE,
    } as const]),
    {
      ...common, name: "allow-nodes-and-pods", description: "Node to node, node to pod, pod to pod: AKS supports no filter among them",
      priority: 3100, access: "Allow", protocol: "*",
      ...(inside.length === 1 ? { sourceAddressPrefix: nodeSubnet, destinationAddressPrefix: nodeSubnet } : { sourceAddressPrefixes: inside, destinationAddressPrefixes: inside }),
      destinationPortRange: "*",
    },
    {
      ...common, name: "deny-everything-else", description: "No wider than declared: nothing else of the VNet or from outside reaches the nodes",
      priority: 4096, access: "Deny", protocol: "*", sourceAddressPrefix: "*", destinationAddressPrefix: "*", destinationPortRange: "*",
    },
  ];
}
