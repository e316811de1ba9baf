import { hasEnded, MESH_REVISIONS_AS_OF, MESH_REVISIONS_SOURCE, meshRevision, NEWEST_MESH_REVISION } from "../../facts/istio-revisions";
import type { FixtureResource, Rule } from "./rule";

const cluster = (revision: string): FixtureResource =>
  ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", serviceMeshProfile: { mode: "Istio", istio: { revisions: [revision] } } } });

export const meshRevisionEnd: Rule = {
  id: "mesh-revision-end",
  severity: "note",
  question: "When does the support of the Istio add-on's revision end?",
  fix: "Plan the next revision before that month: a canary upgrade, one revision at a time, with the workloads of the mesh restarted in between.",
  source: MESH_REVISIONS_SOURCE,
  asOf: MESH_REVISIONS_AS_OF,
  check: ({ analyses }) => analyses.clusters.flatMap(({ resource, mesh }) => (mesh?.revisions ?? []).flatMap(revision => {
    if (hasEnded(revision) === true) return [];
    const end = meshRevision(revision)?.endOfSupport;
    const message = end === undefined
      ? `revision ${revision} is not in the calendar, whose newest is ${NEWEST_MESH_REVISION}: when its support ends is not known here`
      : `the support of revision ${revision} is expected to end in ${end}`;
    return [{ resource, path: "inputs.serviceMeshProfile.istio.revisions", message, evidence: { revision, ...(end !== undefined && { expectedEnd: end }) } }];
  })),
  fixtures: { breaks: [cluster("asm-1-30")], nearMiss: [cluster("asm-1-28")] },
};
