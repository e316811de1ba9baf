import { federatedSubject, WORKLOAD_IDENTITY } from "../../facts/role-needs";
import { credentialsIn } from "../analyses/workload-trusts";
import { knownName, namespaceOf } from "../analyses/services";
import { KINDS } from "../model/kinds";
import { BASE, IDENTITY } from "./role-fixtures";
import type { FixtureResource, Rule } from "./rule";

const fixture = (name: string): readonly FixtureResource[] => [
  ...BASE,
  { type: "azure-native:managedidentity:FederatedIdentityCredential", inputs: { subject: "system:serviceaccount:shop:basket", issuer: { $unknown: true } }, uses: { resourceName: [IDENTITY] } },
  { type: "kubernetes:core/v1:ServiceAccount", inputs: { metadata: { name, namespace: "shop" } } },
];

/** Of namespaces alone that the plan declares accounts in: others may be another stack's. */
export const unmatchedCredential: Rule = {
  id: "unmatched-credential",
  severity: "note",
  question: "Has every federated credential a service account that its subject names?",
  fix: "Write namespace and name as the service account has them, letter by letter, or take the credential away.",
  source: WORKLOAD_IDENTITY.source,
  asOf: WORKLOAD_IDENTITY.asOf,
  check: ({ graph }) => {
    const accounts = graph.where(KINDS.serviceAccount);
    // Where a name or namespace is not known, any subject may be the account's.
    if (accounts.some(each => knownName(each) === undefined || namespaceOf(each) === undefined)) return [];
    const subjects = new Set(accounts.map(each => federatedSubject(namespaceOf(each) ?? "", knownName(each) ?? "")));
    const namespaces = new Set(accounts.map(each => namespaceOf(each)?.toLowerCase()));
    return credentialsIn(graph).flatMap(({ resource, subject }) => {
      const [, , namespace, account] = subject?.split(":") ?? [];
      return subject === undefined || namespace === undefined || account === "default" || subjects.has(subject) || !namespaces.has(namespace.toLowerCase()) ? [] : [{
        resource: resource.urn, path: "inputs.subject", message: `no service account of the plan is ${subject}; in that namespace there are ${[...subjects].filter(each => each.toLowerCase().startsWith(`system:serviceaccount:${namespace.toLowerCase()}:`)).join(", ")}`,
        evidence: { subject },
      }];
    });
  },
  fixtures: { breaks: fixture("Basket"), nearMiss: fixture("basket") },
};
