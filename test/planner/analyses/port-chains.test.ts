import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject, PlanValue } from "../../../planner/model/plan";
import type { PortChain } from "../../../planner/model/results";
import { UNKNOWN } from "../plan-builder";
import { HAPROXY, sortingPlan, type Scenario } from "../sorting-plan";

const AZURE = "service.beta.kubernetes.io/azure-";
const chainsOf = (scenario: Scenario = {}): readonly PortChain[] => analyse(sortingPlan(scenario)).analyses.portChains;
const chainOf = (scenario: Scenario = {}): PortChain => chainsOf(scenario)[0]!;
/** The first hop that does not hold, with the reason. */
const trouble = (scenario: Scenario) => {
  const hop = chainOf(scenario).hops.find(each => each.verdict !== "proven");
  return hop && [hop.at, hop.verdict, hop.says];
};
const withAddress = (address: string) => ({ [`${AZURE}load-balancer-internal`]: "true", [`${AZURE}load-balancer-internal-subnet`]: "services", [`${AZURE}load-balancer-ipv4`]: address });

const ELSEWHERE = { type: "ClusterIP", selector: { app: "elsewhere" }, ports: [{ port: 90, targetPort: 80 }] };
const podOf = (labels: PlanObject): PlanObject => ({ metadata: { labels }, spec: { containers: [{ name: "web", ports: [{ containerPort: 80 }] }] } });
/** One more object in the scenario's cluster. */
const beside = (type: string, inputs: PlanObject): Scenario["more"] => (plan, { provider }) => { plan.add(type, "beside", inputs, { provider: `${provider}::id` }); };
const statefulSet = beside("kubernetes:apps/v1:StatefulSet", { metadata: { name: "db", namespace: "hogwarts" }, spec: { replicas: 3, template: podOf({ app: "db" }) } });

describe("the chain of the scenario", () => {
  test("goes from 90 at the front end over 85 at the pod to 80 in the image, and every hop holds", () => {
    expect(chainOf().hops.map(({ at, port }) => [at, port])).toEqual([
      ["front-end", 90], ["load-balancer", 90], ["node", 90], ["service", 90], ["pod", 85], ["mapper", 85], ["container", 80], ["image", 80],
    ]);
    expect(chainOf().verdict).toBe("proven");
  });

  test("names the address of every hop that has one", () => {
    const at = Object.fromEntries(chainOf().hops.map(hop => [hop.at, hop.address ?? hop.addressFrom?.prefix]));
    expect(at).toMatchObject({ "front-end": "10.240.1.10", service: "10.0.0.0/16", pod: "10.240.0.0/24", container: "127.0.0.1" });
  });

  test("carries the rule and the probe that the cloud controller will write", () => {
    expect(chainOf({ port: { nodePort: 30090 } }).rule).toMatchObject({ loadBalancer: "kubernetes-internal", frontendPort: 90, backendPort: 90, floatingIp: true, probe: { protocol: "Tcp", port: 30090 } });
    expect(chainOf({ service: { type: "LoadBalancer", selector: { app: "sorting" }, externalTrafficPolicy: "Local", healthCheckNodePort: 31000, ports: [{ port: 90, targetPort: 85 }] } }).rule?.probe)
      .toMatchObject({ protocol: "Http", port: 31000, path: "/healthz" });
  });

  test("says whose pods answer and how many", () => {
    expect(chainOf()).toMatchObject({ replicas: 3, namespace: "hogwarts", serviceType: "LoadBalancer" });
    expect(chainOf().workload).toContain("::kubernetes:apps/v1:Deployment::sorting");
  });

  test("has other ports when they are changed together", () => {
    const chain = chainOf({ mapper: { ports: [{ name: "http", containerPort: 8085 }] }, haproxy: HAPROXY.replace(":85", ":8085") });
    expect(chain.verdict).toBe("proven");
    expect(chain.hops.map(hop => hop.port)).toEqual([90, 90, 90, 90, 8085, 8085, 80, 80]);
  });

  test("needs no mapper where the container itself listens on the pod's port", () => {
    const chain = chainOf({ mapper: null, container: { ports: [{ name: "http", containerPort: 80 }] } });
    expect(chain.verdict).toBe("proven");
    expect(chain.hops.map(hop => hop.at)).toEqual(["front-end", "load-balancer", "node", "service", "pod", "container", "image"]);
  });
});

describe("the hop that breaks is named", () => {
  test.each<[string, Scenario, string, string]>([
    ["a named target port that no container has", { port: { targetPort: "web" } }, "pod", 'no container of sorting has a TCP port named "web"'],
    ["labels that no pod has", { service: { type: "LoadBalancer", selector: { app: "hat" }, ports: [{ port: 90 }] } }, "pod", "no workload in namespace hogwarts has pods with the labels app=hat"],
    ["a mapper that listens elsewhere", { haproxy: HAPROXY.replace(":85", ":86") }, "mapper", "port-mapper listens on 86, not on 85"],
    ["a mapper that listens on no port", { haproxy: "defaults\n" }, "mapper", "port-mapper listens on no port, not on 85"],
    ["a mapper that only the pod reaches", { haproxy: HAPROXY.replace("${POD_IP}", "127.0.0.1") }, "mapper", "port-mapper listens on 127.0.0.1: nothing outside the pod reaches it"],
    ["a mapper without a server", { haproxy: HAPROXY.replace(/ {2}server.*\n/, "") }, "mapper", "port-mapper has no server to forward 85 to"],
    ["a mapper that forwards to a port of nobody", { haproxy: HAPROXY.replace("127.0.0.1:80", "127.0.0.1:81") }, "container", "no container declares port 81"],
    ["an image that declares another port", { podAnnotations: { "aks-anatomy/image-exposes": "8080" } }, "image", "the image declares 8080, the container 80"],
    ["a selector with an empty label that the pods have not", { service: { type: "LoadBalancer", selector: { app: "sorting", canary: "" }, ports: [{ port: 90 }] } }, "pod", "no workload in namespace hogwarts has pods with the labels app=sorting, canary="],
    ["a target port that is none", { port: { targetPort: 70000 } }, "pod", "70000 is no port"],
    ["an image that declares its port for UDP", { podAnnotations: { "aks-anatomy/image-exposes": "80/udp,81" } }, "image", "the image declares 81, the container 80"],
    ["two containers on one port", { container: { ports: [{ containerPort: 85 }] } }, "pod", "sorting and port-mapper both declare port 85: the pod has one network"],
    ["a front end outside its subnet", { annotations: withAddress("10.240.9.9") }, "front-end", "10.240.9.9 is outside subnet services (10.240.1.0/26): the load balancer would stay pending"],
    ["a front end that Azure reserves", { annotations: withAddress("10.240.1.3") }, "front-end", "10.240.1.3 is reserved by Azure in subnet services (10.240.1.0/26)"],
    ["a subnet that the virtual network has not", { annotations: { ...withAddress("10.9.0.4"), [`${AZURE}load-balancer-internal-subnet`]: "elsewhere" } }, "front-end", "virtual network vnet-example, which this plan makes, has no subnet elsewhere: the load balancer would stay pending"],
    ["a private address without the annotation for an internal front end", { annotations: { [`${AZURE}load-balancer-ipv4`]: "10.240.1.10" } }, "front-end", '10.240.1.10 is no public address, and without service.beta.kubernetes.io/azure-load-balancer-internal: "true" the front end is a public one: the load balancer would stay pending'],
    ["an address that another Service has, port included", { more: (plan, { provider }) => { plan.add("kubernetes:core/v1:Service", "z", { metadata: { name: "other", namespace: "hogwarts", annotations: withAddress("10.240.1.10") }, spec: { type: "LoadBalancer", selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http" }] } }, { provider: `${provider}::id` }); } }, "front-end", "10.240.1.10:90 is taken by other already: Services may share an address, not a port of it"],
    ["an address that a private endpoint has", { more: (plan, { services }) => { plan.add("azure-native:network:PrivateEndpoint", "endpoint", { privateEndpointName: "pe-vault", subnet: { id: UNKNOWN }, ipConfigurations: [{ name: "a", privateIPAddress: "10.240.1.10" }] }, { propertyDependencies: { subnet: [services] } }); } }, "front-end", "private endpoint pe-vault has 10.240.1.10: the load balancer would stay pending"],
    ["an idle timeout out of bounds", { annotations: { ...withAddress("10.240.1.10"), [`${AZURE}load-balancer-tcp-idle-timeout`]: "120" } }, "load-balancer", `the cloud controller refuses the Service, and it stays pending: ${AZURE}load-balancer-tcp-idle-timeout is "120", and must be a number of 4 or more up to 100`],
    ["probes that take too long together", { annotations: { ...withAddress("10.240.1.10"), "service.beta.kubernetes.io/port_90_health-probe_interval": "60" } }, "load-balancer", "the cloud controller refuses the Service, and it stays pending: 2 probes every 60 s: together they must stay below 120 s"],
    ["a port that gets no rule", { annotations: { ...withAddress("10.240.1.10"), "service.beta.kubernetes.io/port_90_no_lb_rule": "true" } }, "load-balancer", "service.beta.kubernetes.io/port_90_no_lb_rule: the load balancer gets no rule for the port"],
    ["no node port for the probe", { service: { type: "LoadBalancer", allocateLoadBalancerNodePorts: false, selector: { app: "sorting" }, ports: [{ name: "http", port: 90, targetPort: "http" }] } }, "load-balancer", "allocateLoadBalancerNodePorts is false: the probe has no node port to ask, and no node counts as healthy"],
    ["a workload without pods", { deployment: { replicas: 0 } }, "pod", "sorting has replicas: 0: there is no pod to answer"],
    ["a readiness probe of a port that the container has not", { container: { readinessProbe: { httpGet: { port: "web" } } } }, "pod", 'the readiness probe of sorting names port "web", and sorting has none of that name: no pod becomes ready'],
    ["a front end that is no address", { annotations: withAddress("10.240.1") }, "front-end", "10.240.1 is not an IPv4 address"],
  ])("%s", (_, scenario, at, says) => {
    expect(trouble(scenario)).toEqual([at, "broken", says]);
    expect(chainOf(scenario).verdict).toBe("broken");
  });
});

describe("what the plan does not say is undecided", () => {
  test.each<[string, Scenario, string]>([
    ["a target port", { port: { targetPort: UNKNOWN } }, "pod"],
    ["a selector", { service: { type: "LoadBalancer", selector: UNKNOWN, ports: [{ port: 90 }] } }, "pod"],
    ["a value of the selector", { service: { type: "LoadBalancer", selector: { app: UNKNOWN }, ports: [{ port: 90 }] } }, "pod"],
    ["a port that no container declares", { port: { targetPort: 8443 } }, "pod"],
    ["how a sidecar forwards that mounts no HAProxy configuration", { mapper: { volumeMounts: [] } }, "mapper"],
    ["which file a mapper reads that mounts its ConfigMap elsewhere", { mapper: { volumeMounts: [{ name: "config", mountPath: "/nowhere" }] } }, "mapper"],
    ["which file a mapper reads that is told another", { mapper: { args: ["haproxy", "-f", "/other.cfg"] } }, "mapper"],
    ["what a mapper reads that mounts one file of its ConfigMap", { mapper: { volumeMounts: [{ name: "config", mountPath: "/usr/local/etc/haproxy", subPath: "x" }] } }, "mapper"],
    ["which of two servers a mapper takes", { haproxy: `${HAPROXY}  server other 127.0.0.1:81\n` }, "mapper"],
    ["which of two front ends of a mapper answers", { haproxy: `${HAPROXY}\nfrontend other\n  bind :85\n  default_backend sorting\n` }, "mapper"],
    ["what a mapper does besides", { haproxy: HAPROXY.replace("  default_backend", "  tcp-request connection reject\n  default_backend") }, "mapper"],
    ["where a mapper forwards out of the pod", { haproxy: HAPROXY.replace("127.0.0.1:80", "10.1.2.3:80") }, "mapper"],
    ["a subnet outside the plan", { annotations: { ...withAddress("10.9.0.4"), [`${AZURE}load-balancer-internal-subnet`]: "elsewhere" }, more: plan => { plan.add("example:index:Network", "network", {}, { custom: false, remote: true }); } }, "front-end"],
    ...[
      ["a Helm release", "helm.sh/v3:Release", {}], ["a chart that is rendered by the provider", "helm.sh/v4:Chart", { custom: false, remote: true }], ["a chart that could not be read", "helm.sh/v3:Chart", { custom: false }],
      ["files that could not be read", "yaml:ConfigFile", { custom: false }], ["Argo CD", "argoproj.io/v1alpha1:Application", {}], ["Flux", "helm.toolkit.fluxcd.io/v2:HelmRelease", {}],
    ].map(([what, kind, options]): [string, Scenario, string] => [`whether ${what as string} makes the pods`, { service: { type: "LoadBalancer", selector: { app: "elsewhere" }, ports: [{ port: 90 }] }, more: plan => { plan.add(`kubernetes:${kind as string}`, "chart", {}, options as object); } }, "pod"]),
    ...["kube-system", "app-routing-system"].map((namespace): [string, Scenario, string] => [`whether AKS's own pods in ${namespace} have the labels`, { service: { selector: null }, more: beside("kubernetes:core/v1:Service", { metadata: { name: "own", namespace }, spec: { selector: { "k8s-app": "kube-dns" }, ports: [{ port: 53 }] } }) }, "pod"]),
    ["what an operator makes in the namespace", { service: ELSEWHERE, more: beside("kubernetes:monitoring.coreos.com/v1:Prometheus", { metadata: { name: "main", namespace: "hogwarts" }, spec: {} }) }, "pod"],
    ["what an operator makes of a pod template", { service: ELSEWHERE, more: beside("kubernetes:argoproj.io/v1alpha1:Rollout", { metadata: { name: "web", namespace: "hogwarts" }, spec: { template: podOf({ app: "elsewhere" }) } }) }, "pod"],
    ["whether a Job still runs", { service: ELSEWHERE, more: beside("kubernetes:batch/v1:Job", { metadata: { name: "once", namespace: "hogwarts" }, spec: { template: podOf({ app: "elsewhere" }) } }) }, "pod"],
    ["whether a StatefulSet has a pod of that name", { service: { ...ELSEWHERE, selector: { "statefulset.kubernetes.io/pod-name": "db-7" } }, more: statefulSet }, "pod"],
    ["what another controller makes of the Service", { service: { type: "LoadBalancer", loadBalancerClass: "tailscale", selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http" }] } }, "front-end"],
    ["the class of the load balancer", { service: { type: "LoadBalancer", loadBalancerClass: UNKNOWN, selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http" }] } }, "front-end"],
    ["a front end for IPv6 alone", { service: { type: "LoadBalancer", ipFamilies: ["IPv6"], selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http" }] } }, "front-end"],
    ["a public front end for IPv6 alone", { annotations: {}, service: { type: "LoadBalancer", ipFamilies: ["IPv6"], ipFamilyPolicy: "SingleStack", selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http" }] } }, "front-end"],
    ["the traffic policy of a load balancer", { service: { type: "LoadBalancer", externalTrafficPolicy: UNKNOWN, selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http" }] } }, "node"],
    ["the traffic policy of a node port", { service: { type: "NodePort", externalTrafficPolicy: UNKNOWN, selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http" }] } }, "node"],
    ["which port callers of a headless Service ask for that would map it", { service: { type: "ClusterIP", clusterIP: "None", selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http" }] } }, "pod"],
    ["whether the load balancer is internal", { annotations: { [`${AZURE}load-balancer-internal`]: UNKNOWN } }, "front-end"],
    ["whether a container listens for UDP that declares its port for TCP", { port: { targetPort: 85, protocol: "UDP" } }, "pod"],
    ["the subnet of the annotation", { annotations: { ...withAddress("10.9.0.4"), [`${AZURE}load-balancer-internal-subnet`]: UNKNOWN } }, "front-end"],
    ["the address of the annotation", { annotations: { ...withAddress(""), [`${AZURE}load-balancer-ipv4`]: UNKNOWN } }, "front-end"],
  ])("%s", (_, scenario, at) => {
    expect(trouble(scenario)?.slice(0, 2)).toEqual([at, "undecided"]);
    expect(chainOf(scenario).verdict).toBe("undecided");
  });
});

describe("who answers a Service", () => {
  const answered = (scenario: Scenario) => chainsOf(scenario).map(({ verdict, workload }) => [verdict, workload?.split("::").at(-1)]);

  test("a bare Pod does, and a ReplicationController's pods", () => {
    const metadata = { name: "bare", namespace: "hogwarts" };
    expect(answered({ service: ELSEWHERE, more: beside("kubernetes:core/v1:Pod", { ...podOf({}), metadata: { ...metadata, labels: { app: "elsewhere" } } }) })).toEqual([["proven", "beside"]]);
    expect(answered({ service: ELSEWHERE, more: beside("kubernetes:core/v1:ReplicationController", { metadata, spec: { template: podOf({ app: "elsewhere" }) } }) })).toEqual([["proven", "beside"]]);
  });

  test("one pod of a StatefulSet does, by the name that Kubernetes labels it with", () => {
    expect(answered({ service: { ...ELSEWHERE, selector: { "statefulset.kubernetes.io/pod-name": "db-0" } }, more: statefulSet })).toEqual([["proven", "beside"]]);
    expect(answered({ service: { ...ELSEWHERE, selector: { app: "web", "statefulset.kubernetes.io/pod-name": "db-0" } }, more: statefulSet })).toEqual([["broken", undefined]]);
  });

  test("a Job's pods do not where a Deployment's do", () => {
    expect(answered({ more: beside("kubernetes:batch/v1:Job", { metadata: { name: "once", namespace: "hogwarts" }, spec: { template: podOf({ app: "sorting" }) } }) })).toEqual([["proven", "sorting"]]);
  });

  test.each([
    ["a custom resource for which nobody makes pods", "kubernetes:networking.istio.io/v1:VirtualService", "hogwarts"],
    ["a custom resource of another namespace", "kubernetes:monitoring.coreos.com/v1:Prometheus", "monitoring"],
  ])("%s makes none", (_, type, namespace) => {
    expect(answered({ service: ELSEWHERE, more: beside(type, { metadata: { name: "main", namespace }, spec: {} }) })).toEqual([["broken", undefined]]);
  });
});

test("which port an image declares decides nothing in Kubernetes: without the annotation the chain holds, and does not claim it", () => {
  const chain = chainOf({ podAnnotations: {} });
  expect(chain.verdict).toBe("proven");
  expect(chain.hops.at(-1)).toMatchObject({ at: "image", verdict: "proven", says: "which port the image declares is not known; Kubernetes does not ask, and whether a process listens on 80 no plan can tell" });
  expect(chain.hops.at(-1)?.port).toBeUndefined();
});

test("a chart whose objects the plan shows hides none", () => {
  const more: Scenario["more"] = plan => {
    const chart = plan.component("kubernetes:helm.sh/v3:Chart", "chart");
    plan.add("kubernetes:core/v1:ConfigMap", "settings", { metadata: { name: "settings" } }, { parent: chart });
  };
  expect(chainOf({ service: { type: "LoadBalancer", selector: { app: "elsewhere" }, ports: [{ port: 90 }] }, more }).verdict).toBe("broken");
});

test("a workload that is scaled to nothing is passed over where another answers", () => {
  const more: Scenario["more"] = (plan, { provider }) => {
    const labels = { app: "sorting" };
    plan.add("kubernetes:apps/v1:Deployment", "old", { metadata: { name: "old", namespace: "hogwarts" }, spec: { replicas: 0, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [] } } } }, { provider: `${provider}::id` });
  };
  expect(chainsOf({ more }).map(({ verdict }) => verdict)).toEqual(["proven"]);
});

describe("front ends", () => {
  const both = { type: "LoadBalancer", ipFamilies: ["IPv4", "IPv6"], ipFamilyPolicy: "PreferDualStack", selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http" }] };
  test("of both families have one for IPv4, which is followed", () => {
    expect(chainOf({ service: both }).hops[0]).toMatchObject({ verdict: "proven", address: "10.240.1.10" });
  });

  test("that another controller makes take nothing of Azure's: no rule, no address", () => {
    const { analyses, predicted } = analyse(sortingPlan({ annotations: {}, service: { type: "LoadBalancer", loadBalancerClass: "tailscale", selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http" }] } }));
    expect(analyses.portChains[0]?.rule).toBeUndefined();
    expect(predicted.filter(({ because, type }) => type === "Microsoft.Network/publicIPAddresses" && because.some(urn => urn.includes("Service")))).toEqual([]);
  });

  test("with a fixed address beside the nodes say that it may be taken", () => {
    const says = (annotations: PlanObject) => chainOf({ annotations }).hops[0]?.says;
    const address = (subnet: string, ipv4: string) => ({ ...withAddress(ipv4), [`${AZURE}load-balancer-internal-subnet`]: subnet });
    expect(says(address("aks", "10.240.0.200"))).toBe("nodes take addresses of subnet aks before the Service is there: whether 10.240.0.200 is still free then is not known");
    expect(says(address("services", "10.240.1.10"))).toBe("private address in subnet services");
  });

  test("without a fixed address Azure picks one of the subnet", () => {
    const [front] = chainOf({ annotations: { ...withAddress("x"), [`${AZURE}load-balancer-ipv4`]: null } }).hops;
    expect(front).toMatchObject({ at: "front-end", verdict: "proven", addressFrom: { name: "services", prefix: "10.240.1.0/26" } });
    expect(front?.address).toBeUndefined();
  });

  test("a public Service has the host name of its DNS label", () => {
    expect(chainOf({ annotations: { [`${AZURE}dns-label-name`]: "hogwarts" } }).hops[0]).toMatchObject({ hostName: "hogwarts.canadacentral.cloudapp.azure.com", verdict: "proven" });
  });

  test("a NodePort Service starts at the node, a ClusterIP one at its own address", () => {
    const service = (type: string) => ({ type, selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http", nodePort: 30090 }] });
    expect(chainOf({ service: service("NodePort") }).hops[0]).toMatchObject({ at: "node", port: 30090 });
    expect(chainOf({ service: service("ClusterIP") }).hops[0]).toMatchObject({ at: "service", port: 90 });
  });

  test.each<[string, PlanObject, string]>([
    ["ClusterIP", { port: 0 }, "0 is no port, these go from 1 to 65535"],
    ["LoadBalancer", { port: 65_536 }, "65536 is no port, these go from 1 to 65535"],
    ["NodePort", { port: 90, nodePort: 8080 }, "8080 is no node port, these go from 30000 to 32767"],
    ["LoadBalancer", { port: 90, nodePort: 32_768 }, "32768 is no node port, these go from 30000 to 32767"],
    ["ClusterIP", { port: 90, nodePort: 30_090 }, "a node port, 30090, goes with type NodePort or LoadBalancer alone"],
  ])("a Service of type %s is refused for %j, and that is said once", (type, port, reason) => {
    const { analyses, findings } = analyse(sortingPlan({ service: { type, selector: { app: "sorting" }, ports: [{ targetPort: "http", ...port }] } }));
    expect(analyses.portChains[0]?.hops.filter(({ verdict }) => verdict !== "proven").map(({ at, says }) => [at, says])).toEqual([["service", `Kubernetes refuses the Service: ${reason}`]]);
    expect(findings.filter(({ severity }) => severity === "error").map(({ message }) => message)).toEqual([`the way to sorting ends at the service: Kubernetes refuses the Service: ${reason}`]);
  });

  test("a node port of 0 is one that Kubernetes allocates", () => {
    expect(chainOf({ service: { type: "NodePort", selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http", nodePort: 0 }] } }).verdict).toBe("proven");
  });

  test("on a node kube-proxy takes the packet, and Cilium where that is the data plane", () => {
    const dataPlane = (networkDataplane?: PlanValue): Scenario => ({ networkProfile: { networkPlugin: "azure", ...(networkDataplane !== undefined && { networkDataplane }) } });
    const nodeOf = (scenario: Scenario) => chainOf(scenario).hops.find(hop => hop.at === "node");
    const nodePort: Scenario = { service: { type: "NodePort", selector: { app: "sorting" }, ports: [{ port: 90, targetPort: "http", nodePort: 30090 }] } };
    for (const [given, name] of [[undefined, "kube-proxy"], ["azure", "kube-proxy"], ["cilium", "cilium"], [UNKNOWN, "kube-proxy or cilium"]] as const) {
      expect(nodeOf(dataPlane(given))).toMatchObject({ name, says: `any node takes it; ${name} sends the front end's port 90 to a pod` });
      expect(nodeOf({ ...dataPlane(given), ...nodePort })).toMatchObject({ name, port: 30090 });
    }
  });

  test("under local traffic policy only nodes with a ready pod answer", () => {
    const local = chainOf({ service: { type: "LoadBalancer", selector: { app: "sorting" }, externalTrafficPolicy: "Local", ports: [{ port: 90, targetPort: "http" }] } });
    expect(local.hops.find(hop => hop.at === "node")?.says).toContain("only nodes with a ready pod");
  });
});

describe("which Services have chains", () => {
  test("one for each port", () => {
    expect(chainsOf({ service: { type: "LoadBalancer", selector: { app: "sorting" }, ports: [{ port: 90, targetPort: 85 }, { port: 91, targetPort: "http" }] } }).map(chain => chain.hops[0]?.port)).toEqual([90, 91]);
  });

  test("none without a selector, and none for another name of something else", () => {
    expect(chainsOf({ service: { type: "LoadBalancer", ports: [{ port: 90 }], selector: null } })).toEqual([]);
    expect(chainsOf({ service: { type: "ExternalName", externalName: "example.com", selector: { app: "sorting" }, ports: [{ port: 90 }] } })).toEqual([]);
  });

  const second = (namespace: PlanValue, selector: PlanObject, otherCluster = false): PortChain | undefined => {
    const more: Scenario["more"] = (plan, { provider }) => plan.add("kubernetes:core/v1:Service", "second", { metadata: { name: "second", namespace }, spec: { selector, ports: [{ port: 1, targetPort: "http" }] } },
      { provider: otherCluster ? "urn:pulumi:other::id" : `${provider}::id` });
    return chainsOf({ more }).find(chain => chain.name === "second");
  };

  test("the pods answer a second Service with their labels", () => {
    expect(second("hogwarts", { app: "sorting" })?.verdict).toBe("proven");
  });

  test("pods of another namespace or with one other label do not answer, nor surely those of a provider that may be for another cluster", () => {
    expect(second("default", { app: "sorting" })?.verdict).toBe("broken");
    expect(second("hogwarts", { app: "sorting" }, true)?.verdict).toBe("undecided");
    expect(second("hogwarts", { app: "sorting", tier: "front" })?.verdict).toBe("broken");
  });

  test("whether pods answer is undecided while the namespace is not known", () => {
    expect(second(UNKNOWN, { app: "sorting" })?.verdict).toBe("undecided");
  });

  test("a mapper's configuration is the one of its own cluster", () => {
    const more: Scenario["more"] = plan => plan.add("kubernetes:core/v1:ConfigMap", "a-first", { metadata: { name: "port-mapper", namespace: "hogwarts" }, data: { "haproxy.cfg": "" } }, { provider: "urn:pulumi:other::id" });
    expect(chainOf({ more }).verdict).toBe("proven");
  });
});
