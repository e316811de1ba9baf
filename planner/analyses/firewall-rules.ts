/** The rules of a declared Azure Firewall, its own or its policy's, and what they do with packets to a host. */
import { containsPrefix, overlaps, parsePrefix, type Prefix } from "../../facts/addresses";
import { nameInId, groupInId } from "../../facts/arm-ids";
import { AKS_FQDN_TAG, coversHost, RULE_KINDS } from "../../facts/azure-firewall";
import { EVERYBODY, PRIVATE_RANGES } from "../../facts/ranges";
import { ANYBODY } from "../../facts/security-rules";
import { HTTPS_PORT } from "../../facts/traffic";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import { stands } from "../model/operations";
import type { PlanResource, PlanValue } from "../model/plan";
import { isOpen, listAt, numberAt, readAt, sameText, textAt, textsAt } from "../model/read";
import { mayLieIn } from "./arm-places";

type RuleKind = (typeof RULE_KINDS)[number];

/** Rules that act alike. */
interface RuleCollection {
  readonly kind: RuleKind;
  /** Priorities from the outermost inwards; undefined where one is not known, and with it when its rules are asked. */
  readonly order: readonly (number | undefined)[];
  /** `allow` or `deny`; undefined where it is not known. */
  readonly action?: string;
  readonly rules: readonly PlanValue[];
}

/** What is declared for a firewall. */
export interface FirewallRules {
  readonly collections: readonly RuleCollection[];
  /** Why there may be others; undefined where these are all. */
  readonly open?: string;
  /** Resources that hold them, the firewall first. */
  readonly resources: readonly PlanResource[];
}

/** Packets of HTTP or HTTPS from nodes to a host. */
export interface Request {
  /** With `*` or `<…>` for a part that is not known. */
  readonly host: string;
  readonly port: number;
  /** True for a host that AKS lists. */
  readonly listed: boolean;
  /** Prefixes of the nodes' subnets; none where one is not known. */
  readonly sources: readonly Prefix[];
}

/** True or false where it is certain, undefined where it is not. */
type Certainty = boolean | undefined;

const all = (...parts: readonly Certainty[]): Certainty => (parts.includes(false) ? false : parts.includes(undefined) ? undefined : true);
const any = (parts: readonly Certainty[]): Certainty => (parts.includes(true) ? true : parts.includes(undefined) ? undefined : false);

/** Of a list of texts, each judged; what is not known may be anything. */
function anyText(rule: PlanValue, key: string, judge: (text: string) => Certainty): Certainty {
  if (isOpen(rule, key)) return undefined;
  return any(listAt(rule, key).map(each => { const text = textAt(each); return text === undefined ? undefined : judge(text); }));
}

const isEmpty = (rule: PlanValue, key: string): boolean => !isOpen(rule, key) && listAt(rule, key).length === 0;

/** Of lists of which the plan does not show what they stand for. */
const anyOf = (rule: PlanValue, ...keys: readonly string[]): Certainty => (keys.every(key => isEmpty(rule, key)) ? false : undefined);

const prefixOf = (text: string): Prefix | undefined => parsePrefix(text.includes("/") ? text : `${text}/32`);

function fromNodes(rule: PlanValue, sources: readonly Prefix[]): Certainty {
  const named = anyText(rule, "sourceAddresses", text => {
    if (text === ANYBODY || text === EVERYBODY) return true;
    const range = prefixOf(text);
    if (range === undefined || sources.length === 0) return undefined;
    return sources.every(source => containsPrefix(range, source)) ? true : sources.some(source => overlaps(range, source)) ? undefined : false;
  });
  // Azure refuses a rule without a source: what it means is not said.
  return isEmpty(rule, "sourceAddresses") ? undefined : any([named, anyOf(rule, "sourceIpGroups")]);
}

const INNER = PRIVATE_RANGES.flatMap(text => parsePrefix(text) ?? []);

/** A host has public addresses that no plan knows. */
function toAddresses(text: string): Certainty {
  if (text === ANYBODY || text === EVERYBODY) return true;
  const range = prefixOf(text);
  return range !== undefined && INNER.some(inner => containsPrefix(inner, range)) ? false : undefined;
}

function holdsPort(text: string, port: number): Certainty {
  if (text === ANYBODY) return true;
  const [first = NaN, last = first] = text.split("-").map(Number);
  return Number.isNaN(first) || Number.isNaN(last) ? undefined : first <= port && port <= last;
}

function networkRule(rule: PlanValue, { host, port, sources }: Request): Certainty {
  const protocol = any(["ipProtocols", "protocols"].map(key => anyText(rule, key, text => ["tcp", "any"].includes(text.toLowerCase()))));
  // By a name a network rule goes only where the firewall resolves it as the nodes do.
  const byName = anyText(rule, "destinationFqdns", text => (coversHost(text, host) === false ? false : undefined));
  return all(fromNodes(rule, sources), protocol, anyText(rule, "destinationPorts", text => holdsPort(text, port)), any([anyText(rule, "destinationAddresses", toAddresses), byName, anyOf(rule, "destinationIpGroups")]));
}

/** `Https` with its port, or another. */
function byProtocol(rule: PlanValue, port: number): Certainty {
  if (isOpen(rule, "protocols") || isEmpty(rule, "protocols")) return undefined;
  return any(listAt(rule, "protocols").map(each => {
    const type = textAt(each, "protocolType")?.toLowerCase();
    const wanted = port === HTTPS_PORT ? "https" : "http";
    if (type === undefined || isOpen(each, "port")) return undefined;
    return type === wanted && (numberAt(each, "port") ?? port) === port;
  }));
}

function applicationRule(rule: PlanValue, { host, port, listed, sources }: Request): Certainty {
  // A tag brings its protocols along; what another tag stands for is not followed.
  const byTag = anyText(rule, "fqdnTags", text => (sameText(text, AKS_FQDN_TAG) && listed ? true : undefined));
  const byName = all(byProtocol(rule, port), any([anyText(rule, "targetFqdns", text => coversHost(text, host)), anyOf(rule, "targetUrls", "webCategories")]));
  const addressed = textsAt(rule, "destinationAddresses").includes(ANYBODY) ? true : anyOf(rule, "destinationAddresses") === false ? true : undefined;
  return all(fromNodes(rule, sources), addressed, any([byTag, byName]));
}

const MATCHES: Readonly<Record<RuleKind, (rule: PlanValue, request: Request) => Certainty>> = { network: networkRule, application: applicationRule };

/** What the rules do with a request: let it out, or not; undefined where that is not certain. */
export function letsOut({ collections }: FirewallRules, request: Request): Certainty {
  let mayAllow = false, mayDeny = false;
  for (const { kind, order, action, rules } of [...collections].sort(byOrder)) {
    const matched = any(rules.map(rule => MATCHES[kind](rule, request)));
    if (matched === false) continue;
    if (matched === true && action !== undefined && !order.includes(undefined)) return action === "allow" ? (mayDeny ? undefined : true) : (mayAllow ? undefined : false);
    if (action !== "deny") mayAllow = true;
    if (action !== "allow") mayDeny = true;
  }
  return mayAllow ? undefined : false;
}

/** What may be asked at any time comes first, since it may decide before the others. */
function byOrder(a: RuleCollection, b: RuleCollection): number {
  if (a.order.includes(undefined) || b.order.includes(undefined)) return Number(b.order.includes(undefined)) - Number(a.order.includes(undefined));
  const [left, right] = [a, b].map(({ kind, order }) => [RULE_KINDS.indexOf(kind), ...order.map(each => each ?? 0)]) as [number[], number[]];
  const index = left.findIndex((value, at) => value !== right[at]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}

const collectionOf = (declared: PlanValue, kind: RuleKind, before: readonly (number | undefined)[], action: string | undefined): RuleCollection =>
  ({ kind, order: [...before, numberAt(declared, "priority")], action: action?.toLowerCase(), rules: listAt(declared, "rules") });

const opaque = (declared: PlanValue, key = "rules"): boolean => isOpen(declared) || isOpen(declared, key) || listAt(declared, key).some(each => isOpen(each));

/** Rules in the firewall itself. */
function ownRules(firewall: PlanResource): FirewallRules {
  const keys = { network: "networkRuleCollections", application: "applicationRuleCollections" } as const;
  const declared = RULE_KINDS.flatMap(kind => listAt(firewall.inputs, keys[kind]).map(each => ({ kind, each })));
  const open = RULE_KINDS.some(kind => isOpen(firewall.inputs, keys[kind])) || declared.some(({ each }) => opaque(each));
  return { collections: declared.map(({ kind, each }) => collectionOf(each, kind, [], textAt(each, "action", "type"))), resources: [firewall], ...(open && { open: "not every rule of it is known" }) };
}

/** The declared policy that an input names; undefined where it is not of the plan or not known. */
function policyAt(resource: PlanResource, input: string, graph: ResourceGraph): PlanResource | undefined {
  const id = textAt(resource.inputs, input, "id");
  const byName = graph.named(KINDS.firewallPolicy, "firewallPolicyName", nameInId(id)).filter(each => mayLieIn(each, groupInId(id)));
  const causes = id === undefined ? (resource.propertyDependencies[input] ?? []).flatMap(urn => graph.byUrn(urn) ?? []).filter(({ type }) => KINDS.firewallPolicy(type)) : [];
  const [only, ...others] = id === undefined ? causes : byName;
  return others.length === 0 ? only : undefined;
}

/** Whether a group of collections is a policy's; undefined where that is not known. */
function isOf(group: PlanResource, policy: PlanResource): Certainty {
  if ((group.propertyDependencies.firewallPolicyName ?? []).includes(policy.urn)) return true;
  const name = textAt(group.inputs, "firewallPolicyName"), own = textAt(policy.inputs, "firewallPolicyName");
  return name === undefined || own === undefined ? undefined : sameText(name, own) && mayLieIn(group, textAt(policy.inputs, "resourceGroupName"));
}

/** The collections of a group, of which those that translate inbound addresses let nothing out. */
function groupRules(group: PlanResource, depth: number): readonly RuleCollection[] {
  const before = [depth, numberAt(group.inputs, "priority")];
  return listAt(group.inputs, "ruleCollections").flatMap(declared => {
    const action = textAt(declared, "action", "type");
    return RULE_KINDS.map(kind => ({ ...collectionOf(declared, kind, before, action), rules: listAt(declared, "rules").filter(rule => textAt(rule, "ruleType")?.toLowerCase() === `${kind}rule`) }));
  });
}

/** True where a rule of a policy is of a type that is not known: what it matches is not either. */
const isUntyped = (rule: PlanValue): boolean => !["networkrule", "applicationrule", "natrule"].includes(textAt(rule, "ruleType")?.toLowerCase() ?? "");

/** True where not every rule of a group can be read. */
const isPartlyOpen = (group: PlanResource): boolean =>
  opaque(group.inputs, "ruleCollections") || listAt(group.inputs, "ruleCollections").some(each => opaque(each) || listAt(each, "rules").some(isUntyped));

/** Groups as API versions before 2020-07-01 have them. */
const OLD_GROUP = /^azure-native(?:_\w+)?:network(?:\/\w+)?:FirewallPolicyRuleGroup$/;

/** Rules of a policy; what its parent has comes before. */
function policyRules(policy: PlanResource, graph: ResourceGraph, seen: readonly PlanResource[]): FirewallRules {
  const groups = graph.where(KINDS.firewallRuleGroup).map(group => ({ group, its: isOf(group, policy) }));
  const own = groups.flatMap(({ group, its }) => (its === true ? [group] : []));
  const hasParent = readAt(policy.inputs, "basePolicy").knowledge !== "absent";
  const parent = hasParent ? policyAt(policy, "basePolicy", graph) : undefined;
  const above = parent && !seen.includes(parent) ? policyRules(parent, graph, [...seen, policy]) : undefined;
  const open = stands(policy) ? `policy ${policy.name} stands already and may have rules that are not of this plan`
    : hasParent && above === undefined ? `the policy above ${policy.name} is not of this plan`
      : graph.resources.some(({ type, remote }) => remote === true || KINDS.template(type) || OLD_GROUP.test(type)) ? "rules may be made by what this plan does not show"
        : groups.some(({ its }) => its === undefined) || own.some(isPartlyOpen) ? "not every rule of its policy is known" : above?.open;
  return { collections: [...(above?.collections ?? []), ...own.flatMap(group => groupRules(group, -seen.length))], resources: [...(above?.resources ?? []), policy, ...own], ...(open !== undefined && { open }) };
}

export function firewallRules(firewall: PlanResource, graph: ResourceGraph): FirewallRules {
  if (firewall.op === "read") return { collections: [], open: "the firewall stands already, and its rules are not of this plan", resources: [] };
  if (readAt(firewall.inputs, "firewallPolicy").knowledge === "absent") return ownRules(firewall);
  const policy = policyAt(firewall, "firewallPolicy", graph);
  if (!policy || policy.op === "read") return { collections: [], open: "its policy is not of this plan", resources: [firewall] };
  const { resources, ...rules } = policyRules(policy, graph, []);
  return { ...rules, resources: [firewall, ...resources] };
}
