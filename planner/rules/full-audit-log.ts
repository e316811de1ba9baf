import { FULL_AUDIT } from "../../facts/control-plane-logs";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { PlanResource, PlanValue } from "../model/plan";
import { flagAt, isOpen, listAt, sameText, textAt } from "../model/read";
import type { FixtureResource, Rule, Subject } from "./rule";

const { category, instead, source, asOf } = FULL_AUDIT;
/** Source: azure-monitor-docs, diagnostic-settings.md (category groups). */
const ALL_LOGS = "allLogs";

const setting = (log: string, enabled = true): FixtureResource =>
  ({ type: "azure-native:monitor:DiagnosticSetting", inputs: { name: "control-plane", resourceUri: "aks", logs: [{ category: log, enabled }] } });

/** Whether a setting is of a cluster: a group of categories is had by other resources, too. Undefined where that is not known. */
function isOfCluster({ inputs, propertyDependencies }: PlanResource, graph: ResourceGraph): boolean | undefined {
  const id = textAt(inputs, "resourceUri");
  if (id !== undefined) return /\/managedClusters\/[^/]+\/?$/i.test(id);
  const causes = (propertyDependencies.resourceUri ?? []).flatMap(urn => graph.byUrn(urn) ?? []);
  if (causes.some(({ type }) => KINDS.managedCluster(type))) return true;
  return causes.length === 0 && isOpen(inputs, "resourceUri") ? undefined : false;
}

/** The entries that are on and log every request, with what each is called; `sure` is false for a group of what may be another resource. */
const fullLogs = (resource: PlanResource, graph: ResourceGraph) => listAt(resource.inputs, "logs").flatMap((log: PlanValue, index) => {
  if (flagAt(log, "enabled") !== true) return [];
  if (sameText(textAt(log, "category"), category)) return [{ urn: resource.urn, key: "category", called: category, index, sure: true }];
  const ofCluster = isOfCluster(resource, graph);
  return sameText(textAt(log, "categoryGroup"), ALL_LOGS) && ofCluster !== false ? [{ urn: resource.urn, key: "categoryGroup", called: `${ALL_LOGS}, with ${category} in it,`, index, sure: ofCluster === true }] : [];
});

const settings = ({ graph }: Subject) => graph.where(KINDS.diagnosticSetting).flatMap(each => fullLogs(each, graph));

export const fullAuditLog: Rule = {
  id: "full-audit-log",
  severity: "note",
  question: "Does a cluster log every request to its API server, reads included?",
  fix: `Log ${instead} instead, which leaves the reads out, or set the table AKSAudit to the plan Basic.`,
  source,
  asOf,
  check: subject => settings(subject).filter(({ sure }) => sure).map(({ urn, key, called, index }) => ({
    resource: urn,
    path: `inputs.logs[${index}].${key}`,
    message: `${called} can cost a lot: it holds every get and list, most of what the API server is asked`,
    evidence: { category, instead },
  })),
  undecided: subject => settings(subject).filter(({ sure }) => !sure).map(({ urn, key, index }) => ({
    resource: urn, path: `inputs.logs[${index}].${key}`, message: "whether all logs are those of a cluster, with every request to its API server, is not known",
  })),
  fixtures: { breaks: [setting("kube-audit")], nearMiss: [setting("kube-audit-admin"), setting("kube-audit", false)] },
};
