/** Plans whose names and messages try to be more than text. */
import fc from "fast-check";
import { analyse } from "../../../planner/analyse";
import type { Finding, Plan, Severity } from "../../../planner/model/plan";
import { sortingPlan } from "../sorting-plan";

const FRAGMENTS = [
  "|", "\n", "\r\n", "```", "````\n", "`", "<", ">", "</details>", "<details>", "<script>alert(1)</script>", "<!--", "-->", "&lt;", "&#124;", "\\", "\\|", "@everyone", "@octo/team", "#1", "GH-12", "o/r#3",
  "*", "__", "~~", "$$", "[x](javascript:1)", "![x](//a)", "](", "https://evil.example", "www.evil.example", ":tada:", "\u202e", "\u200b", "\u0000", "\u001b[2J", "\ud800", "😀", "end", "subgraph", "\"", "#quot;", "%%{init: {}}%%", "-->", "; click n1 href",
  "{0}", "{{", "]", "classDef x fill:#f00;", "style n1 fill:#f00;", "\u2028", " ", "a", "name", "名前", "1. ", "- ",
];

export const hostileText = fc.oneof(fc.array(fc.constantFrom(...FRAGMENTS), { minLength: 1, maxLength: 6 }).map(parts => parts.join("")), fc.string({ unit: "binary", maxLength: 20 }));

export const hostileTexts = fc.array(hostileText, { minLength: 8, maxLength: 8 });

export function finding(text: string, severity: Severity, resource?: string): Finding {
  return { rule: text, severity, resource, path: text, message: text, evidence: { text }, fix: text, source: text };
}

/** The scenario with outside text wherever a plan has any. */
export function hostilePlan([a = "", b = "", c = "", d = "", e = "", f = "", g = "", h = ""]: readonly string[]): Plan {
  const recorded = sortingPlan({
    pool: { name: a }, service: { selector: { app: "sorting" } }, container: { image: `registry.example/${b}` }, cluster: { resourceName: c },
    more: (plan, { cluster }) => {
      const identity = plan.add("azure-native:managedidentity:UserAssignedIdentity", d, { resourceGroupName: e, resourceName: f });
      plan.add("azure-native:authorization:RoleAssignment", a, { roleDefinitionId: g }, { propertyDependencies: { principalId: [identity], scope: [cluster] } });
      plan.add("azure-native:network:VirtualNetwork", g, { resourceGroupName: e, virtualNetworkName: h, addressSpace: { addressPrefixes: [a] }, subnets: [{ name: b, addressPrefix: "10.9.0.0/24" }] });
      plan.add("kubernetes:apps/v1:Deployment", h, { metadata: { name: a, namespace: b }, spec: { replicas: 2 } });
      plan.add(`other:${c}:Thing`, d, {});
    },
  });
  const declaredAt = { file: `lib/${e}`, line: 3, column: 7 };
  const resources = recorded.resources.map(resource => (resource.name === h ? { ...resource, op: "replace" as const, replaceReasons: [a], declaredAt } : resource.name === d ? { ...resource, op: "delete" as const } : resource));
  const plan = analyse({ ...recorded, project: a, resources, notes: [{ rule: b, message: c }] });
  const urn = resources.find(({ name }) => name === h)?.urn;
  return {
    ...plan,
    findings: [...plan.findings, finding(a, "error", urn), finding(b, "warning"), finding(c, "note", c)],
    suppressed: [{ ...finding(d, "warning", urn), reason: e }], undecided: [{ rule: f, resource: urn, path: g, message: h }],
  };
}
