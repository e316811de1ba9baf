import { WORKLOAD_IDENTITY } from "../../facts/role-needs";
import { BASE, IDENTITY, podsFixture } from "./role-fixtures";
import type { FixtureResource, Rule } from "./rule";

/** The service account `shop`, and a credential for the subject. */
const fixture = (subject: string): readonly FixtureResource[] => [
  ...BASE,
  { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", oidcIssuerProfile: { enabled: true }, securityProfile: { workloadIdentity: { enabled: true } } } },
  { type: "azure-native:managedidentity:FederatedIdentityCredential", inputs: { resourceName: "id-aks", issuer: { $unknown: true }, subject, audiences: [WORKLOAD_IDENTITY.audience] }, uses: { resourceName: [IDENTITY], issuer: [2] } },
  { type: "kubernetes:core/v1:ServiceAccount", inputs: { metadata: { name: "shop", namespace: "shop", annotations: { [WORKLOAD_IDENTITY.annotation]: { $unknown: true } } } }, uses: { metadata: [IDENTITY] } },
  podsFixture({ serviceAccountName: "shop", containers: [{ name: "shop" }] }, [3], { [WORKLOAD_IDENTITY.label]: "true" }),
];

export const untrustedServiceAccount: Rule = {
  id: "untrusted-service-account",
  severity: "error",
  question: "Does the identity that a service account acts as trust it?",
  fix: "Turn on workload identity and the OIDC issuer in the cluster, and give the identity a federated credential with the cluster's OIDC issuer, the subject system:serviceaccount:NAMESPACE:NAME and the audience api://AzureADTokenExchange; Entra ID compares letter by letter.",
  source: WORKLOAD_IDENTITY.source,
  asOf: WORKLOAD_IDENTITY.asOf,
  ofCreation: true,
  check: ({ analyses }) => (analyses.roles?.trusts ?? []).filter(({ status }) => status === "missing").map(({ identity, subject, users, credential, says }) => ({
    resource: credential ?? users[0] ?? identity.resource, path: "inputs", message: `Entra ID gives ${subject} no token of ${identity.name}: ${says ?? "it has no federated credential"}`, evidence: { subject, identity: identity.name },
  })),
  undecided: ({ analyses }) => (analyses.roles?.trusts ?? []).filter(({ status }) => status === "undecided").map(({ identity, subject, users, says }) => ({
    resource: users[0] ?? identity.resource, message: `whether ${identity.name} trusts ${subject}: ${says ?? "not known"}`,
  })),
  fixtures: { breaks: fixture("system:serviceaccount:shop:Shop"), nearMiss: fixture("system:serviceaccount:shop:shop") },
};
