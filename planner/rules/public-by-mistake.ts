import { ANNOTATIONS } from "../../facts/load-balancer";
import { staysPendingAsPublic } from "../analyses/outer-hops";
import { readService } from "../analyses/services";
import { KINDS } from "../model/kinds";
import type { PlanObject, PlanResource } from "../model/plan";
import { isOpen, readAt, textEntriesAt } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

const fixture = (annotations: PlanObject): readonly FixtureResource[] =>
  [{ type: "kubernetes:core/v1:Service", inputs: { metadata: { name: "example", annotations }, spec: { type: "LoadBalancer", ports: [{ port: 90 }] } } }];

/** An annotation of another cloud, or of nobody's, by which a load balancer is to be internal: `…/aws-load-balancer-internal: "true"`, `networking.gke.io/load-balancer-type: Internal`. */
function foreign(resource: PlanResource): string | undefined {
  const own: readonly string[] = Object.values(ANNOTATIONS);
  const asks = (key: string, value: string): boolean => /load-?balancer/i.test(key) && (/internal/i.test(key) ? value !== "" && value.toLowerCase() !== "false" : value.toLowerCase() === "internal");
  return [...textEntriesAt(resource.inputs, "metadata", "annotations")].find(([key, value]) => !own.includes(key) && asks(key, value))?.[0];
}

/** The annotation by which a Service asks for an internal load balancer and does not get it. */
function lost(resource: PlanResource): { readonly annotation: string; readonly message: string } | undefined {
  const service = readService(resource);
  if (service.type !== "LoadBalancer" || service.internal || service.internalOpen) return undefined;
  const { value } = readAt(resource.inputs, "metadata", "annotations", ANNOTATIONS.internal);
  // It gets no address at all, and broken-port-chain says why.
  if (staysPendingAsPublic(service)) return undefined;
  const asked = typeof value === "string" || typeof value === "boolean" ? String(value) : undefined;
  if (asked !== undefined && asked !== "" && asked.toLowerCase() !== "false") {
    const meant = typeof value === "string" ? `"${value}"` : `${asked} without quotes, which is no text`;
    return { annotation: ANNOTATIONS.internal, message: `the annotation is ${meant}: the cloud controller takes "true" alone for internal` };
  }
  if (service.annotation(ANNOTATIONS.internalSubnet) !== undefined || isOpen(resource.inputs, "metadata", "annotations", ANNOTATIONS.internalSubnet)) {
    return { annotation: ANNOTATIONS.internalSubnet, message: `the subnet is read only where ${ANNOTATIONS.internal} is "true"` };
  }
  const other = asked === undefined ? foreign(resource) : undefined;
  return other === undefined ? undefined : { annotation: other, message: `Azure's cloud controller does not read ${other}` };
}

export const publicByMistake: Rule = {
  id: "public-by-mistake",
  severity: "warning",
  question: "Does a Service ask for an internal load balancer in words that Azure does not read?",
  fix: `Set the annotation ${ANNOTATIONS.internal} to "true", in quotes and small letters; or leave the subnet out where a public address is meant.`,
  source: "cloud-provider-azure, azure_loadbalancer.go (requiresInternalLoadBalancer)",
  asOf: "2026-08-19",
  check: ({ graph }) => graph.where(KINDS.service).flatMap(resource => {
    const found = lost(resource);
    return found ? [{ resource: resource.urn, path: `inputs.metadata.annotations["${found.annotation}"]`, message: `Service ${readService(resource).name} gets a public address: ${found.message}`, evidence: { annotation: found.annotation } }] : [];
  }),
  undecided: ({ graph }) => graph.where(KINDS.service).map(readService).filter(({ type, internalOpen }) => type === "LoadBalancer" && internalOpen).map(({ resource, name }) => ({
    resource: resource.urn, path: `inputs.metadata.annotations["${ANNOTATIONS.internal}"]`, message: `whether Service ${name} is internal or public is not known`,
  })),
  fixtures: {
    breaks: [...fixture({ [ANNOTATIONS.internal]: "True", [ANNOTATIONS.internalSubnet]: "services" }), ...fixture({ "service.beta.kubernetes.io/aws-load-balancer-internal": "true" })],
    nearMiss: [...fixture({ [ANNOTATIONS.internal]: "true", [ANNOTATIONS.internalSubnet]: "services" }), ...fixture({ [ANNOTATIONS.internal]: "true", "service.beta.kubernetes.io/aws-load-balancer-internal": "true" })],
  },
};
