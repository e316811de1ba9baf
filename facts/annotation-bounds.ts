/** What the cloud controller refuses of a Service's annotations. Source: cloud-provider-azure, pkg/provider/azure_loadbalancer.go, azure_loadbalancer_healthprobe.go, as of 2026-08-19. */
import { ANNOTATIONS, portAnnotation, PROBE_TIMING } from "./load-balancer";

/** The largest number that the API takes. */
const LARGEST = 2 ** 31 - 1;
/** Both inclusive; the timeout in minutes, the interval in seconds. */
const BOUNDS = { idleTimeout: { min: 4, max: 100 }, interval: { min: PROBE_TIMING.intervalSeconds, max: LARGEST }, probes: { min: PROBE_TIMING.threshold, max: LARGEST } } as const;
/** Seconds that a probe's interval times its number must stay below. */
const PROBE_SECONDS = 120;

/** What is refused of the annotations that are numbers, for one port of the Service; undefined where all are taken. */
export function annotationFault(annotation: (name: string) => string | undefined, port: number): string | undefined {
  const [ownInterval, ownCount] = [portAnnotation(port, "health-probe_interval"), portAnnotation(port, "health-probe_num-of-probe")];
  const numbers = [
    { name: ANNOTATIONS.idleTimeout, ...BOUNDS.idleTimeout },
    ...[ANNOTATIONS.probeInterval, ownInterval].map(name => ({ name, ...BOUNDS.interval })),
    ...[ANNOTATIONS.probeCount, ownCount].map(name => ({ name, ...BOUNDS.probes })),
  ];
  for (const { name, min, max } of numbers) {
    const given = annotation(name);
    if (given !== undefined && (!/^\d+$/.test(given) || Number(given) < min || Number(given) > max)) return `${name} is "${given}", and must be a number of ${min} or more${max < LARGEST ? ` up to ${max}` : ""}`;
  }
  const interval = Number(annotation(ownInterval) ?? annotation(ANNOTATIONS.probeInterval) ?? PROBE_TIMING.intervalSeconds);
  const count = Number(annotation(ownCount) ?? annotation(ANNOTATIONS.probeCount) ?? PROBE_TIMING.threshold);
  return interval * count < PROBE_SECONDS ? undefined : `${count} probes every ${interval} s: together they must stay below ${PROBE_SECONDS} s`;
}
