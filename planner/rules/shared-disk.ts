import { DISK_ACCESS_SOURCE, MANY_NODES, ONE_POD } from "../../facts/storage-classes";
import { partsOfClaim, volumeOf } from "../analyses/claimed-storage";
import { clusterFinder } from "../analyses/clusters";
import { objectFinder, templateOf } from "../analyses/pod-specs";
import { podCounter } from "../analyses/pod-counts";
import { poolsOf } from "../analyses/pools";
import { namespaceOf, objectName } from "../analyses/services";
import { workloadsIn } from "../analyses/workloads";
import { KINDS } from "../model/kinds";
import type { PlanResource, PlanValue } from "../model/plan";
import { holdsOpen, isOpen, listAt, readAt, textAt, textsAt } from "../model/read";
import type { NodePool } from "../model/results";
import type { FixtureResource, Rule, Subject } from "./rule";

const HOST = "kubernetes.io/hostname";

function fixture(storageClassName: string): readonly FixtureResource[] {
  const labels = { app: "example" }, metadata = { name: "example" };
  return [
    { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", agentPoolProfiles: [{ name: "system", count: 3 }] } },
    { type: "kubernetes:core/v1:PersistentVolumeClaim", inputs: { metadata, spec: { accessModes: ["ReadWriteOnce"], storageClassName, resources: { requests: { storage: "5Gi" } } } } },
    { type: "kubernetes:apps/v1:Deployment", inputs: { metadata, spec: {
      replicas: 3, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [], volumes: [{ name: "data", persistentVolumeClaim: { claimName: "example" } }] } },
    } } },
  ];
}

/** True where something keeps the pods on one node, or may. */
function keptTogether(podSpec: PlanValue | undefined, pools: readonly NodePool[]): boolean {
  const near = readAt(podSpec, "affinity", "podAffinity", "requiredDuringSchedulingIgnoredDuringExecution").knowledge !== "absent";
  const named = readAt(podSpec, "nodeName").knowledge !== "absent" || readAt(podSpec, "nodeSelector", HOST).knowledge !== "absent" || isOpen(podSpec, "nodeSelector") || holdsOpen(podSpec, "affinity");
  return near || named || (pools.length === 1 && pools[0] !== undefined && !pools[0].autoscaled && pools[0].nodes === 1);
}

interface Shared { readonly resource: PlanResource; readonly path: string; readonly claim?: string; readonly pods: string; readonly several: boolean; readonly most?: number; readonly called?: string; readonly onePod?: boolean; readonly verdict: "disk" | "open" }

/** Claims of workloads of more pods than one. What a StatefulSet's templates make is each pod's own. */
function shared({ graph, analyses: { clusters, pools } }: Subject): readonly Shared[] {
  const clusterOf = clusterFinder(graph, clusters);
  const find = objectFinder(graph.where(KINDS.persistentVolumeClaim));
  const countOf = podCounter(graph);
  return workloadsIn(graph).flatMap((workload): readonly Shared[] => {
    const { resource, kind, name: called } = workload, cluster = clusterOf(resource);
    const { least, most } = countOf(workload);
    const podSpec = readAt(templateOf(resource), "spec").value;
    if (!cluster || kind === "DaemonSet" || (most !== undefined && most < 2) || keptTogether(podSpec, poolsOf(cluster, pools))) return [];
    const pods = least !== undefined && least === most ? `the ${most} pods of ${called}` : most !== undefined ? `up to ${most} pods of ${called}` : least !== undefined && least > 1 ? `${least} or more pods of ${called}` : `the pods of ${called}`;
    const several = (least ?? 0) > 1 || (most ?? 0) > 1;
    if (isOpen(resource.inputs, "spec", "template", "spec", "volumes")) return several ? [{ resource, path: "inputs.spec.template.spec.volumes", pods, several, most, verdict: "open" }] : [];
    return listAt(podSpec, "volumes").flatMap((volume, index): readonly Shared[] => {
      const name = textAt(volume, "persistentVolumeClaim", "claimName");
      const place = { resource, path: `inputs.spec.template.spec.volumes[${index}].persistentVolumeClaim.claimName`, claim: name, pods, several, most: most ?? least };
      if (name === undefined) return several && isOpen(volume, "persistentVolumeClaim", "claimName") ? [{ ...place, verdict: "open" }] : [];
      const claim = find(resource, namespaceOf(resource), name);
      if (!claim) return [{ ...place, verdict: "open" }];
      const modes = textsAt(claim.inputs, "spec", "accessModes");
      const of = volumeOf({ resource: claim, name: objectName(claim), ...partsOfClaim(claim.inputs) }, graph);
      // Claims for many nodes are another rule's, and a class that is none of Azure's nobody's here.
      if (modes.some(mode => MANY_NODES.includes(mode)) || (of !== "taken" && (of.kind === "file share" || (of.kind === undefined && of.declared !== undefined)))) return [];
      return [{ ...place, ...(of !== "taken" && { called: of.called }), onePod: modes.includes(ONE_POD), verdict: several && of !== "taken" && of.kind === "disk" && !holdsOpen(claim.inputs, "spec", "accessModes") ? "disk" : "open" }];
    });
  });
}

export const sharedDisk: Rule = {
  id: "shared-disk",
  severity: "warning",
  question: "Do several pods of a workload share one Azure disk?",
  fix: "Let one pod have the disk (replicas: 1, strategy Recreate), give each its own (a StatefulSet's volumeClaimTemplates), or share files (azurefile-csi, ReadWriteMany).",
  source: `${DISK_ACCESS_SOURCE}; Kubernetes, Persistent Volumes, Access Modes`,
  asOf: "2026-08-21",
  check: subject => shared(subject).filter(({ verdict }) => verdict === "disk").map(({ resource, path, claim = "", pods, most = 0, onePod, called = "" }) => ({
    resource: resource.urn, path, evidence: { claim, replicas: most, storageClass: called },
    message: `${pods} share claim ${claim}, a disk of class ${called}, which ${onePod === true ? `is for one pod alone (${ONE_POD}): all others stay pending` : "is attached to one node: on any other they wait (Multi-Attach error)"}`,
  })),
  undecided: subject => shared(subject).filter(({ verdict }) => verdict === "open").map(({ resource, path, claim, pods, several }) => ({
    resource: resource.urn, path,
    message: !several ? `whether ${objectName(resource)} has several pods, which share claim ${claim ?? "(not known)"}, is not known` : `whether ${claim === undefined ? "a claim" : `claim ${claim}`}, which ${pods} share, is for one node alone is not known`,
  })),
  fixtures: { breaks: fixture("managed-csi"), nearMiss: fixture("azurefile-csi") },
};
