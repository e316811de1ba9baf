import { describe, expect, test } from "@jest/globals";
import type { PlanObject, PlanValue } from "../../../planner/model/plan";
import type { ResourceOptions } from "../plan-builder";
import { UNKNOWN } from "../plan-builder";
import { CLUSTER, doubtsBy, foundBy, told } from "./found";

type Resource = readonly [type: string, inputs: PlanObject, options?: ResourceOptions];

const SERVICE = "kubernetes:core/v1:Service";
const CLASS_TYPE = "kubernetes:networking.k8s.io/v1:IngressClass";
const metadata = { name: "web", namespace: "shop" };
const to = (name: PlanValue, port: PlanValue = { number: 80 }): PlanObject => ({ service: { name, port } });
const paths = (...backends: readonly PlanValue[]): PlanObject => ({ rules: [{ host: "example.org", http: { paths: backends.map(backend => ({ path: "/", pathType: "Prefix", backend })) } }] });

interface Given { readonly cluster?: PlanObject; readonly spec?: PlanObject; readonly annotations?: PlanValue; readonly namespace?: PlanValue; readonly ports?: PlanValue; readonly service?: PlanObject; readonly version?: string; readonly more?: readonly Resource[] }

/** A cluster with application routing, a Service, and an Ingress for it. */
const resources = ({ cluster = {}, spec = {}, annotations = {}, namespace = "shop", ports = [{ name: "http", port: 80 }, { name: "https", port: 443 }], service = {}, version = "networking.k8s.io/v1", more = [] }: Given): readonly Resource[] => [
  [CLUSTER, { resourceName: "aks", ingressProfile: { webAppRouting: { enabled: true } }, ...cluster }],
  [SERVICE, { metadata, spec: { selector: { app: "web" }, ports, ...service } }],
  [`kubernetes:${version}:Ingress`, { metadata: { name: "front", namespace, annotations }, spec: { ingressClassName: "webapprouting.kubernetes.azure.com", ...paths(to("web")), ...spec } }],
  ...more,
];
const found = (given: Given) => told(foundBy("broken-ingress", ...resources(given)));
const doubts = (given: Given) => told(doubtsBy("broken-ingress", ...resources(given)));
const BACKEND = "inputs.spec.rules[0].http.paths[0].backend: Ingress front:";
const CLASS = "inputs.spec.ingressClassName: Ingress front:";

const NAMESPACE: Resource = ["kubernetes:core/v1:Namespace", { metadata: { name: "shop" } }];
const TLS: PlanObject = { tls: [{ secretName: "tls" }] };

describe("an Ingress that agrees with its cluster", () => {
  test.each<[string, Given]>([
    ["sends to a port by its number", {}],
    ["sends to a port by its name", { spec: paths(to("web", { name: "https" })) }],
    ["sends what no rule takes to a Service", { spec: { rules: [], defaultBackend: to("web") } }],
    ["sends to a name outside the cluster", { service: { type: "ExternalName", ports: [] }, spec: paths(to("web", { number: 8443 })) }],
    ["is of an old version", { version: "extensions/v1beta1", spec: { rules: [], backend: { serviceName: "web", servicePort: 80 } } }],
    ["is of an old version, and names its port", { version: "networking.k8s.io/v1beta1", spec: paths({ serviceName: "web", servicePort: "https" }) }],
    ["asks for the application gateway, in any letter case", { cluster: { addonProfiles: { IngressApplicationGateway: { enabled: true } } }, spec: { ingressClassName: null }, annotations: { "kubernetes.io/ingress.class": "azure/application-gateway" } }],
    ["asks for a class of a controller of application routing", { spec: { ingressClassName: "inner" }, more: [["kubernetes:approuting.kubernetes.azure.com/v1alpha1:NginxIngressController", { metadata: { name: "inner" }, spec: { ingressClassName: "inner" } }]] }],
    ["asks for a class that is declared", { spec: { ingressClassName: "own" }, more: [["kubernetes:networking.k8s.io/v1:IngressClass", { metadata: { name: "own" } }]] }],
    ["asks for no class where one takes all", { spec: { ingressClassName: null }, more: [["kubernetes:networking.k8s.io/v1:IngressClass", { metadata: { name: "own", annotations: { "ingressclass.kubernetes.io/is-default-class": "true" } } }]] }],
    ["asks for the controller of a class that is declared", { spec: { ingressClassName: null }, annotations: { "kubernetes.io/ingress.class": "azure/application-gateway" }, more: [[CLASS_TYPE, { metadata: { name: "agic" }, spec: { controller: "azure/application-gateway" } }]] }],
    ["has a secret that is declared", { spec: { tls: [{ secretName: "tls" }] }, more: [["kubernetes:core/v1:Secret", { metadata: { name: "tls", namespace: "shop" } }]] }],
    ["has a secret that a SecretProviderClass makes", { spec: { tls: [{ secretName: "tls" }] }, more: [["kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass", { metadata, spec: { secretObjects: [{ secretName: "tls" }] } }]] }],
    ["has a secret that a certificate is for", { spec: { tls: [{ secretName: "tls" }] }, more: [["kubernetes:cert-manager.io/v1:Certificate", { metadata, spec: { secretName: "tls" } }]] }],
    ["has a secret that an ExternalSecret of its name is for", { spec: TLS, more: [NAMESPACE, ["kubernetes:external-secrets.io/v1:ExternalSecret", { metadata: { name: "tls", namespace: "shop" }, spec: {} }]] }],
    ["has a secret that cert-manager makes for another Ingress", { spec: TLS, more: [NAMESPACE, ["kubernetes:networking.k8s.io/v1:Ingress", { metadata: { ...metadata, annotations: { "cert-manager.io/cluster-issuer": "letsencrypt" } }, spec: { ingressClassName: "webapprouting.kubernetes.azure.com", ...paths(to("web")), ...TLS } }]] }],
    ["has a secret that cert-manager makes", { spec: { tls: [{ secretName: "tls" }] }, annotations: { "cert-manager.io/cluster-issuer": "letsencrypt" } }],
  ])("%s", (_, given) => expect([found(given), doubts(given)]).toEqual([[], []]));
});

describe("an Ingress that leads nowhere", () => {
  test.each<[string, Given, string]>([
    ["no such Service", { spec: paths(to("api"), to("api")) }, `${BACKEND} there is no Service api in namespace shop`],
    ["the Service of another namespace", { namespace: "default" }, `${BACKEND} there is no Service web in namespace default`],
    ["no such default Service", { spec: { rules: [], defaultBackend: to("api") } }, "inputs.spec.defaultBackend: Ingress front: there is no Service api in namespace shop"],
    ["no such Service of an old version", { version: "extensions/v1beta1", spec: { rules: [], backend: { serviceName: "api", servicePort: 80 } } }, "inputs.spec.backend: Ingress front: there is no Service api in namespace shop"],
    ["no such port", { spec: paths(to("web", { number: 8081 })) }, `${BACKEND} Service web has no port 8081: it has http (80), https (443)`],
    ["no port of that name", { spec: paths(to("web", { name: "grpc" })) }, `${BACKEND} Service web has no port named "grpc": it has http (80), https (443)`],
    ["no port at all", { spec: paths({ service: { name: "web" } }) }, `${BACKEND} a backend names no port of Service web: Kubernetes refuses the Ingress`],
    ["words of the old version", { spec: paths({ serviceName: "web", servicePort: 80 }) }, `${BACKEND} a backend names neither a Service nor a resource: Kubernetes refuses the Ingress`],
    ["a class of application routing, which is off", { cluster: { ingressProfile: { webAppRouting: { enabled: false } } } }, `${CLASS} no controller takes class webapprouting.kubernetes.azure.com: application routing (ingressProfile.webAppRouting) does with its NGINX, which the cluster does not enable`],
    ["application routing without its NGINX", { cluster: { ingressProfile: { webAppRouting: { enabled: true, nginx: { defaultIngressControllerType: "None" } } } } }, `${CLASS} no controller takes class webapprouting.kubernetes.azure.com: application routing (ingressProfile.webAppRouting) does with its NGINX, which the cluster does not enable`],
    ["a retired class", { spec: { ingressClassName: "addon-http-application-routing" } }, `${CLASS} no controller takes class addon-http-application-routing: HTTP application routing did, which is retired`],
    ["no such secret", { spec: { tls: [{ hosts: ["example.org"], secretName: "tls" }] }, more: [NAMESPACE] }, "inputs.spec.tls[0].secretName: Ingress front: there is no secret tls in namespace shop, which this plan makes: its hosts have no certificate"],
  ])("%s", (_, given, message) => expect([found(given), doubts(given)]).toEqual([[message], []]));
});

const CHART: Resource = ["kubernetes:helm.sh/v3:Release", { chart: "nginx" }];

describe("where an Ingress leads is not known", () => {
  test.each<[string, Given, string]>([
    ["with rules that are not", { spec: { rules: UNKNOWN } }, "inputs.spec.rules: Ingress front: which Services it sends to is not known"],
    ["with a Service that is not", { spec: paths(to(UNKNOWN)) }, `${BACKEND} which Service it sends to is not known`],
    ["with a port that is not", { spec: paths(to("web", { number: UNKNOWN })) }, `${BACKEND} which port of Service web it sends to is not known`],
    ["with a Service's ports that are not", { ports: UNKNOWN }, `${BACKEND} the ports of Service web are not known`],
    ["with a namespace that is not", { namespace: UNKNOWN }, `${BACKEND} the namespace of the Ingress is not known, and with it which Service web is meant`],
    ["with a Service that gets its name from Pulumi", { spec: paths(to("r3-1a2b3c4d")), more: [[SERVICE, { metadata: { namespace: "shop" }, spec: { ports: [{ port: 80 }] } }]] }, `${BACKEND} no Service r3-1a2b3c4d of namespace shop is in this plan; r3 gets its name from Pulumi`],
    ["with a Service that is looked up", { spec: paths(to("api")), more: [[SERVICE, {}, { op: "read", id: "shop/api" }]] }, `${BACKEND} no Service api of namespace shop is in this plan; the name of r3 is not known`],
    ["with a Service that is patched", { spec: paths(to("api")), more: [["kubernetes:core/v1:ServicePatch", { metadata: { name: "api", namespace: "shop" } }]] }, `${BACKEND} no Service api of namespace shop is in this plan; what the patch of it is for is not known`],
    ["with a Service that a chart may make", { spec: paths(to("api")), more: [CHART] }, `${BACKEND} no Service api of namespace shop is in this plan; what r3 makes is not known`],
    ["with a Service that an operator may make", { spec: paths(to("api")), more: [["kubernetes:example.org/v1:Store", { metadata }]] }, `${BACKEND} no Service api of namespace shop is in this plan; what the operator of Store web makes is not known`],
    ["with a resource", { spec: paths({ resource: { kind: "Bucket", name: "static" } }) }, `${BACKEND} what a controller makes of Bucket static as a backend is not known`],
    ["with an action of another cloud's controller", { spec: paths(to("redirect", { name: "use-annotation" })) }, `${BACKEND} port use-annotation is a word of another cloud's controller: what redirect stands for is not known`],
    ["with a port's name that is not", { ports: [{ name: UNKNOWN, port: 80 }], spec: paths(to("web", { name: "http" })) }, `${BACKEND} the ports of Service web are not known`],
    ["with a Service's type that is not", { service: { type: UNKNOWN }, spec: paths(to("web", { number: 8443 })) }, `${BACKEND} whether Service web stands for a name outside the cluster, which needs no port, is not known`],
    ["with a declared class whose name is not", { cluster: { ingressProfile: {} }, more: [[CLASS_TYPE, { metadata: { name: UNKNOWN } }]] }, `${CLASS} which controller takes class webapprouting.kubernetes.azure.com this plan does not show; the name of r3 is not known`],
    ["with the application gateway's class, without the add-on", { spec: { ingressClassName: "azure-application-gateway" } }, `${CLASS} whether somebody runs a controller for class azure-application-gateway is not known: add-on ingressApplicationGateway is not enabled`],
    ["with the application gateway's annotation, without the add-on", { spec: { ingressClassName: null }, annotations: { "kubernetes.io/ingress.class": "azure/application-gateway" } }, "inputs.metadata.annotations.kubernetes.io/ingress.class: Ingress front: whether somebody runs a controller for class azure/application-gateway is not known: add-on ingressApplicationGateway is not enabled"],
    ["with a class that is not", { spec: { ingressClassName: UNKNOWN } }, `${CLASS} which class it asks for is not known`],
    ["with a class of somebody else", { spec: { ingressClassName: "nginx" } }, `${CLASS} which controller takes class nginx this plan does not show`],
    ["with a class that a chart may serve", { cluster: { ingressProfile: {} }, more: [CHART] }, `${CLASS} which controller takes class webapprouting.kubernetes.azure.com this plan does not show; what r3 makes is not known`],
    ["with an add-on that is not", { cluster: { addonProfiles: UNKNOWN }, spec: { ingressClassName: "azure-application-gateway" } }, `${CLASS} which controller takes class azure-application-gateway this plan does not show`],
    ["in a cluster of AKS Automatic", { cluster: { ingressProfile: {}, sku: { name: "Automatic" } } }, `${CLASS} which controller takes class webapprouting.kubernetes.azure.com this plan does not show`],
    ["without a class", { spec: { ingressClassName: null } }, `${CLASS} it asks for no class: whether a controller takes it is not known`],
    ["with secrets that are not", { spec: { tls: UNKNOWN } }, "inputs.spec.tls: Ingress front: which secrets hold its certificates is not known"],
    ["with a secret of a namespace that stands already", { spec: { tls: [{ secretName: "tls" }] } }, "inputs.spec.tls[0].secretName: Ingress front: no secret tls of namespace shop is in this plan"],
    ["with a secret that a chart may make", { spec: { tls: [{ secretName: "tls" }] }, more: [NAMESPACE, CHART] }, "inputs.spec.tls[0].secretName: Ingress front: no secret tls of namespace shop is in this plan; what r4 makes is not known"],
  ])("%s", (_, given, message) => expect([found(given), doubts(given)]).toEqual([[], [message]]));

  test.each<[string, Resource, string]>([
    ["a SecretProviderClass may make", ["kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass", { metadata, spec: { secretObjects: [{ secretName: UNKNOWN }] } }], "which secrets SecretProviderClass web makes is not known"],
    ["a certificate may be for", ["kubernetes:cert-manager.io/v1:Certificate", { metadata, spec: { secretName: UNKNOWN } }], "which secrets Certificate web makes is not known"],
    ["a certificate may be for in its namespace", ["kubernetes:cert-manager.io/v1:Certificate", { metadata: { name: "web", namespace: UNKNOWN }, spec: { secretName: "tls" } }], "the namespace of web is not known"],
    ["an ExternalSecret may make", ["kubernetes:external-secrets.io/v1:ExternalSecret", { metadata, spec: { target: { name: UNKNOWN } } }], "which secrets ExternalSecret web makes is not known"],
    ["a ClusterExternalSecret may make", ["kubernetes:external-secrets.io/v1:ClusterExternalSecret", { metadata: { name: "all" }, spec: {} }], "which secrets ClusterExternalSecret all makes is not known"],
    ["is copied from another namespace", ["kubernetes:core/v1:Secret", { metadata: { name: "tls", namespace: "edge", annotations: { "reflector.v1.k8s.emberstack.com/reflection-allowed": "true" } } }], "whether that of namespace edge is copied there is not known"],
    ["is copied from a certificate's of another namespace", ["kubernetes:cert-manager.io/v1:Certificate", { metadata: { name: "web", namespace: "edge" }, spec: { secretName: "tls", secretTemplate: { annotations: { "replicator.v1.mittwald.de/replicate-to": "*" } } } }], "whether that of namespace edge is copied there is not known"],
    ["is patched", ["kubernetes:core/v1:SecretPatch", { metadata: { name: "tls", namespace: "shop" } }], "what the patch of it is for is not known"],
  ])("with a secret that %s", (_, maker, doubt) => {
    const given: Given = { spec: TLS, more: [NAMESPACE, maker] };
    expect([found(given), doubts(given)]).toEqual([[], [`inputs.spec.tls[0].secretName: Ingress front: no secret tls of namespace shop is in this plan; ${doubt}`]]);
  });

  test("but a secret of another namespace, which nothing copies, or a certificate's there is none", () => {
    const more: readonly Resource[] = [NAMESPACE, ["kubernetes:core/v1:Secret", { metadata: { name: "tls", namespace: "edge" } }], ["kubernetes:cert-manager.io/v1:Certificate", { metadata: { name: "web", namespace: "edge" }, spec: { secretName: UNKNOWN } }]];
    expect(found({ spec: TLS, more })).toEqual(["inputs.spec.tls[0].secretName: Ingress front: there is no secret tls in namespace shop, which this plan makes: its hosts have no certificate"]);
  });

  test("in a cluster and a namespace that the plan does not make", () => {
    const [, ...others] = resources({ spec: { ...paths(to("api")), ingressClassName: "azure-application-gateway" } });
    expect([foundBy("broken-ingress", ...others), told(doubtsBy("broken-ingress", ...others))]).toEqual([[], [
      `${CLASS} which controller takes class azure-application-gateway this plan does not show`, `${BACKEND} no Service api of namespace shop is in this plan, which makes neither the cluster nor the namespace`,
    ]]);
  });
});
