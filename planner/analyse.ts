/** From what was recorded to the whole plan: analyses, predictions and findings, each computed once. */
import { refusalOf } from "./analyses/absent-pods";
import { kubernetesObjects } from "./analyses/anatomy";
import { classicClusterNotes, clusterFinder, clustersIn } from "./analyses/clusters";
import { egressPlans } from "./analyses/egress";
import { flowsOf } from "./analyses/flows";
import { gatewayChains } from "./analyses/gateway-chains";
import { ipPlan } from "./analyses/ip-plan";
import { managedGroup, managedResources } from "./analyses/managed-group";
import { gatewayServicesIn } from "./analyses/mesh-gateways";
import { metricsGroups } from "./analyses/metrics-groups";
import { podNetworks } from "./analyses/pod-network";
import { placed } from "./analyses/placement";
import { poolsIn } from "./analyses/pools";
import { portChains } from "./analyses/port-chains";
import { rolePlan } from "./analyses/roles";
import { servicesIn, type ServiceFacts } from "./analyses/services";
import { declaredSubnets } from "./analyses/subnets";
import { upgradePlans } from "./analyses/upgrade";
import { workloadsIn } from "./analyses/workloads";
import { ResourceGraph } from "./model/graph";
import { lazily, settled } from "./model/lazy";
import { groupedBy } from "./model/once";
import { remains } from "./model/operations";
import type { Finding, Plan, PlanResource, RecordedPlan, Severity, Undecided } from "./model/plan";
import type { Analyses } from "./model/results";
import { withStandIns } from "./model/stand-in-names";
import { inPart } from "./model/values";
import { RULES } from "./rules/catalogue";
import { openQuestions, untold } from "./rules/open-questions";
import { doubtsOf, findingsOf, type Subject } from "./rules/rule";
import { suppress, type Suppression } from "./suppressions/suppress";

const BY_SEVERITY: readonly Severity[] = ["error", "warning", "note"];

const compareTexts = (a = "", b = ""): number => (a < b ? -1 : a > b ? 1 : 0);

const comparePlaces = (a: Undecided, b: Undecided): number => compareTexts(a.rule, b.rule) || compareTexts(a.resource, b.resource) || compareTexts(a.path, b.path);

const compareFindings = (a: Finding, b: Finding): number => BY_SEVERITY.indexOf(a.severity) - BY_SEVERITY.indexOf(b.severity) || comparePlaces(a, b);

/** What rules read, and what Azure and Kubernetes will make without being asked. */
interface Conclusions extends Subject { readonly predicted: Plan["predicted"] }

/** A look-up says by what it is found, and nothing of what is found: that it declares no setting does not make the setting Azure's default. */
const asFound = (resource: PlanResource): PlanResource =>
  (resource.op === "read" && resource.custom && !resource.type.startsWith("pulumi:") ? { ...resource, inputs: inPart(resource.inputs) } : resource);

/** What will stand. A part of a stack allows no conclusions: what seems to be missing may be there, unchanged. */
const subjectOf = ({ resources, omitted }: RecordedPlan): readonly PlanResource[] => (omitted === undefined ? resources.filter(remains).map(asFound) : []);

/** What will not stand any more, of a whole stack. */
const leavingOf = ({ resources, omitted }: RecordedPlan): readonly PlanResource[] => (omitted === undefined ? resources.filter(resource => !remains(resource)) : []);

/** Pure: the same recording gives the same conclusions, each drawn when it is asked for. A plan without anything of AKS gives empty analyses. */
export function conclude(recorded: RecordedPlan): Conclusions {
  const graph = placed(new ResourceGraph(subjectOf(recorded)));
  const clusters = clustersIn(graph);
  const subnets = declaredSubnets(graph);
  const pools = poolsIn(graph, clusters, subnets);
  const services = servicesIn(graph);
  // What Kubernetes refuses makes no pods: nothing is drawn from it, and nothing interrupted.
  const workloads = workloadsIn(graph).filter(workload => refusalOf(workload) === undefined);
  const find = clusterFinder(graph, clusters);
  const gatewayServices = gatewayServicesIn(graph, clusters, find);
  const ofGateways = new Map(gatewayServices.map(({ service, cluster }) => [service, cluster]));
  const clusterOf = (service: ServiceFacts) => ofGateways.get(service) ?? find(service.resource);
  const input = { graph, clusters, subnets, pools, services, workloads, clusterOf };
  // Addresses and load balancers go to what AKS makes as well as to what is declared.
  const all = { ...input, services: [...services, ...gatewayServices.map(({ service }) => service)] };

  const analyses: Analyses = lazily<Analyses>({
    clusters: () => clusters,
    pools: () => pools,
    ipPlan: () => ipPlan(all),
    managedGroups: () => clusters.map(cluster => managedGroup(cluster, graph)),
    portChains: () => portChains(input),
    gatewayChains: () => {
      const chains = gatewayChains({ ...input, gatewayServices, clusterOfResource: find });
      return chains.length > 0 ? chains : undefined;
    },
    egress: () => egressPlans(input).egress,
    flows: () => flowsOf({ ...input, gatewayServices, clusterOfResource: find, portChains: analyses.portChains, gatewayChains: analyses.gatewayChains ?? [], egress: analyses.egress ?? [] }).flows,
    podNetworks: () => podNetworks(input),
    upgrade: () => upgradePlans({ ...input, ipPlan: analyses.ipPlan, clusterOfObject: find }),
    roles: () => rolePlan({ ...all, clusterOfObject: find }).roles,
  });
  return lazily<Conclusions>({
    graph: () => graph,
    analyses: () => analyses,
    outputs: () => recorded.outputs,
    leaving: () => leavingOf(recorded),
    predicted: () => {
      const servicesOf = groupedBy(all.services, clusterOf);
      const made = clusters.flatMap((cluster, index) => {
        const group = analyses.managedGroups[index];
        return group ? managedResources(cluster, group, { ...all, services: servicesOf.get(cluster) ?? [], owns: resource => find(resource) === cluster }) : [];
      });
      return [...made, ...kubernetesObjects(graph, clusters, pools, workloads, analyses.portChains), ...metricsGroups(graph)];
    },
  });
}

/**
 * The whole plan: conclusions, and what the rules find. What its owner lets stand is told apart.
 * @param suppressions as `planner/suppressions` reads them; none where they are left out
 */
export function analyse(recorded: RecordedPlan, suppressions: readonly Suppression[] = []): Plan {
  const subject = conclude(recorded);
  const all = RULES.flatMap(rule => findingsOf(rule, subject)).sort(compareFindings);
  const doubts = RULES.flatMap(rule => doubtsOf(rule, subject));
  const questions = [...doubts, ...untold(openQuestions(RULES, { ...recorded, resources: withStandIns(recorded.resources) }, all, conclude), doubts)].sort(comparePlaces);
  // In a part of a stack nothing is found, so that nothing can be unused either.
  const { findings, suppressed, undecided, notes } = suppress({ findings: all, undecided: questions }, recorded.omitted === undefined ? suppressions : [], recorded.stack);
  return { ...recorded, predicted: subject.predicted, analyses: settled(subject.analyses), findings, suppressed, undecided, notes: [...recorded.notes, ...classicClusterNotes(subject.graph), ...notes] };
}
