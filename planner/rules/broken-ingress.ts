import { INGRESS_SOURCE } from "../../facts/ingress-classes";
import { ingressTroubles, type IngressTrouble } from "../analyses/ingresses";
import { objectName } from "../analyses/services";
import type { FixtureResource, Rule, Subject } from "./rule";

const FIXES: Readonly<Record<IngressTrouble["about"], string>> = {
  backend: "Name a Service of the Ingress's own namespace, and a port of it by number or by name.",
  class: "Ask for a class that a controller of the cluster serves, or enable what serves it.",
  certificate: "Put the secret (type kubernetes.io/tls) into the Ingress's namespace, or let something make it there: a SecretProviderClass, cert-manager.",
};

function fixture(service: string): readonly FixtureResource[] {
  const metadata = { name: "example", namespace: "example" };
  return [
    { type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", ingressProfile: { webAppRouting: { enabled: true } } } },
    { type: "kubernetes:core/v1:Service", inputs: { metadata, spec: { selector: { app: "example" }, ports: [{ port: 80 }] } } },
    { type: "kubernetes:networking.k8s.io/v1:Ingress", inputs: {
      metadata, spec: { ingressClassName: "webapprouting.kubernetes.azure.com", rules: [{ http: { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: service, port: { number: 80 } } } }] } }] },
    } },
  ];
}

const troubles = ({ graph, analyses: { clusters } }: Subject, verdict: IngressTrouble["verdict"]) => ingressTroubles(graph, clusters).filter(each => each.verdict === verdict);

export const brokenIngress: Rule = {
  id: "broken-ingress",
  severity: "error",
  question: "Does an Ingress send to a Service or port that is not there, ask for a class that nothing serves, or name a secret that nothing makes?",
  fix: FIXES.backend,
  source: INGRESS_SOURCE,
  asOf: "2026-08-21",
  check: subject => troubles(subject, "broken").map(({ resource, path, about, says }) => ({
    resource: resource.urn, path, message: `Ingress ${objectName(resource)}: ${says}`, evidence: { about }, fix: FIXES[about],
  })),
  undecided: subject => troubles(subject, "undecided").map(({ resource, path, says }) => ({ resource: resource.urn, path, message: `Ingress ${objectName(resource)}: ${says}` })),
  fixtures: { breaks: fixture("another"), nearMiss: fixture("example") },
};
