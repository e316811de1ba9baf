import { GATEWAY_NAMESPACE, GATEWAY_SERVICES, GATEWAY_SOURCE, isKeptOnGateway } from "../../facts/istio-gateway";
import { ANNOTATIONS } from "../../facts/load-balancer";
import { gatewayPatches } from "../analyses/mesh-gateways";
import { entriesAt } from "../model/read";
import type { FixtureResource, Rule } from "./rule";

const patch = (annotation: string): readonly FixtureResource[] =>
  [{ type: "kubernetes:core/v1:ServicePatch", inputs: { metadata: { name: GATEWAY_SERVICES.External, namespace: GATEWAY_NAMESPACE, annotations: { [annotation]: "hogwarts" } } } }];

export const gatewayAnnotation: Rule = {
  id: "gateway-annotation",
  severity: "warning",
  question: "Does an ingress gateway's Service get an annotation that the Istio add-on takes back?",
  fix: "Leave it out: what the annotation asks for does not come. The add-on's documentation lists the annotations that it keeps; for a host name, write a DNS record of the gateway's address.",
  source: GATEWAY_SOURCE,
  asOf: "2026-08-21",
  check: ({ graph }) => gatewayPatches(graph).flatMap(({ urn, inputs }) => entriesAt(inputs, "metadata", "annotations").filter(([name]) => !isKeptOnGateway(name)).map(([annotation]) => ({
    resource: urn, path: `inputs.metadata.annotations["${annotation}"]`, message: `the Istio add-on takes ${annotation} off its gateway's Service again`, evidence: { annotation },
  }))),
  fixtures: { breaks: patch(ANNOTATIONS.dnsLabel), nearMiss: patch(ANNOTATIONS.allowedRanges) },
};
