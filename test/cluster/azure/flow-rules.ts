/**
 * The load balancer's choice of a backend, as rules of the fabric's kernel. A packet for a front end gets the mark of a node, and a routing table of that number leads to the node; with
 * floating IP the packet keeps its destination. Once chosen, the mark stays with the connection.
 * Source: azure-docs, load-balancer-custom-probe-overview.md (what goes on when a probe is down) and distribution-mode-concepts.md.
 */
import type { Rule } from "./load-balancer";

export interface Backend {
  readonly node: string;
  readonly address: string;
  /** Number of the node: the mark of its packets and of its routing table. */
  readonly mark: number;
}

/** One rule of a load balancer with the nodes that may have its new flows. */
export interface FlowRule {
  readonly address: string;
  readonly rule: Pick<Rule, "protocol" | "frontendPort" | "backendPort" | "floatingIp" | "distribution">;
  readonly healthy: readonly Backend[];
}

/** The chain of both tables; only these two are ever touched. */
export const CHAIN = "AZURE-LOAD-BALANCER";

/** A bucket of the hash becomes a mark above those of nodes, before it becomes a node's. */
const FIRST_BUCKET = 0x10_000;

const markedBy = (mark: number): string => `-m mark --mark ${mark}`;

/** Chooses among healthy backends for packets without a mark. */
function choice({ rule: { distribution }, healthy }: FlowRule): readonly string[] {
  const count = healthy.length;
  if (distribution === "Default") {
    return healthy.map(({ mark }, index) => index === count - 1 ? `-m mark --mark 0 -j MARK --set-mark ${mark}`
      : `-m mark --mark 0 -m statistic --mode random --probability ${(1 / (count - index)).toFixed(8)} -j MARK --set-mark ${mark}`);
  }
  return [
    `-j HMARK --hmark-tuple src,dst --hmark-proto-mask 0 --hmark-mod ${count} --hmark-rnd 1 --hmark-offset ${FIRST_BUCKET}`,
    ...healthy.map(({ mark }, index) => `-m mark --mark ${FIRST_BUCKET + index} -j MARK --set-mark ${mark}`),
  ];
}

function markRules(flow: FlowRule): readonly string[] {
  const { address, rule: { protocol, frontendPort, floatingIp }, healthy } = flow;
  const name = protocol.toLowerCase(), match = `-A ${CHAIN} -d ${address}/32 -p ${name} -m ${name} --dport ${frontendPort}`;
  // Established TCP flows stay with their backend, healthy or not. New ones, a repeated SYN too, and UDP flows go to a healthy one; but where the address was
  // translated, the connection holds the first choice.
  const stays = !floatingIp || protocol === "SCTP" ? "" : protocol === "TCP" ? "! --syn " : undefined;
  return [
    "-j CONNMARK --restore-mark",
    ...(stays === undefined ? [] : [`${stays}-m mark ! --mark 0 -j RETURN`]),
    ...(stays === "" ? [] : healthy.map(({ mark }) => `${markedBy(mark)} -j RETURN`)),
    ...(healthy.length === 0 ? ["-j DROP"] : ["-j MARK --set-mark 0", ...choice(flow), "-j CONNMARK --save-mark", "-j RETURN"]),
  ].map(rest => `${match} ${rest}`);
}

function translations(flow: FlowRule): readonly string[] {
  const { address, rule: { protocol, frontendPort, backendPort, floatingIp }, healthy } = flow;
  if (floatingIp) return [];
  const name = protocol.toLowerCase();
  return healthy.map(backend => `-A ${CHAIN} -d ${address}/32 -p ${name} -m ${name} --dport ${frontendPort} ${markedBy(backend.mark)} -j DNAT --to-destination ${backend.address}:${backendPort}`);
}

/**
 * The whole of the chains, for `iptables-restore --noflush`: each table changes at once, and what another part wrote stays.
 * Packets for other ports of a front end end here without an answer, as in Azure.
 */
export function flowRules(flows: readonly FlowRule[]): string {
  const addresses = [...new Set(flows.map(({ address }) => address))];
  const table = (name: string, rules: readonly string[]): readonly string[] => [`*${name}`, `:${CHAIN} - [0:0]`, ...rules, "COMMIT"];
  return [
    ...table("nat", flows.flatMap(translations)),
    ...table("mangle", [...flows.flatMap(markRules), ...addresses.map(address => `-A ${CHAIN} -d ${address}/32 -j DROP`)]),
    "",
  ].join("\n");
}
