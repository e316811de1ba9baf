/** For the tests beside this file: Services and plans by hand, and a reader of what is written for `iptables-restore`. */
import type { Plan } from "../../../planner/model/plan";
import type { PlanBuilder } from "../../planner/plan-builder";
import type { FrontEnd } from "./front-ends";
import type { Service, ServicePort } from "./objects";
import { Refusal } from "./refusal";

export const UID = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";

export interface ServiceOptions {
  readonly name?: string;
  readonly uid?: string;
  /** Keys without their `service.beta.kubernetes.io/`. */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ports?: readonly Partial<ServicePort>[];
  readonly spec?: Partial<Service["spec"]>;
  readonly deletionTimestamp?: string;
}

/** A Service of type LoadBalancer as Kubernetes fills it: TCP 90 with node port 31090 where no port is given. */
export function service({ name = "sorting", uid = UID, annotations = {}, ports = [{}], spec, deletionTimestamp }: ServiceOptions = {}): Service {
  return {
    apiVersion: "v1", kind: "Service",
    metadata: {
      name, namespace: "hogwarts", uid, resourceVersion: "1", creationTimestamp: "2026-08-21T00:00:00Z", ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
      annotations: Object.fromEntries(Object.entries(annotations).map(([key, value]) => [`service.beta.kubernetes.io/${key}`, value])),
    },
    spec: {
      type: "LoadBalancer", externalTrafficPolicy: "Cluster", sessionAffinity: "None", ipFamilies: ["IPv4"],
      ports: ports.map(port => ({ protocol: "TCP", port: 90, nodePort: 31_090, ...port })), ...spec,
    },
  };
}

/** Of a Service with a front end in the subnet `services`. */
export const INTERNAL = { "azure-load-balancer-internal": "true", "azure-load-balancer-internal-subnet": "services" } as const;

export const FRONT_END: FrontEnd = { name: "a0a1b2c3d4e5f60718293a4b5c6d7e8f-services", loadBalancer: "kubernetes-internal", address: "10.240.1.90", subnet: "services" };

/** The refusal that something ends in; undefined where it is not refused. */
export function refusalOf(attempt: () => unknown): Refusal | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** A plan from which nothing was concluded but what is given. */
export function plan(builder: PlanBuilder, { portChains = [], predicted = [] }: { portChains?: Plan["analyses"]["portChains"]; predicted?: Plan["predicted"] } = {}): Plan {
  return { ...builder.build(), predicted, findings: [], suppressed: [], undecided: [], analyses: { clusters: [], pools: [], ipPlan: { subnets: [], ranges: [] }, managedGroups: [], portChains, podNetworks: [], upgrade: [] } };
}

/** One line of a chain: what a packet must be like, and what is done with it. */
export interface WrittenRule {
  readonly table: string;
  readonly chain: string;
  readonly match: string;
  readonly target: string;
}

/**
 * Reads input of `iptables-restore`.
 * @throws Error for a line that the program would not take, or a chain that was not declared, which would not be emptied first
 */
export function written(text: string): { readonly chains: readonly string[]; readonly rules: readonly WrittenRule[] } {
  const chains: string[] = [], rules: WrittenRule[] = [];
  let table: string | undefined;
  for (const line of text.replace(/\n$/, "").split("\n")) {
    const rule = /^-A (\S+) (?:(.*) )?-j (.+)$/.exec(line), [, opened] = /^\*(\w+)$/.exec(line) ?? [], [, chain] = /^:(\S+) - \[0:0\]$/.exec(line) ?? [];
    if (opened !== undefined && table === undefined) table = opened;
    else if (line === "COMMIT" && table !== undefined) table = undefined;
    else if (chain !== undefined && table !== undefined) chains.push(`${table} ${chain}`);
    else if (rule && table !== undefined && chains.includes(`${table} ${rule[1]}`)) rules.push({ table, chain: rule[1] ?? "", match: rule[2] ?? "", target: rule[3] ?? "" });
    else throw new Error(`iptables-restore would not take ${JSON.stringify(line)}`);
  }
  if (table !== undefined || !text.endsWith("\n")) throw new Error("iptables-restore would not commit what it read");
  return { chains, rules };
}

/** What stands behind an option, such as `--dport`. */
export const optionOf = (text: string, option: string): string | undefined => new RegExp(`(?:^| )${option} (\\S+)`).exec(text)?.[1];
