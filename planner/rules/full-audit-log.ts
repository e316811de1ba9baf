import { FULL_AUDIT } from "../../facts/control-plane-logs";
import { KINDS } from "../model/kinds";
import { flagAt, listAt, textAt } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

const { category, instead, source, asOf } = FULL_AUDIT;

const setting = (log: string, enabled = true): FixtureResource =>
  ({ type: "azure-native:monitor:DiagnosticSetting", inputs: { name: "control-plane", resourceUri: "aks", logs: [{ category: log, enabled }] } });

export const fullAuditLog: Rule = {
  id: "full-audit-log",
  severity: "note",
  question: "Does a cluster log every request to its API server, reads included?",
  fix: `Log ${instead} instead, which leaves the reads out, or set the table AKSAudit to the plan Basic.`,
  source,
  asOf,
  check: ({ graph }) => graph.where(KINDS.diagnosticSetting).flatMap(({ urn, inputs }) => listAt(inputs, "logs").flatMap((log, index) => {
    if (textAt(log, "category") !== category || flagAt(log, "enabled") !== true) return [];
    return [{
      resource: urn,
      path: `inputs.logs[${index}].category`,
      message: `${category} can cost a lot: it holds every get and list, most of what the API server is asked`,
      evidence: { category, instead },
    }];
  })),
  fixtures: { breaks: [setting("kube-audit")], nearMiss: [setting("kube-audit-admin"), setting("kube-audit", false)] },
};
