/** How many pods a Deployment's rolling update takes out first. Source: Kubernetes API reference, RollingUpdateDeployment, and the Deployment controller's rule for two zeros. As of 2026-08-21. */
import { podShareOf } from "./disruption-budgets";

/** Of both `maxUnavailable` and `maxSurge`, where the declaration says nothing. */
export const DEFAULT_ROLLOUT_SHARE = "25%";

/**
 * Pods that may be missing at once. Of a share, what may be missing is rounded down and what may be there beyond is rounded up; where both come to 0, one may be missing.
 * Undefined for what is neither a number nor a percentage.
 * @param pods that are wanted
 */
export function mayBeMissing(maxUnavailable: number | string, maxSurge: number | string, pods: number): number | undefined {
  const inPods = (value: number | string, round: (pods: number) => number): number | undefined => {
    const share = podShareOf(value);
    return typeof share === "string" ? round((pods * Number(share.slice(0, -1))) / 100) : share;
  };
  const [missing, beyond] = [inPods(maxUnavailable, Math.floor), inPods(maxSurge, Math.ceil)];
  return missing === 0 && beyond === 0 ? 1 : missing;
}
