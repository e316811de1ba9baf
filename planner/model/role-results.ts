/** Which identity needs what on which scope, and whether it has it: shapes under `analyses.roles` in the plan's JSON. */
import type { RoleNeedKind } from "../../facts/role-needs";

/**
 * `granted`: a role of the plan allows it, on the resource or close above it, and before it is used. `too-wide`: so it does, and far more or on far more. `too-late`: what uses the right does not wait for
 * the role. `missing`: identity and resource are of this plan, and no role of it allows it. `undecided`: an unknown value or something outside the plan decides.
 */
export type RoleStatus = "granted" | "missing" | "too-wide" | "too-late" | "undecided";

export interface RoleIdentity {
  /** `control-plane`, `kubelet`: of the cluster; `workload`: that pods act as; `add-on`: that AKS makes for an add-on. */
  readonly of: "control-plane" | "kubelet" | "workload" | "add-on";
  /** `user-assigned`: made before the cluster; `system-assigned` and `made-by-aks`: with it; `service-principal`: an application's. */
  readonly kind: "user-assigned" | "system-assigned" | "made-by-aks" | "service-principal" | "undecided";
  readonly name: string;
  /** URN of the identity, or of the cluster that it comes with; absent where the plan does not declare it. */
  readonly resource?: string;
}

export interface RoleNeed {
  readonly need: RoleNeedKind;
  readonly cluster?: string;
  readonly identity: RoleIdentity;
  /** Title of the role that suffices. */
  readonly role: string;
  readonly on: { readonly name: string; readonly resource?: string };
  /** Name of what the role is given on, where that is not the same: a vault of which one secret is fetched. */
  readonly scope?: string;
  readonly because: string;
  /** URNs of what uses the right: the cluster, pools, Services or workloads. */
  readonly users: readonly string[];
  readonly status: RoleStatus;
  /** URNs of the role assignments, or of what holds the vault's access policies. */
  readonly by: readonly string[];
  /** What is assumed, missing or in doubt. */
  readonly says?: string;
  /** For `too-late`: URNs of the users that do not wait. */
  readonly early?: readonly string[];
}

/** A service account that acts as an identity, and the federated credential that lets it. */
export interface WorkloadTrust {
  readonly identity: RoleIdentity;
  readonly subject: string;
  /** URNs of the workloads that act so. */
  readonly users: readonly string[];
  readonly status: "granted" | "missing" | "too-late" | "undecided";
  readonly credential?: string;
  readonly says?: string;
}

export interface RolePlan {
  readonly needs: readonly RoleNeed[];
  readonly trusts: readonly WorkloadTrust[];
}
