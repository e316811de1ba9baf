/**
 * What probes say of a backend. Pure.
 * Azure's reference asks for `probeThreshold` results in a row both for down and for up again (REST API of load balancers, ProbePropertiesFormat); its documentation says that the first success
 * is enough for a machine that was never up, and that an HTTP answer other than 200 or a reset of an HTTP probe counts at once (load-balancer-custom-probe-overview.md). Both are followed.
 */

/** `refused`: a reset in answer to the probe's connection. `wrong answer`: HTTP other than 200, or a connection broken off. */
export type ProbeResult = "success" | "silence" | "refused" | "wrong answer";

export interface Verdict {
  readonly up: boolean;
  readonly everUp: boolean;
  /** Results in a row that speak against the verdict. */
  readonly against: number;
}

/** New backends get nothing before their first success. */
export const NEW_BACKEND: Verdict = { up: false, everUp: false, against: 0 };

/** @param overHttp whether the probe is HTTP or HTTPS */
export function judge({ up, everUp, against }: Verdict, result: ProbeResult, threshold: number, overHttp: boolean): Verdict {
  const success = result === "success";
  if (success === up) return { up, everUp, against: 0 };
  const atOnce = success ? !everUp : result === "wrong answer" || (result === "refused" && overHttp);
  return atOnce || against + 1 >= threshold ? { up: success, everUp: everUp || success, against: 0 } : { up, everUp, against: against + 1 };
}
