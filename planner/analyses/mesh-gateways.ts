/** The ingress gateways that AKS makes for a cluster's Istio add-on, and the Services in front of them, which nobody declares. */
import { GATEWAY_LABEL, gatewayModeOf, GATEWAY_MODES, GATEWAY_NAMESPACE, GATEWAY_PLACE, GATEWAY_PORTS, GATEWAY_SERVICES, isKeptOnGateway, type GatewayMode } from "../../facts/istio-gateway";
import { ANNOTATIONS } from "../../facts/load-balancer";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { PlanObject, PlanResource, PlanValue } from "../model/plan";
import { entriesAt, flagAt, isOpen, listAt, readAt, textAt, textsAt } from "../model/read";
import type { ClusterSummary, MeshSummary } from "../model/results";
import { UNKNOWN_VALUE } from "../model/values";
import { knownName, namespaceOf, readService, type ServiceFacts } from "./services";

/** Whether AKS makes a gateway: `open` where the profile is not known. */
export type GatewayState = "enabled" | "absent" | "open";

function stateIn(entry: PlanValue, mode: GatewayMode): GatewayState {
  const given = textAt(entry, "mode");
  if (flagAt(entry, "enabled") === false || (given !== undefined && given !== mode)) return "absent";
  if (isOpen(entry) || isOpen(entry, "mode") || isOpen(entry, "enabled")) return "open";
  return given === mode && flagAt(entry, "enabled") === true ? "enabled" : "absent";
}

/** @param inputs of the ManagedCluster */
export function gatewayState(inputs: PlanObject | undefined, mode: GatewayMode): GatewayState {
  if (isOpen(inputs, "serviceMeshProfile", "mode")) return "open";
  if (textAt(inputs, "serviceMeshProfile", "mode") !== "Istio") return "absent";
  const path = ["serviceMeshProfile", "istio", "components", "ingressGateways"] as const;
  if (isOpen(inputs, ...path)) return "open";
  const states = listAt(inputs, ...path).map(entry => stateIn(entry, mode));
  return (["enabled", "open"] as const).find(state => states.includes(state)) ?? "absent";
}

/** The add-on as far as it is known; undefined where it is off. @param inputs of the ManagedCluster */
export function meshOf(inputs: PlanObject): MeshSummary | undefined {
  if (textAt(inputs, "serviceMeshProfile", "mode") !== "Istio") return undefined;
  return { revisions: textsAt(inputs, "serviceMeshProfile", "istio", "revisions"), gateways: GATEWAY_MODES.filter(mode => gatewayState(inputs, mode) === "enabled") };
}

export interface GatewayService {
  readonly cluster: ClusterSummary;
  readonly mode: GatewayMode;
  /** As if it were declared, with what patches say of it. */
  readonly service: ServiceFacts;
}

const ANY_PLACE: PlanObject = { [GATEWAY_PLACE.subnet]: UNKNOWN_VALUE, [GATEWAY_PLACE.address]: UNKNOWN_VALUE };

/** What a patch says of annotations, as far as the add-on leaves it; not known as a whole, it may say anything of the place. */
function annotationsOf({ inputs }: PlanResource): PlanObject {
  if (isOpen(inputs, "metadata", "annotations")) return ANY_PLACE;
  return Object.fromEntries(entriesAt(inputs, "metadata", "annotations").filter(([name]) => isKeptOnGateway(name)));
}

/** The Service as a declaration: its URN is the patch's, where there is one, else the cluster's. @param unsure whether there is a patch of which it is not known what it is for */
function serviceOf(cluster: PlanResource, mode: GatewayMode, patches: readonly PlanResource[], unsure: boolean): ServiceFacts {
  const name = GATEWAY_SERVICES[mode];
  const annotations: PlanObject = { ...Object.fromEntries(patches.flatMap(patch => Object.entries(annotationsOf(patch)))), ...(unsure && ANY_PLACE) };
  const policy = patches.flatMap(({ inputs }) => readAt(inputs, "spec", "externalTrafficPolicy").value ?? []).at(-1);
  const from = patches.at(-1) ?? cluster;
  return readService({
    ...from, type: "kubernetes:core/v1:Service", provider: patches.at(-1)?.provider,
    inputs: {
      metadata: { name, namespace: GATEWAY_NAMESPACE, annotations: mode === "Internal" ? { ...annotations, [ANNOTATIONS.internal]: "true" } : annotations },
      spec: {
        type: "LoadBalancer", externalTrafficPolicy: policy, selector: { [GATEWAY_LABEL]: name },
        ports: [{ name: "status-port", port: GATEWAY_PORTS.status }, { name: "http2", port: GATEWAY_PORTS.http }, { name: "https", port: GATEWAY_PORTS.https }],
      },
    },
  });
}

/** Patches of the gateways' Services. */
export const gatewayPatches = (graph: ResourceGraph): readonly PlanResource[] =>
  graph.where(KINDS.servicePatch).filter(patch => namespaceOf(patch) === GATEWAY_NAMESPACE && gatewayModeOf(knownName(patch) ?? "") !== undefined);

/** The Services of all gateways that are known to be enabled, by cluster. */
export function gatewayServicesIn(graph: ResourceGraph, clusters: readonly ClusterSummary[], clusterOf: (resource: PlanResource) => ClusterSummary | undefined): readonly GatewayService[] {
  const patches = gatewayPatches(graph);
  const unnamed = graph.where(KINDS.servicePatch).filter(patch => namespaceOf(patch) === GATEWAY_NAMESPACE && knownName(patch) === undefined);
  return clusters.flatMap(cluster => {
    const resource = graph.byUrn(cluster.resource);
    if (!resource) return [];
    return GATEWAY_MODES.filter(mode => gatewayState(resource.inputs, mode) === "enabled").map(mode => {
      const own = patches.filter(patch => knownName(patch) === GATEWAY_SERVICES[mode] && clusterOf(patch) === cluster);
      return { cluster, mode, service: serviceOf(resource, mode, own, unnamed.some(patch => clusterOf(patch) === cluster)) };
    });
  });
}
