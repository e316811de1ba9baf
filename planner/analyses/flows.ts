/** The three traffic flows of every cluster: consumers to its services, the cluster to Azure, operators to its API server. */
import { MANAGED_SUBNET } from "../../facts/node-resource-group";
import type { Flow } from "../model/flow-results";
import { firstBy, groupedBy } from "../model/once";
import type { PlanResource } from "../model/plan";
import type { ClusterSummary, EgressPlan, GatewayChain, NodePool, PortChain } from "../model/results";
import type { EgressInput } from "./egress";
import { azureFlows } from "./flows-azure";
import { consumerFlows } from "./flows-consumer";
import { operatorFlow } from "./flows-operator";
import type { GatewayService } from "./mesh-gateways";
import { networkOf, type ClusterNetwork } from "./networks";
import { Outbound } from "./outbound";
import { poolsOf } from "./pools";
import { SecurityHops } from "./security-hops";
import type { ServiceFacts } from "./services";
import { subnetAt } from "./subnets";
import { isIsolated, wayOutOf, type WayOut } from "./ways-out";

export interface FlowInput extends EgressInput {
  readonly services: readonly ServiceFacts[];
  readonly gatewayServices: readonly GatewayService[];
  readonly clusterOf: (service: ServiceFacts) => ClusterSummary | undefined;
  readonly clusterOfResource: (resource: PlanResource) => ClusterSummary | undefined;
  readonly portChains: readonly PortChain[];
  readonly gatewayChains: readonly GatewayChain[];
  readonly egress: readonly EgressPlan[];
}

/** What all flows of one cluster are made from. */
export interface ClusterFlows extends FlowInput {
  /** Begins the ids of what is the cluster's: `cluster/aks-example`. */
  readonly id: string;
  readonly cluster: ClusterSummary;
  readonly network: ClusterNetwork;
  readonly wayOut: WayOut;
  readonly outbound: Outbound;
  /** Port chains of the cluster's Services. */
  readonly ownChains: readonly PortChain[];
  /** Where the first pool's nodes are, and with them the API server's private endpoint. */
  readonly firstSubnet?: { readonly name: string; readonly prefix?: string };
}

function firstSubnet(cluster: ClusterSummary, pools: readonly NodePool[], network: ClusterNetwork): ClusterFlows["firstSubnet"] {
  if (cluster.virtualNetwork === "managed") return { name: MANAGED_SUBNET.name, prefix: MANAGED_SUBNET.prefix };
  const subnet = poolsOf(cluster, pools)[0]?.subnet;
  return subnet && { name: subnet.name, prefix: subnetAt(subnet, network.subnets)?.prefix?.text };
}

/** What is looked for once for all clusters. */
interface Shared {
  readonly security: SecurityHops;
  readonly byName: ReadonlyMap<string | undefined, readonly ClusterSummary[]>;
  readonly chains: ReadonlyMap<ClusterSummary, readonly PortChain[]>;
}

function shared(input: FlowInput): Shared {
  const services = firstBy(input.services, ({ resource }) => resource.urn);
  return {
    security: new SecurityHops(input), byName: groupedBy(input.clusters, ({ name }) => name),
    chains: groupedBy(input.portChains, ({ service }) => { const facts = services.get(service); return facts && input.clusterOf(facts); }),
  };
}

function inputsOf(cluster: ClusterSummary, input: FlowInput, { security, byName, chains }: Shared): ClusterFlows {
  const { graph, pools, egress } = input;
  const alike = (byName.get(cluster.name)?.length ?? 0) > 1;
  const id = `cluster/${cluster.name === undefined || alike ? cluster.resource : cluster.name}`;
  const network = networkOf(cluster, input);
  const outbound = new Outbound(security, cluster), way = wayOutOf(cluster, id, network, graph, egress);
  const wayOut = isIsolated(cluster, graph) ? way : { ...way, hop: outbound.before(way.hop, { to: "internet" }) };
  return { ...input, id, cluster, network, wayOut, outbound, ownChains: chains.get(cluster) ?? [], firstSubnet: firstSubnet(cluster, pools, network) };
}

/** Of every cluster; nothing where there is none. */
export function flowsOf(input: FlowInput): { readonly flows?: readonly Flow[] } {
  if (input.clusters.length === 0) return {};
  const common = shared(input);
  return { flows: input.clusters.flatMap(cluster => {
    const flows = inputsOf(cluster, input, common);
    return [...consumerFlows(flows), ...azureFlows(flows), operatorFlow(flows)];
  }) };
}

