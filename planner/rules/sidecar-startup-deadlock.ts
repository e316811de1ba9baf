import { KINDS } from "../model/kinds";
import type { PlanObject, PlanValue } from "../model/plan";
import { listAt, readAt, textAt } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

const deployment = (probe: PlanObject): FixtureResource => ({ type: "kubernetes:apps/v1:Deployment", inputs: {
  metadata: { name: "example" },
  spec: { template: { spec: {
    initContainers: [{ name: "proxy", restartPolicy: "Always", ports: [{ containerPort: 85, name: "http" }], startupProbe: probe }],
    containers: [{ name: "app", ports: [{ containerPort: 80, name: "inner" }] }],
  } } },
} });

const PROBES = ["httpGet", "tcpSocket", "grpc"] as const;

/** Numbers and names of the ports that a container declares. */
const portsOf = (container: PlanValue): readonly PlanValue[] => listAt(container, "ports").flatMap(port => [readAt(port, "containerPort").value, readAt(port, "name").value]).filter(each => each !== undefined);

/** What a startup probe asks: the handler's name and the port, where it asks for one. */
function probed(container: PlanValue): { readonly handler: string; readonly port: string | number } | undefined {
  const handler = PROBES.find(each => readAt(container, "startupProbe", each).knowledge !== "absent");
  const port = handler === undefined ? undefined : readAt(container, "startupProbe", handler, "port").value;
  return handler !== undefined && (typeof port === "string" || typeof port === "number") ? { handler, port } : undefined;
}

/** A probe of the sidecar's own port may still reach through to a container: what its process does with a request, a plan does not show. */
export const sidecarStartupDeadlock: Rule = {
  id: "sidecar-startup-deadlock",
  severity: "error",
  question: "Does the startup probe of a sidecar ask a container that starts only after the sidecar has started?",
  fix: "Let the startup probe ask the sidecar itself, on a port of its own (tcpSocket), and let the container's readiness reach through the sidecar.",
  source: "Kubernetes documentation, concepts/workloads/pods/sidecar-containers.md",
  asOf: "2026-08-21",
  check: ({ graph }) => graph.where(KINDS.workload).flatMap(({ urn, inputs }) => {
    const pod = readAt(inputs, "spec", "template", "spec").value;
    return listAt(pod, "initContainers").flatMap((sidecar, index) => {
      const probe = textAt(sidecar, "restartPolicy") === "Always" ? probed(sidecar) : undefined;
      const later = probe && !portsOf(sidecar).includes(probe.port) ? listAt(pod, "containers").find(container => portsOf(container).includes(probe.port)) : undefined;
      if (probe === undefined || later === undefined) return [];
      return [{
        resource: urn, path: `inputs.spec.template.spec.initContainers[${index}].startupProbe.${probe.handler}.port`,
        message: `sidecar ${textAt(sidecar, "name") ?? ""} counts as started once port ${probe.port} answers, which container ${textAt(later, "name") ?? ""} listens on, and that one starts only then: the pod never starts`,
        evidence: { port: probe.port },
      }];
    });
  }),
  fixtures: { breaks: [deployment({ tcpSocket: { port: 80 } }), deployment({ httpGet: { port: "inner", path: "/" } })], nearMiss: [deployment({ tcpSocket: { port: 85 } }), deployment({ exec: { command: ["true"] } })] },
};
