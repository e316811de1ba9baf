import { WORKLOAD_IDENTITY } from "../../facts/role-needs";
import { credentialsIn } from "../analyses/workload-trusts";
import { BASE, IDENTITY } from "./role-fixtures";
import type { FixtureResource, Rule } from "./rule";

const fixture = (count: number): readonly FixtureResource[] => [
  ...BASE,
  ...Array.from({ length: count }, (_, index): FixtureResource => ({
    type: "azure-native:managedidentity:FederatedIdentityCredential", inputs: { subject: `system:serviceaccount:shop:s${index}`, issuer: { $unknown: true } }, uses: { resourceName: [IDENTITY] },
  })),
];

export const credentialsPerIdentity: Rule = {
  id: "credentials-per-identity",
  severity: "error",
  question: "Has no identity more federated credentials than Entra ID allows?",
  fix: "Let some service accounts act as another identity, or let workloads share a service account.",
  source: WORKLOAD_IDENTITY.source,
  asOf: WORKLOAD_IDENTITY.asOf,
  check: ({ graph }) => {
    const counts = new Map<string, number>();
    for (const { identity } of credentialsIn(graph)) if (identity !== undefined) counts.set(identity, (counts.get(identity) ?? 0) + 1);
    return [...counts].filter(([, count]) => count > WORKLOAD_IDENTITY.credentialsPerIdentity).map(([resource, count]) => ({
      resource, path: "inputs", message: `${count} federated credentials: Entra ID takes ${WORKLOAD_IDENTITY.credentialsPerIdentity} for an identity and refuses the others`, evidence: { count },
    }));
  },
  fixtures: { breaks: fixture(WORKLOAD_IDENTITY.credentialsPerIdentity + 1), nearMiss: fixture(WORKLOAD_IDENTITY.credentialsPerIdentity) },
};
