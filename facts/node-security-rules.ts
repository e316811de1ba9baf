/**
 * The rules that the cloud controller writes for Services into the security group of the node resource group; into no other group, whatever subnet the nodes are in.
 * Sources: cloud-provider-azure, pkg/provider/loadbalancer/accesscontrol.go, pkg/provider/securitygroup/securityrule.go, pkg/consts/consts.go, as of 2026-08-19.
 */
import { createHash } from "node:crypto";
import { ANNOTATIONS, isOn } from "./load-balancer";

/** Allowing rules take the lowest free number, denying ones the highest. */
export const NODE_RULE_PRIORITIES = { min: 500, max: 4096 } as const;

export interface NodeSecurityRule {
  /** `<md5>` stands for a hash that a part which is not known goes into. */
  readonly name: string;
  readonly access: "Allow" | "Deny";
  readonly protocol: string;
  readonly sources: readonly string[];
  /** Ports of the front end; node ports, as far as they are known, where floating IP is off. */
  readonly ports: readonly string[];
  readonly destination: "front end" | "nodes";
}

export interface ExposedService {
  readonly internal: boolean;
  readonly ports: readonly { readonly protocol: string; readonly port?: number; readonly nodePort?: number }[];
  /** `spec.loadBalancerSourceRanges`. */
  readonly sourceRanges: readonly string[];
  readonly annotation: (name: string) => string | undefined;
}

const PREFIX = "k8s-azure-lb";
const PROTOCOLS: Readonly<Record<string, string>> = { TCP: "Tcp", UDP: "Udp", SCTP: "*" };
/** Sources that stand for everyone. */
const EVERYONE = new Set(["0.0.0.0/0", "::/0"]);
const INTERNET = "Internet";

const listOf = (text: string | undefined): readonly string[] => (text ?? "").split(",").map(part => part.trim()).filter(part => part !== "");
const isIpv4 = (range: string): boolean => !range.includes(":");

/** The hash is over protocol, sources and ports; of address ranges the controller may first join what belongs together. */
function allowName(protocol: string, tag: string, ports: readonly string[]): string {
  return `${PREFIX}_allow_IPv4_${createHash("md5").update([protocol, tag, [...ports].sort().join(",")].join("_")).digest("hex")}`;
}

/** Rules for the Service's IPv4 front end, in the order in which they are written. */
export function nodeSecurityRules({ internal, ports, sourceRanges, annotation }: ExposedService): readonly NodeSecurityRule[] {
  if (isOn(annotation(ANNOTATIONS.noSecurityRules))) return [];
  const tags = listOf(annotation(ANNOTATIONS.allowedTags));
  const ranges = [...sourceRanges, ...listOf(annotation(ANNOTATIONS.allowedRanges))];
  const toNodes = isOn(annotation(ANNOTATIONS.disableFloatingIp));
  // Whoever is in the network gets through by Azure's own rule; the internet is let in where nothing says otherwise, to an internal front end only where it is asked for by name.
  const open = tags.length === 0 && (ranges.length === 0 ? !internal : ranges.some(range => EVERYONE.has(range)));
  const allowed = [...tags, ...(open ? [INTERNET] : [])];
  const own = ranges.filter(isIpv4);
  const byProtocol = new Map<string, string[]>();
  for (const { protocol, port, nodePort } of ports) {
    const number = toNodes ? nodePort : port;
    const key = PROTOCOLS[protocol] ?? protocol;
    byProtocol.set(key, [...byProtocol.get(key) ?? [], number === undefined ? "<node port>" : String(number)]);
  }
  const destination = toNodes ? "nodes" : "front end";
  const allow = [...byProtocol].flatMap(([protocol, numbers]) => {
    const certain = numbers.every(number => /^\d+$/.test(number));
    const rule = { access: "Allow", protocol, ports: numbers, destination } as const;
    return [
      ...allowed.map(tag => ({ ...rule, name: certain ? allowName(protocol, tag, numbers) : `${PREFIX}_allow_IPv4_<md5>`, sources: [tag] })),
      ...(own.length > 0 ? [{ ...rule, name: `${PREFIX}_allow_IPv4_<md5>`, sources: own }] : []),
    ];
  });
  const deny = isOn(annotation(ANNOTATIONS.denyAllOthers)) && ranges.length > 0;
  return [...allow, ...(deny ? [{ name: `${PREFIX}_deny-all_IPv4`, access: "Deny", protocol: "*", sources: ["*"], ports: ["*"], destination } as const] : [])];
}
