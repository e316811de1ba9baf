/** Whether the identity that a service account acts as trusts it: a federated credential with its subject, the cluster's issuer and Entra ID's audience. */
import { federatedSubject, WORKLOAD_IDENTITY } from "../../facts/role-needs";
import type { ResourceGraph } from "../model/graph";
import { KINDS } from "../model/kinds";
import type { PlanResource } from "../model/plan";
import { flagAt, isOpen, textAt, textsAt } from "../model/read";
import type { WorkloadTrust } from "../model/role-results";
import { mayBecome } from "../model/stand-in-names";
import { hiddenMaker } from "./hidden-objects";
import type { WantedTrust } from "./pod-needs";
import { isAutomatic } from "./pools";
import type { RoleJudge } from "./role-judge";

const WEBHOOK = ["securityProfile", "workloadIdentity", "enabled"] as const;

export interface Credential {
  readonly resource: PlanResource;
  /** URN of the identity, where the plan declares it. */
  readonly identity?: string;
  readonly subject?: string;
  /** URNs of the clusters that the issuer comes from. */
  readonly issuers: readonly string[];
  /** False where the audience is known and another. */
  readonly audience: boolean;
}

export function credentialsIn(graph: ResourceGraph): readonly Credential[] {
  const identities = new Map(graph.where(KINDS.userAssignedIdentity).flatMap(each => {
    const name = textAt(each.inputs, "resourceName")?.toLowerCase();
    return name === undefined ? [] : [[name, each.urn] as const];
  }));
  return graph.where(KINDS.federatedCredential).map(resource => {
    const { inputs, propertyDependencies } = resource;
    const caused = (property: string, is: (type: string) => boolean): readonly string[] => (propertyDependencies[property] ?? []).filter(urn => is(graph.byUrn(urn)?.type ?? ""));
    const [only, ...others] = caused("resourceName", KINDS.userAssignedIdentity);
    const identity = only !== undefined && others.length === 0 ? only : identities.get(textAt(inputs, "resourceName")?.toLowerCase() ?? "");
    const audiences = textsAt(inputs, "audiences");
    return {
      resource, ...(identity !== undefined && { identity }), subject: textAt(inputs, "subject"), issuers: caused("issuer", KINDS.managedCluster),
      audience: isOpen(inputs, "audiences") || audiences.length === 0 || audiences.includes(WORKLOAD_IDENTITY.audience),
    };
  });
}

/** Whether the cluster has the webhook that gives pods a token; a chart may bring one of its own. AKS Automatic has it without being asked (azure-aks-docs, workload-identity-overview.md). */
function webhookOf(cluster: string | undefined, graph: ResourceGraph): Pick<WorkloadTrust, "status" | "says"> | undefined {
  const declared = graph.byUrn(cluster);
  if (!declared || flagAt(declared.inputs, ...WEBHOOK) === true) return undefined;
  const automatic = isAutomatic(declared.inputs);
  if (automatic === "yes" && flagAt(declared.inputs, ...WEBHOOK) === undefined && !isOpen(declared.inputs, ...WEBHOOK)) return undefined;
  if (automatic !== "no" || isOpen(declared.inputs, ...WEBHOOK)) return { status: "undecided", says: "whether workload identity is on in the cluster is not known" };
  const maker = hiddenMaker(graph);
  return maker === undefined ? { status: "missing", says: "workload identity is off in the cluster: no webhook gives pods a token" }
    : { status: "undecided", says: `workload identity is off in the cluster, and whether ${maker} brings a webhook of its own is not known` };
}

const NOT_KNOWN = "<…>";

/** Whether a subject that is written out may be an account's whose namespace or name is not known before it is made. */
function mayBe(subject: string, namespace: string | undefined, account: string): boolean {
  const [, , ...parts] = subject.split(":");
  return parts.length === 2 && [namespace, account].every((name, index) => name === undefined || name === parts[index] || mayBecome(name, parts[index] ?? ""));
}

export function judgeTrust({ cluster, identity, namespace, account, users, webhook }: WantedTrust, byIdentity: ReadonlyMap<string | undefined, readonly Credential[]>, judge: RoleJudge): WorkloadTrust {
  const subject = federatedSubject(namespace ?? NOT_KNOWN, account ?? NOT_KNOWN);
  const found = { identity, subject, users };
  const off = webhook ? webhookOf(cluster, judge.graph) : undefined;
  if (off) return { ...found, ...off };
  if (account === undefined) return { ...found, status: "undecided", says: "which service account its pods have is not known" };
  if (identity.resource === undefined) return { ...found, status: "undecided", says: `${identity.name} is not of this plan` };
  const some = [...(byIdentity.get(identity.resource) ?? []), ...(byIdentity.get(undefined) ?? []).filter(({ resource }) => isOpen(resource.inputs, "resourceName"))];
  const same = some.filter(each => each.subject === subject);
  const fitting = same.find(each => each.audience && each.issuers.length > 0 && (cluster === undefined || each.issuers.includes(cluster)));
  if (fitting) {
    if (fitting.identity === undefined) return { ...found, status: "undecided", says: "of which identity a credential is, is not known" };
    const { early } = judge.waiting(users, fitting.resource.urn, cluster);
    return { ...found, status: early.length > 0 ? "too-late" : "granted", credential: fitting.resource.urn, ...(early.length > 0 && { says: "its pods do not wait for the credential" }) };
  }
  if (some.some(each => each.subject !== undefined && each.subject !== subject && mayBe(each.subject, namespace, account))) return { ...found, status: "undecided", says: "the name of the namespace or the service account is not known" };
  if (some.some(each => each.subject === undefined)) return { ...found, status: "undecided", says: "the subject of a credential is not known" };
  // AKS draws the issuer's address when it makes the cluster: one that is written out, or comes from elsewhere, may be any cluster's.
  const foreign = same.find(each => each.audience && each.issuers.length === 0);
  if (foreign) {
    const issuer = textAt(foreign.resource.inputs, "issuer");
    return { ...found, status: "undecided", credential: foreign.resource.urn, says: `whether the issuer of its credential${issuer === undefined ? "" : `, ${issuer},`} is the cluster's is not known: it does not come from the cluster's oidcIssuerProfile` };
  }
  const [wrong] = same;
  if (wrong) return { ...found, status: "missing", credential: wrong.resource.urn, says: wrong.audience ? "its credential is for another cluster's issuer" : `its credential is not for the audience ${WORKLOAD_IDENTITY.audience}` };
  const [other] = some;
  const outside = other === undefined ? judge.elsewhere(identity) : undefined;
  if (outside !== undefined) return { ...found, status: "undecided", says: `${outside}: a credential may have been given elsewhere` };
  return { ...found, status: "missing", says: other === undefined ? "it has no federated credential" : `it trusts ${some.map(each => each.subject).join(", ")} alone` };
}
