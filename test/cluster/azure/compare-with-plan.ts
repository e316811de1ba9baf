/** Whether the cloud controller made what the plan predicted. */
import type { LoadBalancerRule } from "../../../facts/load-balancer";
import type { Plan } from "../../../planner/model/plan";
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

function rulePairs(planned: LoadBalancerRule, rule: Rule, { uid, frontEnd }: MadeLoadBalancer): readonly Pair[] {
  const at = (what: string): string => `rule ${planned.protocol} ${planned.frontendPort}, ${what}`;
  return [
    [at("load balancer"), planned.loadBalancer, frontEnd.loadBalancer], [at("name"), planned.name.replace("a<uid>", baseName(uid)), rule.name],
    // The node port is Kubernetes' to choose where the Service does not fix it.
    [at("backend port"), planned.backendPort ?? OPEN, rule.backendPort], [at("floating IP"), planned.floatingIp, rule.floatingIp], [at("idle timeout"), planned.idleTimeoutMinutes, rule.idleTimeoutMinutes],
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
      const service = textAt(planned, "service") ?? "", match = made.find(each => each.service.endsWith(`/${service}`) && each.frontEnd.loadBalancer === name);
      return differing(service, [
        ["predicted load balancer", name, match?.frontEnd.loadBalancer],
        ["predicted address", textAt(planned, "address") ?? OPEN, match?.frontEnd.address], ["predicted subnet", textAt(planned, "subnet") ?? OPEN, match?.frontEnd.subnet],
      ]);
    })),
  ];
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
