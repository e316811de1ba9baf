import { CALENDAR, CALENDAR_MINORS, isBeyondCalendar, parseVersion } from "../../facts/kubernetes-versions";
import { clusterOf, endedVersions, isMade, LTS } from "./ended-versions";
import type { FixtureResource, Rule } from "./rule";

const cluster = (version: string, more = {}): FixtureResource => ({ ...clusterOf(version, more), op: "same" });

export const kubernetesVersionEnd: Rule = {
  id: "kubernetes-version-end",
  severity: "warning",
  question: "Does a cluster that stands declare a version of Kubernetes that AKS supports no longer?",
  fix: "Declare a version that AKS supports, going up one minor version at a time, or take long-term support (tier Premium, supportPlan AKSLongTermSupport) where the version has it.",
  source: CALENDAR.source,
  asOf: CALENDAR.asOf,
  ofChanges: true,
  check: subject => endedVersions(subject, each => !isMade(each), "it gets no fixes any more"),
  undecided: ({ analyses }) => analyses.clusters.flatMap(({ resource, kubernetesVersion = "" }) => {
    const version = parseVersion(kubernetesVersion);
    return version !== undefined && isBeyondCalendar(version) ? [{ resource, kubernetesVersion, is: version.major === 0 ? "not in" : "newer than" }] : [];
  }).map(({ resource, kubernetesVersion, is }) => ({
    resource, path: "inputs.kubernetesVersion", message: `Kubernetes ${kubernetesVersion} is ${is} the calendar of ${CALENDAR.asOf}, which knows 1.${CALENDAR_MINORS.oldest} to 1.${CALENDAR_MINORS.newest}`,
  })),
  fixtures: { breaks: [cluster("1.32.5"), cluster("1.31", { supportPlan: "KubernetesOfficial" }), cluster("1.27")], nearMiss: [cluster("1.34"), cluster("1.32.5", LTS), cluster("1.38"), { ...cluster("1.27"), op: "create" }] },
};
