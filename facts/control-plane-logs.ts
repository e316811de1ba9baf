/**
 * Categories of a cluster's control-plane logs; those of the storage drivers and of Fleet Manager are left out.
 * Source: azure-aks-docs, monitor-aks.md and monitor-aks-reference.md; azure-monitor-docs, supported-logs/microsoft-containerservice-managedclusters-logs.md; as of 2026-08-21.
 */
const ALWAYS = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "cloud-controller-manager", "cluster-autoscaler", "guard"] as const;

/** How much of the audit log is kept: `admin` leaves the reads (get and list) out, which are most of the volume. */
export type AuditLog = "admin" | "full" | "none";

const AUDIT: Readonly<Record<AuditLog, readonly string[]>> = { admin: ["kube-audit-admin"], full: ["kube-audit"], none: [] };

/** The category that logs every request to the API server, reads included, and what is told of it. Source: azure-aks-docs, monitor-aks.md, as of 2026-08-21. */
export const FULL_AUDIT = { category: "kube-audit", instead: "kube-audit-admin", source: "azure-aks-docs, monitor-aks.md", asOf: "2026-08-21" } as const;

/** The categories to send, sorted. */
export const controlPlaneLogs = (audit: AuditLog): readonly string[] => [...ALWAYS, ...AUDIT[audit]].sort();
