/** The page of the calendar, and its day: what has ended by then is known to have ended; a plan has no clock. */
export const CALENDAR = { source: "azure-aks-docs, supported-kubernetes-versions.md", asOf: "2026-08-21" } as const;
const TODAY = CALENDAR.asOf.slice(0, 7);

/** AKS's calendar of Kubernetes minor versions. Source: CALENDAR. Months, `YYYY-MM`. */
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

const MINORS = Object.keys(KUBERNETES_VERSIONS).flatMap(text => parseVersion(text)?.minor ?? []);
/** Minor versions that the calendar begins and ends with. */
export const CALENDAR_MINORS = { oldest: Math.min(...MINORS), newest: Math.max(...MINORS) } as const;
const NEWEST_AVAILABLE = Math.max(...MINORS.filter(minor => (KUBERNETES_VERSIONS[`1.${minor}`]?.generalAvailability ?? "9999") <= TODAY));
/** How far behind the newest version one may be that AKS still upgrades under its platform support; an older one it upgrades without any guarantee. */
const PLATFORM_SUPPORT_MINORS = 3;

/** The support plan that goes on after a version's end, in tier Premium. Source: azure-aks-docs, long-term-support.md, as of 2026-08-21. */
export const LONG_TERM_SUPPORT = "AKSLongTermSupport";

export interface SupportEnd {
  /** By the calendar's day. AKS then makes no cluster of the version any more (K8sVersionNotSupported). Source: kubernetes-sigs/cluster-api-provider-azure#5953, as of 2025-10-31. */
  readonly ended: boolean;
  /** Where the calendar has it: a version without a month of its own ended before the calendar's first. */
  readonly month?: string;
  readonly longTermMonth?: string;
  /** Whether AKS supports the upgrade from it to a newer one. */
  readonly upgradable: boolean;
}

/** True where the calendar says nothing of a version: it is newer, or of another major version. */
export const isBeyondCalendar = ({ major, minor }: Version): boolean => major !== 1 || minor > CALENDAR_MINORS.newest;

/** When support of a version ends, under a support plan; undefined for one that is beyond the calendar, and for what is no version. */
export function supportEndOf(text: string, longTerm: boolean): SupportEnd | undefined {
  const version = parseVersion(text);
  if (version === undefined || isBeyondCalendar(version)) return undefined;
  const support = KUBERNETES_VERSIONS[`${version.major}.${version.minor}`];
  const month = longTerm ? support?.ltsEndOfLife : support?.endOfLife;
  const ended = month === undefined || month < TODAY;
  return {
    ended, ...(month !== undefined && { month }), ...(support !== undefined && { longTermMonth: support.ltsEndOfLife }),
    upgradable: !ended || version.minor >= NEWEST_AVAILABLE - PLATFORM_SUPPORT_MINORS,
  };
}

/** The uptime that each tier's API server is sold with. Source: azure-aks-docs, free-standard-pricing-tiers.md, as of 2026-08-21. */
export const TIERS = {
  Free: { sla: "no SLA", maxNodes: 1000, longTermSupport: false },
  Standard: { sla: "99.9 %, with zones 99.95 %", maxNodes: 5000, longTermSupport: false },
  Premium: { sla: "99.9 %, with zones 99.95 %", maxNodes: 5000, longTermSupport: true },
} as const;
