import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject } from "../../../planner/model/plan";
import type { GatewayChain } from "../../../planner/model/results";
import { ADDRESS_ANNOTATION, httpsServer, ingressPlan, INGRESS_NAMESPACE, mounting, redirectServer, SUBNET_ANNOTATION, tlsSecret, to, type Ingress } from "../ingress-plan";
import { SECRET, UNKNOWN } from "../plan-builder";

const chainsOf = (ingress: Ingress = {}): readonly GatewayChain[] => analyse(ingressPlan(ingress)).analyses.gatewayChains ?? [];
const chainOf = (ingress: Ingress = {}): GatewayChain => chainsOf(ingress)[0]!;
/** The first hop that does not hold, with the reason. */
const trouble = (ingress: Ingress) => {
  const hop = chainOf(ingress).hops.find(each => each.verdict !== "proven");
  return hop && [hop.at, hop.verdict, hop.says];
};
const INTERNAL = "aks-istio-ingressgateway-internal";
const http = (...routes: PlanObject[]): Ingress => ({ routes: { http: routes } });
const plain = (more: PlanObject = {}): PlanObject => ({ port: { number: 80, name: "http", protocol: "HTTP" }, hosts: ["sorting.example.org"], ...more });
const patched = (annotations: PlanObject[string]): Ingress => ({ patch: { metadata: { name: INTERNAL, namespace: INGRESS_NAMESPACE, annotations } } });
const inCluster = (type: string, name: string, inputs: PlanObject, more: Ingress = {}): Ingress =>
  ({ ...more, scenario: { ...more.scenario, more: (plan, { provider }) => plan.add(`kubernetes:${type}`, name, inputs, { provider: `${provider}::id` }) } });

describe("the chain through the internal gateway", () => {
  test("goes from 443 at the front end to 85 at the pod and 80 in the image: the Service's 90 is no hop", () => {
    expect(chainOf().hops.map(({ at, port }) => [at, port])).toEqual([
      ["front-end", 443], ["load-balancer", 443], ["node", 443], ["gateway", 443], ["route", undefined], ["pod", 85], ["mapper", 85], ["container", 80], ["image", 80],
    ]);
    expect(chainOf()).toMatchObject({ name: "https://sorting.example.org/", host: "sorting.example.org", path: "/", verdict: "proven", replicas: 3 });
  });

  test("names its objects, and has the rule of the load balancer that the gateway is on", () => {
    const { gateway, virtualService, service, workload, rule } = chainOf();
    expect([gateway, virtualService, service, workload].map(urn => urn?.split("::").slice(-2).join(" "))).toEqual([
      "kubernetes:networking.istio.io/v1:Gateway gateway", "kubernetes:networking.istio.io/v1:VirtualService routes", "kubernetes:core/v1:Service sorting", "kubernetes:apps/v1:Deployment sorting",
    ]);
    expect(rule).toMatchObject({ loadBalancer: "kubernetes-internal", frontendPort: 443, floatingIp: true });
  });

  test("has the address and the subnet of the patch, and the certificate of the vault", () => {
    const hops = Object.fromEntries(chainOf().hops.map(hop => [hop.at, hop]));
    expect(hops["front-end"]).toMatchObject({ address: "10.240.1.20", addressFrom: { name: "services", prefix: "10.240.1.0/26" } });
    expect(hops.gateway!.says).toBe("TLS ends here, with the certificate of secret sorting-tls, from the vault by SecretProviderClass certificate, which certificate-keeper mounts");
    expect(hops.route!.says).toContain("/ goes to sorting.hogwarts.svc.cluster.local, port 90");
    expect(hops.pod).toMatchObject({ addressFrom: { name: "aks" }, port: 85 });
  });

  test("without a patch has an address of the nodes' subnet", () => {
    expect(chainOf({ patch: null })).toMatchObject({ verdict: "proven", hops: [{ at: "front-end", addressFrom: { name: "aks" } }, {}, {}, {}, {}, {}, {}, {}, {}] });
    expect(chainOf({ patch: null }).hops[0]!.address).toBeUndefined();
  });

  test("through the external one begins at a public address", () => {
    const external: Ingress = { gateways: [{ enabled: true, mode: "External" }], patch: null, selector: { istio: "aks-istio-ingressgateway-external" } };
    expect(chainOf(external)).toMatchObject({ verdict: "proven", rule: { loadBalancer: "kubernetes" }, hops: [{ at: "front-end", says: "public address that Azure gives" }, {}, {}, {}, {}, {}, {}, {}, {}] });
  });

  test("takes the traffic policy of the patch", () => {
    expect(chainOf({ patch: { spec: { externalTrafficPolicy: "Local" } } }).rule?.probe).toMatchObject({ protocol: "Http", path: "/healthz" });
  });

  test("is one for each server, host and route", () => {
    const hosts = ["sorting.example.org", "hat.example.org"];
    const chains = chainsOf({
      servers: [httpsServer({ hosts }), plain({ hosts })],
      routes: { hosts, http: [{ match: [{ uri: { exact: "/hat" } }, { uri: { prefix: "/houses" } }], route: [to("sorting", 90)] }, { route: [to("sorting")] }] },
    });
    expect(chains.map(chain => chain.name)).toEqual([
      "https://sorting.example.org/hat", "https://sorting.example.org/", "http://sorting.example.org/hat", "http://sorting.example.org/",
      "https://hat.example.org/hat", "https://hat.example.org/", "http://hat.example.org/hat", "http://hat.example.org/",
    ]);
    expect(chains.every(chain => chain.verdict === "proven")).toBe(true);
    expect(chains[0]!.hops.find(hop => hop.at === "route")?.says).toMatch(/^\/hat, \/houses goes to/);
  });

  test("answers plain HTTP with a redirect, and no pod sees it", () => {
    const [secure, redirect] = chainsOf({ servers: [redirectServer, httpsServer()] });
    expect(secure).toMatchObject({ name: "https://sorting.example.org/", verdict: "proven" });
    expect(redirect).toMatchObject({ name: "http://sorting.example.org", verdict: "proven" });
    expect(redirect!.hops.map(hop => hop.at)).toEqual(["front-end", "load-balancer", "node", "gateway"]);
  });

  test("lets TLS through where the server says so, by the routes for that", () => {
    const passthrough = (routes: PlanObject): Ingress => ({ servers: [httpsServer({ port: { number: 443, name: "tls", protocol: "TLS" }, tls: { mode: "PASSTHROUGH" } })], routes });
    const [chain] = chainsOf(passthrough({ tls: [{ match: [{ sniHosts: ["sorting.example.org"], port: 443 }], route: [to("sorting", 90)] }] }));
    expect(chain).toMatchObject({ name: "https://sorting.example.org", verdict: "proven" });
    expect(chain!.path).toBeUndefined();
    expect(chain!.hops.find(hop => hop.at === "gateway")?.says).toBe("TLS passes through: the pods have the certificate");
    expect(trouble(passthrough({}))).toEqual(["route", "broken", "it has no route for TLS that passes through (spec.tls)"]);
  });

  test.each<[string, Ingress]>([
    ["a destination by its whole name", http({ route: [to("sorting.hogwarts.svc.cluster.local", 90)] })],
    ["a destination with the one port of its Service", http({ route: [to("sorting")] })],
    ["a gateway by namespace and name", { routes: { gateways: ["hogwarts/sorting", "mesh"] }, metadata: { namespace: "hogwarts" } }],
    ["a gateway of another version of the group", inCluster("networking.istio.io/v1beta1:Gateway", "older", { metadata: { name: "older", namespace: "hogwarts" }, spec: { selector: { istio: INTERNAL }, servers: [plain()] } }, { routes: { gateways: ["older"] } })],
    ["a server for every host", { servers: [httpsServer({ hosts: ["*"] })] }],
    ["a server for the hosts below one", { servers: [httpsServer({ hosts: ["*.example.org"] })] }],
    ["a server for the routes of its own namespace", { servers: [httpsServer({ hosts: ["./sorting.example.org"] })] }],
    ["a server for the routes of any namespace", { servers: [httpsServer({ hosts: ["*/sorting.example.org"] })] }],
    ["routes for every host", { routes: { hosts: ["*"] } }],
    ["a route with conditions", http({ match: [{ uri: { prefix: "/" }, headers: { house: { exact: "a" } } }], route: [to("sorting", 90)] })],
    ["a route for the server's port", http({ match: [{ port: 443 }], route: [to("sorting", 90)] })],
    ["shares of the requests", http({ route: [{ ...to("sorting", 90), weight: 100 }, { ...to("nowhere", 90), weight: 0 }] })],
    ["a pod that mounts the class", inCluster("core/v1:Pod", "sync", { metadata: { name: "sync", namespace: INGRESS_NAMESPACE }, spec: mounting("certificate") }, { keeper: null })],
    ["a headless Service, whose pods the proxy dials all the same", { scenario: { service: { type: "ClusterIP", clusterIP: "None", selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http" }] } } }],
    ["both gateways", { gateways: [{ enabled: true, mode: "External" }, { enabled: true, mode: "Internal" }] }],
    ["a front end that shares its address with a Service on another port", { scenario: { service: { type: "LoadBalancer", selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http" }] }, annotations: { "service.beta.kubernetes.io/azure-load-balancer-internal": "true", [SUBNET_ANNOTATION]: "services", [ADDRESS_ANNOTATION]: "10.240.1.20" } } }],
    ["http routes that the gateway answers itself", http({ redirect: { uri: "/elsewhere" } })],
  ])("holds with %s", (_, ingress) => {
    expect([trouble(ingress), chainOf(ingress).verdict]).toEqual([undefined, "proven"]);
  });
});

describe("the hop that breaks is named", () => {
  test.each<[string, Ingress, string, string]>([
    ["a gateway that the cluster does not enable", { gateways: [{ enabled: true, mode: "External" }] }, "gateway", `AKS makes no gateway ${INTERNAL}: the cluster's serviceMeshProfile enables External alone`],
    ["a gateway that is turned off", { gateways: [{ enabled: false, mode: "Internal" }] }, "gateway", `AKS makes no gateway ${INTERNAL}: the cluster's serviceMeshProfile enables none`],
    ["a gateway that is turned off, whatever its mode", { gateways: [{ enabled: false, mode: UNKNOWN }] }, "gateway", `AKS makes no gateway ${INTERNAL}: the cluster's serviceMeshProfile enables none`],
    ["no gateways in the profile", { gateways: null }, "gateway", `AKS makes no gateway ${INTERNAL}: the cluster's serviceMeshProfile enables none`],
    ["a mesh that is off", { mesh: { mode: "Disabled" } }, "gateway", `AKS makes no gateway ${INTERNAL}: the cluster's serviceMeshProfile enables none`],
    ["a selector of nobody", { selector: { istio: "ingressgateway" } }, "gateway", `no gateway has the labels istio=ingressgateway: those of AKS have istio=${INTERNAL} or istio=aks-istio-ingressgateway-external`],
    ["a port that the gateway's Service does not take", { servers: [httpsServer({ port: { number: 8443, name: "https", protocol: "HTTPS" } })] }, "gateway", "nobody reaches port 8443 from outside: the Service that AKS makes takes 80 and 443"],
    ["HTTPS without TLS settings", { servers: [httpsServer({ tls: null })] }, "gateway", "Istio refuses a server of protocol HTTPS without TLS settings"],
    ["TLS settings on plain HTTP", { servers: [httpsServer({ port: { number: 80, name: "http", protocol: "HTTP" } })] }, "gateway", "Istio refuses TLS settings for a server of protocol HTTP"],
    ["no certificate", { servers: [httpsServer({ tls: { mode: "SIMPLE" } })] }, "gateway", "TLS mode SIMPLE without credentialName: there is no certificate"],
    ["a secret that nobody makes", { secrets: [tlsSecret({ secretName: "other" })] }, "gateway", `no secret sorting-tls in namespace ${INGRESS_NAMESPACE}: nothing declares it there, and no SecretProviderClass there makes it`],
    ["no class at all", { secrets: null }, "gateway", `no secret sorting-tls in namespace ${INGRESS_NAMESPACE}: nothing declares it there, and no SecretProviderClass there makes it`],
    ["a declared secret of another namespace", inCluster("core/v1:Secret", "tls", { metadata: { name: "sorting-tls", namespace: "hogwarts" } }, { secrets: null }), "gateway", `no secret sorting-tls in namespace ${INGRESS_NAMESPACE}: nothing declares it there, and no SecretProviderClass there makes it`],
    ["a secret without its key", { secrets: [tlsSecret({ data: [{ objectName: "sorting", key: "tls.crt" }] })] }, "gateway", "certificate makes secret sorting-tls without tls.key"],
    ["a secret without a type", { secrets: [tlsSecret({ type: null })] }, "gateway", "certificate names no type for secret sorting-tls: the driver makes none"],
    ["a class that no pod mounts", { keeper: null }, "gateway", `no pod in ${INGRESS_NAMESPACE} mounts certificate: secret sorting-tls is made when one does, and not before`],
    ["pods that mount another class", { keeper: { template: { spec: mounting("other") } } }, "gateway", `no pod in ${INGRESS_NAMESPACE} mounts certificate: secret sorting-tls is made when one does, and not before`],
    ["a volume that no container mounts", { keeper: { template: { spec: mounting("certificate", []) } } }, "gateway", `no pod in ${INGRESS_NAMESPACE} mounts certificate: secret sorting-tls is made when one does, and not before`],
    ["a keeper without pods", { keeper: { replicas: 0, template: { spec: mounting("certificate") } } }, "gateway", `no pod in ${INGRESS_NAMESPACE} mounts certificate: secret sorting-tls is made when one does, and not before`],
    ["routes for a gateway that is not there", { routes: { gateways: ["other"] } }, "gateway", "VirtualService sorting is for Gateway other of namespace hogwarts, and there is none"],
    ["routes for a gateway of another namespace", { metadata: { namespace: "default" } }, "gateway", "VirtualService sorting is for Gateway sorting of namespace default, and there is none"],
    ["a host that the gateway does not serve", { routes: { hosts: ["hat.example.org"] } }, "gateway", "Gateway sorting does not serve hat.example.org: it serves sorting.example.org"],
    ["a host that is served to another namespace", { servers: [httpsServer({ hosts: ["default/sorting.example.org"] })] }, "gateway", "Gateway sorting does not serve sorting.example.org to namespace hogwarts: it serves sorting.example.org"],
    ["a gateway that serves nothing", { servers: [] }, "gateway", "Gateway sorting does not serve sorting.example.org: it serves no host"],
    ["a destination that is not there", http({ route: [to("hat", 90)] }), "route", "there is no Service hat in namespace hogwarts"],
    ["a destination whose name is half of one", http({ route: [to("sorting.hogwarts", 90)] }), "route", "Istio takes a name with a dot for a whole one, and nobody has the name sorting.hogwarts: Service sorting is sorting.hogwarts.svc.cluster.local"],
    ["a port that the destination has not", http({ route: [to("sorting", 85)] }), "route", "Service sorting has no TCP port 85: it has 90"],
    ["the gateway's port at a destination with several", { scenario: { service: { selector: { app: "sorting" }, ports: [{ name: "a", port: 90, targetPort: "http" }, { name: "b", port: 91, targetPort: "http" }] } }, ...http({ route: [to("sorting")] }) }, "route", "Service sorting has no TCP port 443: it has 90, 91"],
    ["a port for UDP", { scenario: { service: { selector: { app: "sorting" }, ports: [{ port: 90, protocol: "UDP" }] } } }, "route", "Service sorting has no TCP port 90: it has 90 UDP"],
    ["no routes", http(), "route", "it has no route for HTTP (spec.http)"],
    ["routes for another port alone", http({ match: [{ port: 80 }], route: [to("sorting", 90)] }), "route", "it has no route for HTTP (spec.http)"],
    ["a route to nowhere", http({ match: [{ uri: { prefix: "/" } }], route: [] }), "route", "/ goes nowhere"],
    ["an address outside its subnet", patched({ [SUBNET_ANNOTATION]: "services", [ADDRESS_ANNOTATION]: "10.240.9.9" }), "front-end", "10.240.9.9 is outside subnet services (10.240.1.0/26): the load balancer would stay pending"],
    ["an address that Azure reserves", patched({ [SUBNET_ANNOTATION]: "services", [ADDRESS_ANNOTATION]: "10.240.1.1" }), "front-end", "10.240.1.1 is reserved by Azure in subnet services (10.240.1.0/26)"],
    ["an address whose port another Service has", { scenario: { service: { type: "LoadBalancer", selector: { app: "sorting" }, ports: [{ port: 443, targetPort: "http" }, { port: 90, targetPort: "http" }] }, annotations: { "service.beta.kubernetes.io/azure-load-balancer-internal": "true", [SUBNET_ANNOTATION]: "services", [ADDRESS_ANNOTATION]: "10.240.1.20" } } }, "front-end", "10.240.1.20:443 is taken by sorting already: Services may share an address, not a port of it"],
    ["labels that no pod has", { scenario: { service: { type: "ClusterIP", selector: { app: "hat" }, ports: [{ port: 90 }] } } }, "pod", "no workload in namespace hogwarts has pods with the labels app=hat"],
    ["a target port that no container has", { scenario: { service: { type: "ClusterIP", selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "web" }] } } }, "pod", 'no container of sorting has a TCP port named "web"'],
  ])("%s", (_, ingress, at, says) => {
    expect(trouble(ingress)).toEqual([at, "broken", says]);
    expect(chainOf(ingress).verdict).toBe("broken");
  });
});

test("a subnet that the plan's own virtual network has not breaks the front end", () => {
  expect(trouble(patched({ [SUBNET_ANNOTATION]: "elsewhere" }))?.slice(0, 2)).toEqual(["front-end", "broken"]);
});

describe("what the plan does not say is undecided", () => {
  test.each<[string, Ingress, string]>([
    ["the mesh", { mesh: { mode: UNKNOWN } }, "gateway"],
    ["the gateways of the mesh", { gateways: UNKNOWN }, "gateway"],
    ["one of the gateways of the mesh", { gateways: [UNKNOWN] }, "gateway"],
    ["the mode of a gateway of the mesh", { gateways: [{ enabled: true, mode: UNKNOWN }] }, "gateway"],
    ["whether a gateway is enabled", { gateways: [{ enabled: UNKNOWN, mode: "Internal" }] }, "gateway"],
    ["a selector", { selector: UNKNOWN }, "gateway"],
    ["a value of a selector", { selector: { istio: SECRET } }, "gateway"],
    ["a selector of everything", { selector: null }, "gateway"],
    ["further labels of a selector", { selector: { istio: INTERNAL, app: "x" } }, "gateway"],
    ["a gateway of one's own", inCluster("apps/v1:Deployment", "own", { metadata: { name: "own", namespace: "ingress" }, spec: { template: { metadata: { labels: { istio: "own", app: "own" } } } } }, { selector: { istio: "own" } }), "gateway"],
    ["the servers", { servers: UNKNOWN }, "gateway"],
    ["a port", { servers: [httpsServer({ port: { number: UNKNOWN, name: "https", protocol: "HTTPS" } })] }, "gateway"],
    ["a protocol", { servers: [httpsServer({ port: { number: 443, name: "https", protocol: UNKNOWN } })] }, "gateway"],
    ["a protocol that is not followed", { servers: [httpsServer({ port: { number: 443, name: "mongo", protocol: "MONGO" } })] }, "gateway"],
    ["TLS settings", { servers: [httpsServer({ tls: UNKNOWN })] }, "gateway"],
    ["whether plain HTTP is redirected", { servers: [plain({ tls: { httpsRedirect: UNKNOWN } })] }, "gateway"],
    ["a TLS mode", { servers: [httpsServer({ tls: { mode: UNKNOWN, credentialName: "sorting-tls" } })] }, "gateway"],
    ["a TLS mode that is not followed", { servers: [httpsServer({ tls: { mode: "ISTIO_MUTUAL" } })] }, "gateway"],
    ["TLS that ends in TCP", { servers: [httpsServer({ port: { number: 443, name: "tls", protocol: "TLS" } })] }, "gateway"],
    ["whose certificates clients show", { servers: [httpsServer({ tls: { mode: "MUTUAL", credentialName: "sorting-tls" } })] }, "gateway"],
    ["the name of the secret", { servers: [httpsServer({ tls: { mode: "SIMPLE", credentialName: UNKNOWN } })] }, "gateway"],
    ["a certificate from files", { servers: [httpsServer({ tls: { mode: "SIMPLE", serverCertificate: "/etc/tls.crt", privateKey: "/etc/tls.key" } })] }, "gateway"],
    ["the secrets of a class", { secrets: UNKNOWN }, "gateway"],
    ["the name of a class's secret", { secrets: [tlsSecret({ secretName: UNKNOWN })] }, "gateway"],
    ["what is in a class's secret", { secrets: [tlsSecret({ data: UNKNOWN })] }, "gateway"],
    ["the type of a class's secret", { secrets: [tlsSecret({ type: UNKNOWN })] }, "gateway"],
    ["a secret of another type", { secrets: [tlsSecret({ type: "Opaque" })] }, "gateway"],
    ["what a pod mounts", { keeper: { template: { spec: mounting(UNKNOWN) } } }, "gateway"],
    ["the pods' volumes", { keeper: { template: { spec: { containers: [{ name: "a" }], volumes: UNKNOWN } } } }, "gateway"],
    ["what cert-manager would make", inCluster("cert-manager.io/v1:Certificate", "tls", { metadata: { name: "tls", namespace: INGRESS_NAMESPACE }, spec: { secretName: "sorting-tls" } }, { secrets: null }), "gateway"],
    ["what a chart would make of secrets", { secrets: null, scenario: { more: plan => plan.add("kubernetes:helm.sh/v4:Chart", "chart", {}, { custom: false, remote: true }) } }, "gateway"],
    ["what a release would make of gateways", { routes: { gateways: ["other"] }, scenario: { more: plan => plan.add("kubernetes:helm.sh/v3:Release", "release") } }, "gateway"],
    ["what a release would make of pods with the labels", { selector: { istio: "own" }, scenario: { more: plan => plan.add("kubernetes:helm.sh/v3:Release", "release") } }, "gateway"],
    ["the gateways of the routes", { routes: { gateways: UNKNOWN } }, "gateway"],
    ["one of the gateways of the routes", { routes: { gateways: [UNKNOWN] } }, "gateway"],
    ["the hosts of the routes", { routes: { hosts: UNKNOWN } }, "gateway"],
    ["the hosts of a server", { servers: [httpsServer({ hosts: UNKNOWN })] }, "gateway"],
    ["the namespace of the routes", { metadata: { namespace: UNKNOWN } }, "gateway"],
    ["the namespace of the gateway", { gateway: { metadata: { name: "sorting", namespace: UNKNOWN } } }, "gateway"],
    ["the routes", { routes: { http: UNKNOWN } }, "route"],
    ["one of the routes", { routes: { http: [UNKNOWN] } }, "route"],
    ["a path", http({ match: [{ uri: { prefix: UNKNOWN } }], route: [to("sorting", 90)] }), "route"],
    ["where a route sends to", http({ route: [{ destination: { host: UNKNOWN } }] }), "route"],
    ["at which port", http({ route: [to("sorting", UNKNOWN)] }), "route"],
    ["routes that others write", http({ delegate: { name: "x" } }), "route"],
    ["where a request comes from", http({ match: [{ sourceNamespace: "x" }], route: [to("sorting", 90)] }), "route"],
    ["to whom routes are exported", { routes: { exportTo: ["."] } }, "route"],
    ["a subset", http({ route: [{ destination: { host: "sorting", subset: "v1" } }] }), "route"],
    ["a name outside the cluster", http({ route: [to("api.example.com", 443)] }), "route"],
    ["a Service of a namespace outside the plan", http({ route: [to("hat.elsewhere.svc.cluster.local", 80)] }), "route"],
    ["a Service that stands for another name", { scenario: { service: { type: "ExternalName", externalName: "hat.example.com", ports: [{ port: 90 }] } } }, "route"],
    ["the ports of a Service", { scenario: { service: { selector: { app: "sorting" }, ports: [{ port: UNKNOWN }] } } }, "route"],
    ["what a ServiceEntry answers", inCluster("networking.istio.io/v1:ServiceEntry", "entry", { spec: { hosts: ["hat.hogwarts.svc.cluster.local"] } }, http({ route: [to("hat", 90)] })), "route"],
    ["whether pods speak the TLS that a rule asks for", inCluster("networking.istio.io/v1:DestinationRule", "rule", { metadata: { name: "rule", namespace: "hogwarts" }, spec: { host: "sorting", trafficPolicy: { tls: { mode: "SIMPLE" } } } }), "route"],
    ["what a chart makes of Services", { ...http({ route: [to("hat", 90)] }), scenario: { more: plan => plan.add("kubernetes:helm.sh/v4:Chart", "chart", {}, { custom: false, remote: true }) } }, "route"],
    ["who answers a Service without a selector", { scenario: { service: { type: "ClusterIP", selector: null, ports: [{ port: 90 }] } } }, "pod"],
    ["a selector of a Service", { scenario: { service: { type: "ClusterIP", selector: UNKNOWN, ports: [{ port: 90 }] } } }, "pod"],
    ["the annotations of the gateway's Service", patched(UNKNOWN), "front-end"],
    ["the subnet of the patch", patched({ [SUBNET_ANNOTATION]: UNKNOWN }), "front-end"],
    ["the address of the patch", patched({ [SUBNET_ANNOTATION]: "services", [ADDRESS_ANNOTATION]: SECRET }), "front-end"],
  ])("%s", (_, ingress, at) => {
    expect(trouble(ingress)?.slice(0, 2)).toEqual([at, "undecided"]);
    expect(chainOf(ingress).verdict).toBe("undecided");
  });

  test("who routes a host that no VirtualService is for", () => {
    const chains = chainsOf({ servers: [httpsServer({ hosts: ["sorting.example.org", "hat.example.org", "*.example.com"] })] });
    expect(chains.map(({ name, verdict }) => [name, verdict])).toEqual([["https://sorting.example.org/", "proven"], ["https://hat.example.org", "undecided"], ["https://*.example.com", "undecided"]]);
    expect(chains[1]!.hops.at(-1)?.says).toBe("no VirtualService of this plan routes hat.example.org: until one does, the gateway has nothing to answer");
  });

  test("a redirect to https that another gateway serves, of another mode or another cluster", () => {
    const external = "aks-istio-ingressgateway-external";
    const second = (istio: string, own = false): Ingress => ({
      gateways: [{ enabled: true, mode: "Internal" }, { enabled: true, mode: "External" }], servers: [redirectServer], routes: { gateways: ["secure"] },
      scenario: {
        more: (plan, { provider }) => {
          const profile = { mode: "Istio", istio: { revisions: ["asm-1-30"], components: { ingressGateways: [{ enabled: true, mode: "Internal" }] } } };
          const cluster = plan.add("azure-native:containerservice:ManagedCluster", "z-second", { resourceName: "aks-second", resourceGroupName: "rg-second", serviceMeshProfile: profile });
          const theirs = plan.add("pulumi:providers:kubernetes", "z-second", { kubeconfig: UNKNOWN }, { dependencies: [cluster] });
          plan.add("kubernetes:networking.istio.io/v1:Gateway", "secure", { metadata: { name: "secure", namespace: "hogwarts" }, spec: { selector: { istio }, servers: [httpsServer()] } }, { provider: `${own ? theirs : provider}::id` });
        },
      },
    });
    const redirected = (ingress: Ingress) => chainsOf(ingress).find(({ name }) => name === "http://sorting.example.org");
    const judged = [second(INTERNAL), second(external), second(INTERNAL, true)].map(redirected);
    expect(judged.map(chain => chain?.verdict)).toEqual(["proven", "undecided", "undecided"]);
    expect(judged[1]!.hops.at(-1)?.says).toBe(`answers plain HTTP with a redirect to https, and no Gateway of this plan serves sorting.example.org on port 443 of ${INTERNAL}`);
  });

  test("a redirect to https that no gateway serves", () => {
    expect(chainsOf({ servers: [redirectServer] })).toMatchObject([{ name: "http://sorting.example.org", verdict: "undecided" }]);
  });
});

test("each of many routes is followed to the pods", () => {
  const metadata = (name: string) => ({ name, namespace: "hogwarts" });
  const hosts = Array.from({ length: 300 }, (_, index) => `h${index}.example.org`);
  const chains = chainsOf({
    servers: [httpsServer({ hosts })],
    scenario: {
      more: (plan, { provider }) => hosts.forEach((host, index) => {
        const inThis = { provider: `${provider}::id` };
        plan.add("kubernetes:core/v1:Service", `s${index}`, { metadata: metadata(`s${index}`), spec: { selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http" }] } }, inThis);
        plan.add("kubernetes:networking.istio.io/v1:VirtualService", `v${index}`, { metadata: metadata(`v${index}`), spec: { hosts: [host], gateways: ["sorting"], http: [{ route: [to(`s${index}`)] }] } }, inThis);
      }),
    },
  });
  expect(chains.filter(chain => chain.verdict === "proven")).toHaveLength(300);
});
