/**
 * How many pods a PodDisruptionBudget lets go at once. Sources: Kubernetes, Specifying a Disruption Budget for your Application, and the API reference of policy/v1; azure-aks-docs,
 * error-code-poddrainfailure.md and unsatisfiablepdb-error.md. As of 2026-08-21.
 */
export const BUDGETS_SOURCE = "Kubernetes, Specifying a Disruption Budget for your Application (policy/v1); Azure, error codes PodDrainFailure and UnsatisfiablePDB";

/** A number of pods, or a share of them. */
export type PodShare = number | `${number}%`;

/** Undefined for what is neither: a whole number of 0 or more, or a percentage without fraction. */
export function podShareOf(value: number | string | undefined): PodShare | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  const match = /^(\d{1,5})(%?)$/.exec(value ?? "");
  if (!match) return undefined;
  const amount = Number(match[1]);
  return match[2] === "%" ? `${amount}%` : amount;
}

/** A share is rounded up, in both directions. */
const podsIn = (share: PodShare, pods: number): number => (typeof share === "number" ? share : Math.ceil((pods * Number(share.slice(0, -1))) / 100));

/** True for `0` and `0%`. As `maxUnavailable` it lets nothing go ever, and AKS begins no upgrade. */
export const isNothing = (share: PodShare): boolean => share === 0 || share === "0%";

/** True for `100%` and more: all pods there are, however many. */
export const isAll = (share: PodShare): boolean => typeof share === "string" && Number(share.slice(0, -1)) >= 100;

/** Pods that may go at once where all are healthy; at the most all of them. */
export function allowedByMaxUnavailable(share: PodShare, pods: number): number {
  return Math.min(pods, podsIn(share, pods));
}

/** Pods that may go at once where all are healthy; 0 where all must stay. */
export function allowedByMinAvailable(share: PodShare, pods: number): number {
  return Math.max(0, pods - podsIn(share, pods));
}
