/** Rights in a vault that goes by access policies in place of roles: entries of the vault itself, or resources of their own. */
import { KINDS } from "../model/kinds";
import type { PlanResource, PlanValue } from "../model/plan";
import { flagAt, isOpen, listAt, textAt } from "../model/read";
import type { RoleNeed } from "../model/role-results";
import type { Answer } from "./role-assignments";
import type { RoleJudge, Wanted } from "./role-judge";

const KINDS_OF_RIGHT: Partial<Readonly<Record<Wanted["need"], string>>> = { "vault-secret": "secrets", "vault-certificate": "certificates", "vault-key": "keys" };

/** Azure's default for a vault that says nothing is access policies (bicep-types-az, VaultProperties.enableRbacAuthorization). */
export function authorisationOf(vault: PlanResource): "roles" | "policies" | "undecided" {
  if (isOpen(vault.inputs, "properties", "enableRbacAuthorization")) return "undecided";
  return flagAt(vault.inputs, "properties", "enableRbacAuthorization") === true ? "roles" : "policies";
}

function allows(policy: PlanValue | undefined, right: string): Answer {
  const rights = listAt(policy, "permissions", right);
  if (rights.some(each => /^(?:get|all)$/i.test(textAt(each) ?? ""))) return "yes";
  return isOpen(policy, "permissions", right) || rights.some(each => isOpen(each)) ? "maybe" : "no";
}

type Judged = Pick<RoleNeed, "status" | "by" | "says">;

/** Whether an access policy of the vault lets the identity get what it fetches. Object ids inside a vault's policies cannot be told apart: the property's dependencies decide. */
export function policyGrant({ need, identity }: Wanted, vault: PlanResource, judge: RoleJudge): Judged {
  const right = KINDS_OF_RIGHT[need] ?? "secrets";
  const entries = listAt(vault.inputs, "properties", "accessPolicies").filter(each => allows(each, right) !== "no");
  const separate = judge.graph.where(KINDS.vaultAccessPolicy).filter(({ inputs, propertyDependencies }) => {
    const name = textAt(inputs, "vaultName");
    const here = name === undefined ? (propertyDependencies.vaultName ?? []).includes(vault.urn) : name.toLowerCase() === textAt(vault.inputs, "vaultName")?.toLowerCase();
    return here && allows(inputs.policy, right) !== "no";
  });
  const own = identity.resource;
  const byOwn = own === undefined ? undefined : separate.find(each => allows(each.inputs.policy, right) === "yes" && (each.propertyDependencies.policy ?? []).includes(own));
  if (byOwn) return { status: "granted", by: [byOwn.urn], says: "by an access policy" };
  const inline = own !== undefined && (vault.propertyDependencies.properties ?? []).includes(own) && entries.some(each => isOpen(each, "objectId") && allows(each, right) === "yes");
  if (inline) return { status: "granted", by: [vault.urn], says: "by an access policy of the vault: that it names this identity is assumed" };
  if (own === undefined || isOpen(vault.inputs, "properties") || isOpen(vault.inputs, "properties", "accessPolicies") || entries.length > 0 || separate.length > 0) {
    return { status: "undecided", by: [], says: "the vault goes by access policies: whom they name, or what they allow, is not known" };
  }
  const outside = judge.elsewhere(identity);
  if (outside !== undefined) return { status: "undecided", by: [], says: `the vault goes by access policies, and none here lets it read; ${outside}: one may have been given elsewhere` };
  return { status: "missing", by: [], says: "the vault goes by access policies, and none lets it read" };
}
