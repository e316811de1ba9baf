import { TIERS } from "../../../facts/kubernetes-versions";
import { MODEL_FACTS, NETWORK_MODELS } from "../../../facts/network-models";
import type { Plan } from "../../model/plan";
import type { ClusterSummary, NetworkModel } from "../../model/results";
import { dim, line, strong, type Line } from "./line";

const OTHER_MODELS: Readonly<Record<Exclude<NetworkModel, (typeof NETWORK_MODELS)[number]>, string>> = {
  "own-cni": "a CNI of one's own", undecided: "network model not known",
};

function networkTitle(network: NetworkModel): string {
  const built = NETWORK_MODELS.find(model => model === network);
  return built ? MODEL_FACTS[built].title : OTHER_MODELS[network as keyof typeof OTHER_MODELS];
}

const API_SERVER: Readonly<Record<ClusterSummary["apiServer"], string>> = {
  public: "public API server", "authorized-ranges": "API server for authorised ranges", private: "private API server", undecided: "API server access not known",
};

function clusterLines(cluster: ClusterSummary): readonly Line[] {
  const { region, kubernetesVersion, tier, networkPolicy, network, apiServer } = cluster;
  const facts: readonly (readonly (string | undefined)[])[] = [
    [region, kubernetesVersion && `Kubernetes ${kubernetesVersion}`, tier && tierTitle(tier)],
    [networkTitle(network), networkPolicy && `network policies by ${networkPolicy}`, API_SERVER[apiServer]],
  ];
  return facts.map(each => line(each.filter(fact => fact !== undefined).join(" · ")));
}

function tierTitle(tier: string): string {
  const facts = isTier(tier) ? TIERS[tier].sla : undefined;
  return facts === undefined ? `${tier} tier` : `${tier} tier (${facts})`;
}

const isTier = (tier: string): tier is keyof typeof TIERS => Object.hasOwn(TIERS, tier);

export const SOURCES = { record: "planned offline", preview: "from the engine's preview", export: "from the deployed state" } as const;

/** Project, stack and, for each cluster, what decides the most about it. */
export function titleLines(plan: Plan): readonly Line[] {
  return [line(strong(`${plan.project} · ${plan.stack}`), dim(`  ${SOURCES[plan.source]}`)), ...plan.analyses.clusters.flatMap(clusterLines)];
}
