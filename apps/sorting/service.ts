/** The Service itself, by kind of exposure: what stands in its specification, and where the stack's outputs say that it is reached. */
import type * as core from "@pulumi/kubernetes/core/v1";
import type * as pulumi from "@pulumi/pulumi";
import { serviceNames } from "../../facts/kubernetes-parts";
import { isBalanced, sourceRanges } from "../callers";
import type { Exposure } from "./exposure";
import { POD_PORT_NAME } from "./ports";

export interface ServiceArgs {
  readonly exposure: Exposure;
  readonly externalTrafficPolicy: "Cluster" | "Local";
  /** Prefixes that may call. */
  readonly allowedSources: readonly string[];
  readonly port: number;
  readonly labels: Record<string, string>;
}

/** Kubernetes refuses a traffic policy for outside where nothing comes from outside, and knows source ranges for load balancers alone. */
export function serviceSpec({ exposure, externalTrafficPolicy, allowedSources, port, labels }: ServiceArgs) {
  if (exposure.kind === "external-name") return { type: "ExternalName", externalName: exposure.host };
  const ports = { name: POD_PORT_NAME, port, targetPort: POD_PORT_NAME, protocol: "TCP" };
  if (exposure.kind === "cluster-ip") return { type: "ClusterIP", selector: labels, ports: [ports] };
  if (exposure.kind === "node-port") return {
    type: "NodePort", externalTrafficPolicy, selector: labels,
    ports: [{ ...ports, ...(exposure.nodePort !== undefined && { nodePort: exposure.nodePort }) }],
  };
  const ranges = sourceRanges(allowedSources);
  return { type: "LoadBalancer", externalTrafficPolicy, selector: labels, ports: [ports], ...(ranges && { loadBalancerSourceRanges: [...ranges] }) };
}

/**
 * Where callers find the service: `frontEnd` is the load balancer's address, a name of the cluster's own DNS, or the name that another one stands for;
 * a node port is on every node, whose addresses come and go, so that there is none.
 */
export function reachedAt(service: core.Service, { exposure, port }: ServiceArgs, host: { readonly name: string; readonly namespace: string }): pulumi.Inputs {
  if (isBalanced(exposure)) return { frontEnd: service.status.loadBalancer.ingress[0]?.ip, port };
  if (exposure.kind === "external-name") return { frontEnd: exposure.host };
  if (exposure.kind === "node-port") return { nodePort: service.spec.ports[0]?.nodePort };
  return { frontEnd: serviceNames(host.name, host.namespace)[2], port };
}
