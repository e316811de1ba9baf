/** The stack `dev` behind a site-to-site VPN with forced tunnelling: what tests of egress and the VPN change. */
import { stackTree, withValue, type Tree } from "./stack-config";

export const KEY = "aks-anatomy:vpnSharedKey";

export const HYBRID = {
  gatewaySubnet: "10.240.255.0/27",
  site: { address: "198.51.100.7", ranges: ["192.168.0.0/16", "10.50.0.0/16"] },
  defaultSite: true,
} as const;

export const FORCED = { kind: "userDefinedRouting", nextHop: { kind: "virtualNetworkGateway" } } as const;

/** Without the key, which is not of the file in clear. */
export const hybridTree = (stack = "dev"): Tree => withValue({ ...stackTree(stack), hybrid: structuredClone(HYBRID) }, ["network", "egress"], structuredClone(FORCED));
