/**
 * The calendar of AKS's Istio add-on: which Kubernetes versions each revision goes with, and when its support ends.
 * Source: azure-aks-docs, istio-support-policy.md, as of 2026-08-21. The ends are months that the calendar expects, not promises: the revision before the
 * one before the newest ends six weeks after the newest is there. Clusters under long-term support may have more than the table says.
 */
import { parseVersion } from "./kubernetes-versions";

export interface MeshRevision {
  readonly name: string;
  /** Kubernetes versions, both ends inclusive. */
  readonly kubernetes: { readonly from: string; readonly to: string };
  /** Month that the calendar expects its support to end in, `YYYY-MM`. */
  readonly endOfSupport: string;
}

const revision = (name: string, from: string, to: string, endOfSupport: string): MeshRevision => ({ name, kubernetes: { from, to }, endOfSupport });

/** The oldest first. */
export const MESH_REVISIONS: readonly MeshRevision[] = [
  revision("asm-1-26", "1.29", "1.34", "2026-02"),
  revision("asm-1-27", "1.29", "1.35", "2026-05"),
  revision("asm-1-28", "1.30", "1.35", "2026-08"),
  revision("asm-1-29", "1.31", "1.36", "2026-09"),
  revision("asm-1-30", "1.32", "1.36", "2026-12"),
];

export const MESH_REVISIONS_SOURCE = "azure-aks-docs, istio-support-policy.md";
export const MESH_REVISIONS_AS_OF = "2026-08-21";

/** The newest revision of the table. */
export const NEWEST_MESH_REVISION = "asm-1-30";

/** Undefined for a revision that is not in the table. */
export const meshRevision = (name: string): MeshRevision | undefined => MESH_REVISIONS.find(each => each.name === name);

/** Of Kubernetes 1, which all of the table is. */
const minorOf = (text: string): number | undefined => {
  const version = parseVersion(text);
  return version?.major === 1 ? version.minor : undefined;
};

/** @param kubernetesVersion `1.36` or `1.36.1` @returns undefined where the table does not say: another revision, or no such version */
export function supports(name: string, kubernetesVersion: string): boolean | undefined {
  const known = meshRevision(name);
  const minor = minorOf(kubernetesVersion);
  if (!known || minor === undefined) return undefined;
  const [from = 0, to = 0] = [minorOf(known.kubernetes.from), minorOf(known.kubernetes.to)];
  return from <= minor && minor <= to;
}

/** The newest revision of the table that goes with a Kubernetes version; undefined where none does. */
export const newest = (kubernetesVersion: string): string | undefined => MESH_REVISIONS.filter(({ name }) => supports(name, kubernetesVersion) === true).at(-1)?.name;

const numberOf = (name: string): number | undefined => {
  const number = /^asm-1-(\d+)$/.exec(name)?.[1];
  return number === undefined ? undefined : Number(number);
};

/**
 * Whether support has ended by the table's own day, whatever the day is today: the month that it ends in has begun. Revisions older than the
 * table's have ended; undefined for newer ones, and for what is no revision.
 */
export function hasEnded(name: string): boolean | undefined {
  const known = meshRevision(name);
  if (known) return known.endOfSupport <= MESH_REVISIONS_AS_OF.slice(0, known.endOfSupport.length);
  const [number, oldest] = [numberOf(name), numberOf(MESH_REVISIONS[0]?.name ?? "")];
  return number !== undefined && oldest !== undefined && number < oldest ? true : undefined;
}

/** All that can be named, the oldest first: also one that has ended, since a cluster that has it goes on from there. */
export const MESH_REVISION_NAMES: readonly string[] = MESH_REVISIONS.map(({ name }) => name);
