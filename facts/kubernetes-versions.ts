/** AKS's calendar of Kubernetes minor versions. Source: azure-aks-docs, supported-kubernetes-versions.md, as of 2026-08-21. Months, `YYYY-MM`. */
export interface VersionSupport { readonly generalAvailability?: string; readonly endOfLife?: string; readonly ltsEndOfLife: string }

export const KUBERNETES_VERSIONS: Readonly<Record<string, VersionSupport>> = {
  "1.30": { ltsEndOfLife: "2026-07" },
  "1.31": { ltsEndOfLife: "2026-11" },
  "1.32": { generalAvailability: "2025-04", endOfLife: "2026-03", ltsEndOfLife: "2027-03" },
  "1.33": { generalAvailability: "2025-06", endOfLife: "2026-07", ltsEndOfLife: "2027-07" },
  "1.34": { generalAvailability: "2025-11", endOfLife: "2026-11", ltsEndOfLife: "2027-11" },
  "1.35": { generalAvailability: "2026-03", endOfLife: "2027-03", ltsEndOfLife: "2028-03" },
  "1.36": { generalAvailability: "2026-06", endOfLife: "2027-06", ltsEndOfLife: "2028-06" },
  "1.37": { generalAvailability: "2026-10", endOfLife: "2027-10", ltsEndOfLife: "2028-10" },
};

export const DEFAULT_KUBERNETES_VERSION = "1.36";

export interface Version { readonly major: number; readonly minor: number; readonly patch?: number }

/** `1.36` or `1.36.1`; undefined for any other text. */
export function parseVersion(text: string): Version | undefined {
  const match = /^(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?$/.exec(text);
  return match ? { major: Number(match[1]), minor: Number(match[2]), ...(match[3] !== undefined && { patch: Number(match[3]) }) } : undefined;
}

/** The uptime that each tier's API server is sold with. Source: azure-aks-docs, free-standard-pricing-tiers.md, as of 2026-08-21. */
export const TIERS = {
  Free: { sla: "no SLA", maxNodes: 1000, longTermSupport: false },
  Standard: { sla: "99.9 %, with zones 99.95 %", maxNodes: 5000, longTermSupport: false },
  Premium: { sla: "99.9 %, with zones 99.95 %", maxNodes: 5000, longTermSupport: true },
} as const;
