/**
 * A security group in the fabric's kernel, for packets that it forwards to and from a subnet and for probes. What machines of the subnet send one another stays on their bridge and is not
 * filtered here, though Azure would filter it; nor is there the security group that AKS puts on the nodes' own NICs.
 */
import { containsPrefix, overlaps, parseAddress, parsePrefix, prefixAround, sizeOf, type Prefix } from "../../../facts/addresses";
import { run } from "../lab/command";
import { PROBE_SOURCE } from "./probes";
import type { SecurityRule } from "./security-group";

export interface Surroundings {
  /** Prefixes of the VNet. */
  readonly virtualNetwork: readonly string[];
  /** Prefixes that a gateway of the VNet leads to. */
  readonly onPremises: readonly string[];
}

const CHAINS = { Inbound: "AZURE-SECURITY-IN", Outbound: "AZURE-SECURITY-OUT" } as const;

const EVERYTHING = "0.0.0.0/0";

function prefixOf(text: string): Prefix {
  const prefix = parsePrefix(parseAddress(text) === undefined ? text : `${text}/32`);
  if (!prefix) throw new Error(`a security rule names ${text}, which is neither an IPv4 prefix nor a tag that the stand-in knows`);
  return prefix;
}

/** The prefixes that together are all of `whole` but what `others` hold. */
function without(whole: Prefix, others: readonly Prefix[]): readonly Prefix[] {
  if (others.some(other => containsPrefix(other, whole))) return [];
  if (!others.some(other => overlaps(other, whole))) return [whole];
  const length = whole.length + 1;
  return [prefixAround(whole.first, length), prefixAround(whole.first + sizeOf(whole) / 2, length)].flatMap(half => without(half, others));
}

/** What a place stands for. Tags as of azure-docs, service-tags-overview.md: `VirtualNetwork` is the VNet, what gateways lead to, and the platform's address. */
function prefixesOf(text: string, { virtualNetwork, onPremises }: Surroundings): readonly string[] {
  const network = [...virtualNetwork, ...onPremises, `${PROBE_SOURCE}/32`];
  if (text === "*") return [EVERYTHING];
  if (text === "VirtualNetwork") return network;
  if (text === "Internet") return without(prefixOf(EVERYTHING), network.map(prefixOf)).map(prefix => prefix.text);
  return [text === "AzureLoadBalancer" ? `${PROBE_SOURCE}/32` : prefixOf(text).text];
}

/** Ports are those of TCP and UDP: a port under the protocol `*` means both. */
function protocols({ protocol, name }: SecurityRule, ports: boolean): readonly string[] {
  if (protocol === "Icmp" && ports) throw new Error(`security rule ${name}: ICMP has no ports`);
  return protocol !== "*" ? [` -p ${protocol.toLowerCase()}`] : ports ? [" -p tcp", " -p udp"] : [""];
}

const portMatch = (flag: string, range: string): string => range === "*" ? "" : ` ${flag} ${range.replace("-", ":")}`;

function lines(rule: SecurityRule, surroundings: Surroundings): readonly string[] {
  const places = (texts: readonly string[]): readonly string[] => texts.flatMap(text => prefixesOf(text, surroundings));
  const ports = rule.sourcePorts.flatMap(from => rule.destinationPorts.flatMap(to =>
    protocols(rule, from !== "*" || to !== "*").map(protocol => `${protocol}${portMatch("--sport", from)}${portMatch("--dport", to)}`)));
  return places(rule.sources).flatMap(source => places(rule.destinations).flatMap(destination =>
    ports.map(port => `-A ${CHAINS[rule.direction]} -s ${source} -d ${destination}${port} -j ${rule.access === "Allow" ? "RETURN" : "DROP"}`)));
}

/**
 * The security group as chains, for `iptables-restore --noflush`. What a rule allows returns to where it came from.
 * @throws Error for what has no translation
 */
export function securityChains(rules: readonly SecurityRule[], surroundings: Surroundings): string {
  const chains = Object.values(CHAINS);
  return [
    "*filter", ...chains.map(chain => `:${chain} - [0:0]`),
    // Stateful: an answer needs no rule.
    ...chains.map(chain => `-A ${chain} -m conntrack --ctstate ESTABLISHED,RELATED -j RETURN`),
    ...rules.flatMap(rule => lines(rule, surroundings)), "COMMIT", "",
  ].join("\n");
}

export class SecurityFilter {
  /** @param device the fabric's side of the subnet, such as its bridge */
  constructor(private readonly device: string, private readonly surroundings: Surroundings) {}

  /** Everything passes until there are rules. */
  async start(): Promise<void> {
    await this.set([]);
    const hooks = [
      ["FORWARD", "--out-interface", this.device, "--jump", CHAINS.Inbound], ["FORWARD", "--in-interface", this.device, "--jump", CHAINS.Outbound],
      // Of what this namespace sends itself only the probes are Azure's; the control plane reaches its nodes through a tunnel that they open.
      ["OUTPUT", "--source", PROBE_SOURCE, "--out-interface", this.device, "--jump", CHAINS.Inbound],
    ];
    for (const hook of hooks) await run("iptables", ["--wait", "--insert", ...hook]);
  }

  /** Puts these rules in the place of all others, at once. */
  async set(rules: readonly SecurityRule[]): Promise<void> {
    await run("iptables-restore", ["--noflush", "--wait"], { input: securityChains(rules, this.surroundings) });
  }
}
