import { TIERS } from "../../../facts/kubernetes-versions";
import { movedBy } from "../../../facts/upgrades";
import { MODEL_FACTS, NETWORK_MODELS } from "../../../facts/network-models";
import type { Plan } from "../../model/plan";
import type { ClusterSummary, NetworkModel, PrivateApiServer } from "../../model/results";
import { dim, line, strong, type Line } from "./line";

const OTHER_MODELS: Readonly<Record<Exclude<NetworkModel, (typeof NETWORK_MODELS)[number]>, string>> = {
  "own-cni": "a CNI of one's own", undecided: "network model not known",
};

export function networkTitle(network: NetworkModel): string {
  const built = NETWORK_MODELS.find(model => model === network);
  return built ? MODEL_FACTS[built].title : OTHER_MODELS[network as keyof typeof OTHER_MODELS];
}

const API_SERVER: Readonly<Record<ClusterSummary["apiServer"], string>> = {
  public: "public API server", "authorized-ranges": "API server for authorised ranges", private: "private API server", undecided: "API server access not known",
};

function zoneTitle({ zone, zoneName }: PrivateApiServer): string {
  switch (zone) {
    case "own": return `zone ${zoneName ?? "of its own"}`;
    case "system": return "DNS zone kept by AKS";
    case "none": return "no DNS zone";
    case "undecided": return "DNS zone not known";
  }
}

/** What a reader must know of the way to an API server that the internet does not reach. */
function privateTitle(server: PrivateApiServer): readonly string[] {
  const { publicFqdn } = server;
  return [API_SERVER.private, zoneTitle(server), publicFqdn === undefined ? "public name not known" : publicFqdn ? "public name for the private address" : "no public name"];
}

/** A channel that moves minor versions leaves the declared one behind; which channel it is, stands with the cluster. */
function versionTitle({ kubernetesVersion, upgradeChannel }: ClusterSummary): string | undefined {
  const moves = upgradeChannel === undefined ? undefined : movedBy(upgradeChannel);
  const then = moves === "minor" ? " at creation" : moves === "patch" ? ", patched by AKS" : "";
  return kubernetesVersion && `Kubernetes ${kubernetesVersion}${then}`;
}

/** @param named where there are several, the name begins the lines */
function clusterLines(cluster: ClusterSummary, named: boolean): readonly Line[] {
  const { region, tier, networkPolicy, network, apiServer, privateApiServer } = cluster;
  const facts: readonly (readonly (string | undefined)[])[] = [
    [named ? cluster.name ?? `cluster ${cluster.resource.split("::").at(-1) ?? ""}` : undefined, region, versionTitle(cluster), tier && tierTitle(tier)],
    [networkTitle(network), networkPolicy && `network policies by ${networkPolicy}`, privateApiServer ? undefined : API_SERVER[apiServer]],
    ...(privateApiServer ? [privateTitle(privateApiServer)] : []),
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
  return [line(strong(`${plan.project} · ${plan.stack}`), dim(`  ${SOURCES[plan.source]}`)), ...plan.analyses.clusters.flatMap((cluster, _, all) => clusterLines(cluster, all.length > 1))];
}
