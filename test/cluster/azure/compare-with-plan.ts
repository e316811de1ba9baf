/** Whether the cloud controller made what the plan predicted. */
import type { LoadBalancerRule } from "../../../facts/load-balancer";
import type { Plan, PlanValue } from "../../../planner/model/plan";
import { listAt, textAt } from "../../../planner/model/read";
import type { PortChain } from "../../../planner/model/results";
import type { MadeLoadBalancer, Rule } from "./load-balancer";
import { baseName } from "./names";

export interface Difference {
  readonly service: string;
  /** What of it differs, such as `rule TCP 90, idle timeout`. */
  readonly at: string;
  readonly planned: unknown;
  readonly made: unknown;
}

/** Something the plan leaves open: it is compared with nothing. */
const OPEN = Symbol("open");

type Pair = readonly [at: string, planned: unknown, made: unknown];

const differing = (service: string, pairs: readonly Pair[]): readonly Difference[] =>
  pairs.filter(([, planned, made]) => planned !== OPEN && planned !== made).map(([at, planned, made]) => ({ service, at, planned, made }));

/** A planned name with the Service's uid in it; open while another part of it is Kubernetes' to choose. */
function nameOf(name: string | undefined, uid: string): unknown {
  const named = name?.replace("a<uid>", baseName(uid));
  return named?.includes("<") ? OPEN : named;
}

/** One that stood at the address already, as of a Service that went a moment before, keeps the name that it has: with that one's uid. */
function frontEndName(name: string | undefined, made: MadeLoadBalancer | undefined): unknown {
  const first = /^a[0-9a-f]{31}(?=-|$)/.exec(made?.frontEnd.name ?? "")?.[0] ?? baseName(made?.uid ?? "");
  const named = name?.replace("a<uid>", first);
  return named?.includes("<") ? OPEN : named;
}

function rulePairs(planned: LoadBalancerRule, rule: Rule, { uid, frontEnd }: MadeLoadBalancer): readonly Pair[] {
  const at = (what: string): string => `rule ${planned.protocol} ${planned.frontendPort}, ${what}`;
  return [
    [at("load balancer"), planned.loadBalancer, frontEnd.loadBalancer], [at("name"), nameOf(planned.name, uid), rule.name],
    // The node port is Kubernetes' to choose where the Service does not fix it.
    [at("backend port"), planned.backendPort ?? OPEN, rule.backendPort], [at("floating IP"), planned.floatingIp, rule.floatingIp], [at("idle timeout"), planned.idleTimeoutMinutes, rule.idleTimeoutMinutes],
    [at("TCP reset"), planned.tcpReset, rule.tcpReset], [at("distribution"), planned.distribution, rule.distribution],
    [at("probe name"), nameOf(planned.probe?.name, uid), rule.probe?.name], [at("probe interval"), planned.probe?.intervalSeconds, rule.probe?.interval], [at("probe threshold"), planned.probe?.threshold, rule.probe?.threshold],
    [at("probe protocol"), planned.probe?.protocol, rule.probe?.protocol], [at("probe on"), planned.probe?.on, rule.probe?.on],
    [at("probe path"), planned.probe?.path, rule.probe?.path], [at("probe port"), planned.probe?.port ?? OPEN, rule.probe?.port],
  ];
}

function frontEndPairs({ hops }: PortChain, { frontEnd }: MadeLoadBalancer): readonly Pair[] {
  const hop = hops.find(({ at }) => at === "front-end"), label = hop?.hostName?.split(".")[0];
  return [["front end, address", hop?.address ?? OPEN, frontEnd.address], ["front end, subnet", hop?.addressFrom?.name, frontEnd.subnet], ["front end, DNS label", label, frontEnd.dnsLabel]];
}

function chainDifferences(service: string, chains: readonly PortChain[], made: MadeLoadBalancer | undefined): readonly Difference[] {
  if (!made) return [{ service, at: "load balancer", planned: chains[0]?.rule?.loadBalancer, made: undefined }];
  const ruleOf = ({ rule }: PortChain): Rule | undefined => made.rules.find(({ protocol, frontendPort }) => protocol === rule?.protocol && frontendPort === rule.frontendPort);
  const unplanned = made.rules.filter(rule => !chains.some(chain => ruleOf(chain) === rule));
  return [
    ...chains.flatMap(chain => {
      const rule = ruleOf(chain);
      if (!chain.rule) return [];
      return differing(service, rule ? [...rulePairs(chain.rule, rule, made), ...frontEndPairs(chain, made)] : [[`rule ${chain.rule.protocol} ${chain.rule.frontendPort}`, chain.rule.name, undefined]]);
    }),
    ...unplanned.map(rule => ({ service, at: `rule ${rule.protocol} ${rule.frontendPort}`, planned: undefined, made: rule.name })),
  ];
}

/** The load balancers that the plan expects in the node resource group, with the front ends that it knows. */
function predictedDifferences({ predicted }: Plan, made: readonly MadeLoadBalancer[]): readonly Difference[] {
  const balancers = predicted.filter(({ type }) => type === "Microsoft.Network/loadBalancers");
  const unpredicted = made.filter(({ frontEnd }) => !balancers.some(({ name }) => name === frontEnd.loadBalancer));
  return [
    ...unpredicted.map(({ service, frontEnd }) => ({ service, at: "predicted load balancer", planned: undefined, made: frontEnd.loadBalancer })),
    ...balancers.flatMap(({ name, properties }) => listAt(properties, "frontEnds").flatMap(planned => {
      const service = `${textAt(planned, "namespace") ?? ""}/${textAt(planned, "service") ?? ""}`, match = made.find(each => each.service === service && each.frontEnd.loadBalancer === name);
      return differing(service, [
        ["predicted load balancer", name, match?.frontEnd.loadBalancer], ["predicted front end", frontEndName(textAt(planned, "name"), match) ?? OPEN, match?.frontEnd.name],
        ["predicted address", textAt(planned, "address") ?? OPEN, match?.frontEnd.address], ["predicted subnet", textAt(planned, "subnet") ?? OPEN, match?.frontEnd.subnet],
      ]);
    })),
    ...balancers.flatMap(balancer => predictedRules(balancer, made)),
  ];
}

/** The rules that stand in a predicted load balancer, by name; what is in each is compared with the chains' already. */
function predictedRules({ name, properties }: Plan["predicted"][number], made: readonly MadeLoadBalancer[]): readonly Difference[] {
  const of = (part: PlanValue): string => `${textAt(part, "namespace") ?? ""}/${textAt(part, "service") ?? ""}`;
  const expected = listAt(properties, "frontEnds").map(of);
  return made.filter(({ service, frontEnd }) => frontEnd.loadBalancer === name && expected.includes(service)).flatMap(({ service, uid, rules }) => {
    const planned = listAt(properties, "rules").filter(rule => of(rule) === service).map(rule => nameOf(textAt(rule, "name"), uid));
    const names = rules.map(rule => rule.name);
    return [
      ...planned.filter(each => !names.some(other => other === each)).map(each => ({ service, at: "predicted rule", planned: each, made: undefined })),
      ...names.filter(each => !planned.includes(each)).map(each => ({ service, at: "predicted rule", planned: undefined, made: each })),
    ];
  });
}

/**
 * Holds what was made against the plan's port chains and predictions, both ways.
 * @returns what differs; nothing where the plan was right
 */
export function compareWithPlan(made: readonly MadeLoadBalancer[], plan: Plan): readonly Difference[] {
  const planned = new Map<string, PortChain[]>();
  for (const chain of plan.analyses.portChains.filter(({ rule }) => rule !== undefined)) {
    const service = `${chain.namespace ?? ""}/${chain.name}`;
    planned.set(service, [...planned.get(service) ?? [], chain]);
  }
  return [
    ...[...planned].flatMap(([service, chains]) => chainDifferences(service, chains, made.find(each => each.service === service))),
    ...made.filter(({ service }) => !planned.has(service)).map(({ service, frontEnd }) => ({ service, at: "load balancer", planned: undefined, made: frontEnd.loadBalancer })),
    ...predictedDifferences(plan, made),
  ];
}
