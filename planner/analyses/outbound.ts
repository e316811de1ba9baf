/** What the security groups of one's own let out of the subnets of nodes and pods: to public addresses, into the network, and from pod to pod for names. */
import { addressesOf, difference, EVERY_ADDRESS, type AddressSet } from "../../facts/address-sets";
import { DEFAULT_SECURITY_RULES, PUBLIC_ADDRESSES } from "../../facts/security-rules";
import { DNS_PORT, HTTPS_PORT } from "../../facts/traffic";
import type { Enforcer, FlowHop } from "../model/flow-results";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { PlanResource } from "../model/plan";
import type { ClusterSummary } from "../model/results";
import type { SecurityGroup, UnknownGroup } from "./security-groups";
import { ruleNames, type SecurityHops } from "./security-hops";
import { decide, readSecurityRule, type Outcome, type SecurityRule } from "./security-rules";
import { broken, overall, proven, undecided, type Judgement } from "./verdict";
import { joined } from "./ways-out";

/** Where packets go: to an address of the Internet, to one of the virtual network, or to one of a prefix. */
type Destination = "internet" | "network" | { readonly prefix: string };

interface Packets { readonly to: Destination; readonly protocol?: "TCP" | "UDP"; readonly port?: number }

interface Guarded extends Judgement {
  /** URN of the group that decides, where one does not let everything out. */
  readonly resource?: string;
}

const FIRST_DEFAULT = Math.min(...DEFAULT_SECURITY_RULES.map(({ priority }) => priority));

/**
 * With a route of one's own for everything, whether an address is of the tag Internet or of VirtualNetwork depends on where routes lead; Azure's own rules let out to both.
 */
function outwards({ rules, context }: SecurityGroup): readonly SecurityRule[] {
  const everything = { priority: FIRST_DEFAULT, access: "Allow", direction: "Outbound", protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" };
  return [...rules.filter(({ priority }) => priority === undefined || priority < FIRST_DEFAULT), readSecurityRule(everything, "Azure's own rules", context)];
}

function judge({ allowed, denied, open, deniedBy, doubts }: Outcome, { name, subnet }: SecurityGroup, what: string): Judgement {
  if (denied.length === 0 && open.length === 0) return proven(`security group ${name} lets ${what} out`);
  if (allowed.length === 0 && open.length === 0) return broken(`rule ${ruleNames(deniedBy)} of security group ${name} drops ${what} from subnet ${subnet.name}`);
  return undecided(open.length > 0 ? `whether rule ${ruleNames(doubts)} of security group ${name} applies to ${what} is not known` : `rule ${ruleNames(deniedBy)} of security group ${name} drops ${what} from a part of subnet ${subnet.name}`);
}

export class Outbound {
  readonly #groups: readonly { readonly group: SecurityGroup; readonly rules: readonly SecurityRule[] }[];
  readonly #unknown: readonly UnknownGroup[];

  constructor(readonly security: SecurityHops, readonly cluster: ClusterSummary) {
    const { nodeGroups, podGroups } = security.groundOf(cluster);
    const all = [...new Set([...nodeGroups, ...podGroups])];
    this.#groups = all.flatMap(group => ("reason" in group ? [] : [{ group, rules: outwards(group) }]));
    this.#unknown = all.flatMap(group => ("reason" in group ? [group] : []));
  }

  get #guards(): readonly Enforcer[] {
    return [...new Map(this.#groups.map(({ group: { name, resource } }) => [resource, { kind: "security-group" as const, name: `security group ${name}`, resource }])).values()];
  }

  /** Whether every subnet lets packets out; what one does not, its nodes or pods do without. */
  #judge({ to, protocol = "TCP", port = HTTPS_PORT }: Packets): readonly Guarded[] {
    const where = to === "internet" ? "to public addresses" : to === "network" ? "into the virtual network" : `to ${to.prefix}`;
    const known = this.#groups.map(({ group, rules }): Guarded => {
      const { network } = group.context;
      const destination: AddressSet = to === "internet" ? difference(PUBLIC_ADDRESSES, network) : to === "network" ? network : addressesOf([to.prefix]);
      const sources = group.subnet.prefix ? [group.subnet.prefix] : EVERY_ADDRESS;
      const outcome = decide(rules, { direction: "Outbound", protocol, port: { first: port, last: port }, sources, ...(destination.length > 0 && { destination }) });
      return { ...judge(outcome, group, `packets to port ${port} ${where}`), resource: group.resource };
    });
    return [...known, ...this.#unknown.map(({ subnet, reason }) => undecided(`whether packets get out of subnet ${subnet}: ${reason}`))];
  }

  /** A hop behind the groups that packets pass before it: what they stop does not come there. */
  before(hop: FlowHop, packets: Packets): FlowHop {
    return this.#joined(hop, this.#judge(packets));
  }

  /** Pods ask pods for names, on other nodes too. */
  names(hop: FlowHop): FlowHop {
    const found = this.security.inside(this.cluster, "pods", { at: "pod", name: "CoreDNS", port: DNS_PORT, verdict: "proven", says: "" }, "UDP");
    return this.#joined(hop, found.map(({ name, resource, verdict, says }) => ({ verdict, says: `pods ask CoreDNS on other nodes; in security group ${name} ${says}`, ...(resource !== undefined && { resource }) })));
  }

  #joined(hop: FlowHop, found: readonly Guarded[]): FlowHop {
    const enforcedBy = [...this.#guards, ...hop.enforcedBy];
    const verdict = overall(found);
    if (verdict === "proven") return { ...hop, enforcedBy };
    const worst = found.filter(each => each.verdict === verdict);
    const resource = worst.find(each => each.resource !== undefined)?.resource;
    const decides = resource !== undefined && overall([hop, { verdict }]) === verdict;
    return { ...hop, enforcedBy, ...(decides && { resource }), ...joined(hop, { verdict, says: [...new Set(worst.map(({ says }) => says))].join("; ") }) };
  }
}

/** The security group that stops what comes to a hop, or may. */
export function stopsAt({ verdict, resource }: FlowHop, graph: ResourceGraph): PlanResource | undefined {
  const decides = verdict === "proven" ? undefined : graph.byUrn(resource);
  return decides && KINDS.securityGroup(decides.type) ? decides : undefined;
}
