import { describe, expect, it } from "@jest/globals";
import { Provider } from "@pulumi/kubernetes/provider";
import { readinessPort } from "../../../apps/sorting/ports";
import { Sorting, type SortingArgs } from "../../../apps/sorting/sorting";
import { onMocks, only } from "../../mocks";

const args: SortingArgs = {
  namespace: "hogwarts", image: "acr/sorting:1", mapperImage: "acr/haproxy:3", imagePort: 80, ports: { container: 80, pod: 85, service: 90 }, replicas: 3,
  exposure: { kind: "internal", address: "10.240.1.90" }, externalTrafficPolicy: "Cluster", allowedSources: ["10.240.0.0/16"], servicesSubnetName: "services", nodeSubnet: "10.240.0.0/24",
  policyEngine: "calico", drainSeconds: 15, secret: { name: "hat-key", vaultName: "kv", tenantId: "tenant", clientId: "client" }, podsAfter: [], serviceAfter: [],
};
const build = (changes: Partial<SortingArgs> = {}) => onMocks(() => new Sorting("sorting", { ...args, ...changes }, { provider: new Provider("p", { kubeconfig: "x" }) }));

interface PodSpec { terminationGracePeriodSeconds: number; topologySpreadConstraints: Record<string, unknown>[]; initContainers: Record<string, unknown>[]; containers: Record<string, unknown>[] }
const podOf = async (changes: Partial<SortingArgs> = {}) => {
  const spec = only(await build(changes), ":Deployment").inputs["spec"] as { selector: unknown; template: { spec: PodSpec } };
  return { deployment: spec, pod: spec.template.spec };
};

describe("the sorting service in the cluster", () => {
  it("stands in a namespace under the restricted pod security standard", async () => {
    expect(only(await build(), ":Namespace").inputs).toMatchObject({ metadata: { name: "hogwarts", labels: { "pod-security.kubernetes.io/enforce": "restricted" } } });
  });

  it("has containers that the restricted standard admits: no root, no capability, no privilege, default seccomp, read-only root", async () => {
    const { pod } = await podOf();
    expect(pod).toMatchObject({ automountServiceAccountToken: false, securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } } });
    for (const container of [...pod.initContainers, ...pod.containers]) {
      expect(container["securityContext"]).toEqual({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } });
      expect(container["resources"]).toMatchObject({ requests: { cpu: expect.any(String) as unknown, memory: expect.any(String) as unknown }, limits: { memory: expect.any(String) as unknown } });
    }
  });

  it("has one container a pod, one pod a node, three of them, and never fewer in a rolling update", async () => {
    const { deployment, pod } = await podOf();
    expect(pod.containers).toHaveLength(1);
    expect(deployment).toMatchObject({
      replicas: 3, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    });
    expect(pod.topologySpreadConstraints[0]).toMatchObject({ maxSkew: 1, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "DoNotSchedule" });
  });

  it("rather has a zone for each pod than not, but never waits for one, and counts each revision by itself", async () => {
    const { deployment, pod } = await podOf();
    expect(pod.topologySpreadConstraints).toHaveLength(2);
    expect(pod.topologySpreadConstraints[1]).toMatchObject({ maxSkew: 1, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "ScheduleAnyway" });
    for (const constraint of pod.topologySpreadConstraints) {
      expect(constraint).toMatchObject({ labelSelector: deployment.selector, matchLabelKeys: ["pod-template-hash"], nodeTaintsPolicy: "Honor" });
    }
  });

  it("probes the mapper by TCP on its own port and never through to the container, which starts after it", async () => {
    const { pod } = await podOf();
    const [mapper] = pod.initContainers;
    expect(mapper).toMatchObject({ name: "port-mapper", startupProbe: { tcpSocket: { port: 85 } }, livenessProbe: { tcpSocket: { port: 85 } } });
    expect(mapper).not.toHaveProperty("readinessProbe");
  });

  it("takes readiness through the pod port and liveness inside the container", async () => {
    const [container] = (await podOf()).pod.containers;
    expect(container).toMatchObject({ readinessProbe: { httpGet: { path: "/readyz", port: 85 } }, livenessProbe: { exec: { command: ["node", "dist/healthcheck.js"] } } });
  });

  it("keeps a pod that is to end ready while others still send to it, and gives it longer to end than all of that takes", async () => {
    const { pod } = await podOf({ drainSeconds: 40 });
    const env = Object.fromEntries((pod.containers[0]?.["env"] as { name: string; value: string }[]).map(({ name, value }) => [name, value]));
    expect(pod.containers[0]?.["lifecycle"]).toEqual({ preStop: { sleep: { seconds: 40 } } });
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(40 + Number(env["DRAIN_SECONDS"]) + Number(env["SHUTDOWN_SECONDS"]));
  });

  it("mounts the vault's secret by workload identity, with no secret in the program", async () => {
    const resources = await build();
    expect(only(resources, ":SecretProviderClass").inputs).toMatchObject({ spec: { provider: "azure", parameters: { clientID: "client", keyvaultName: "kv", tenantId: "tenant", objects: expect.stringContaining("objectName: hat-key") as unknown } } });
    expect(JSON.stringify(only(resources, ":Deployment").inputs)).toContain("/mnt/secrets/hat-key");
    expect(resources.filter(({ type }) => type.endsWith(":Secret"))).toEqual([]);
  });

  it("keeps two of three pods through a voluntary disruption", async () => {
    expect(only(await build(), ":PodDisruptionBudget").inputs).toMatchObject({ spec: { maxUnavailable: 1 } });
  });

  it("declares policies where an engine enforces them, and none where they would do nothing", async () => {
    const names = async (changes: Partial<SortingArgs>) => (await build(changes)).filter(({ type }) => type.endsWith(":NetworkPolicy")).map(({ name }) => name).sort();
    expect(await names({})).toEqual(["allow-consumers", "deny-all"]);
    expect(await names({ policyEngine: "none" })).toEqual([]);
  });

  it.each(["Cluster", "Local"] as const)("takes external traffic policy %s to the Service and the network policy", async externalTrafficPolicy => {
    const resources = await build({ externalTrafficPolicy, allowedSources: ["192.168.7.0/24"] });
    expect(only(resources, "v1:Service").inputs).toMatchObject({ spec: { externalTrafficPolicy, loadBalancerSourceRanges: ["192.168.7.0/24"] } });
    const blocks = JSON.stringify(only(resources, ":NetworkPolicy", "allow-consumers").inputs);
    expect(blocks.includes("10.240.0.0/24")).toBe(externalTrafficPolicy === "Cluster");
  });

  it("has policies before pods, and another policy for another pod port, so that a change of the port cuts nothing off", async () => {
    const name = async (pod: number) => (only(await build({ ports: { ...args.ports, pod } }), ":NetworkPolicy", "allow-consumers").inputs["metadata"] as { name: string }).name;
    expect([await name(85), await name(86)]).toEqual(["allow-consumers-85", "allow-consumers-86"]);
  });

  it("gives the mapper's configuration another name when it changes, so that the pods roll", async () => {
    const name = async (pod: number) => (only(await build({ ports: { ...args.ports, pod } }), ":ConfigMap").inputs["metadata"] as { name: string }).name;
    expect(await name(86)).not.toBe(await name(85));
  });
});

describe("the Service of each kind of exposure", () => {
  const service = async (changes: Partial<SortingArgs>) => only(await build(changes), "v1:Service").inputs as { metadata: object; spec: Record<string, unknown> };

  it("is a cluster address without anything that a load balancer or a node port would need", async () => {
    const { metadata, spec } = await service({ exposure: { kind: "cluster-ip" }, allowedSources: [] });
    expect(spec).toEqual({ type: "ClusterIP", selector: { "app.kubernetes.io/name": "sorting" }, ports: [{ name: "http", port: 90, targetPort: "http", protocol: "TCP" }] });
    expect(metadata).not.toHaveProperty("annotations");
  });

  it.each([[30090, { nodePort: 30090 }], [undefined, {}]])("is a node port, %s or one that Kubernetes picks, with a traffic policy and no source ranges, which only load balancers know", async (nodePort, more) => {
    const { metadata, spec } = await service({ exposure: { kind: "node-port", nodePort }, externalTrafficPolicy: "Local" });
    expect(spec).toEqual({
      type: "NodePort", externalTrafficPolicy: "Local", selector: { "app.kubernetes.io/name": "sorting" }, ports: [{ name: "http", port: 90, targetPort: "http", protocol: "TCP", ...more }],
    });
    expect(metadata).not.toHaveProperty("annotations");
  });

  it("is another's name, with no selector, no port and no pods, nor anything that pods need", async () => {
    const resources = await build({ exposure: { kind: "external-name", host: "sorting.example.org" }, allowedSources: [] });
    expect(only(resources, "v1:Service").inputs["spec"]).toEqual({ type: "ExternalName", externalName: "sorting.example.org" });
    expect(resources.map(({ type }) => type.split(":").at(-1)).sort()).toEqual(["Namespace", "Service", "kubernetes"]);
  });

  it("is an internal load balancer with a private link, and source ranges that let its addresses in", async () => {
    const { metadata, spec } = await service({
      exposure: { kind: "private-link", natAddresses: 1, visibility: [], autoApproval: [], proxyProtocol: false }, allowedSources: ["10.240.2.0/28"], privateLink: { name: "pls-x", subnetName: "private-link" },
    });
    expect(spec).toMatchObject({ type: "LoadBalancer", loadBalancerSourceRanges: ["10.240.2.0/28"] });
    expect(metadata).toMatchObject({ annotations: { "service.beta.kubernetes.io/azure-load-balancer-internal": "true", "service.beta.kubernetes.io/azure-pls-create": "true", "service.beta.kubernetes.io/azure-pls-name": "pls-x" } });
  });
});

describe("a PROXY header before every request", () => {
  const exposure = { kind: "private-link", natAddresses: 1, visibility: [], autoApproval: [], proxyProtocol: true } as const;

  it("is wanted by the mapper at the pod port, and by nobody at the port of the readiness probe, which sends none", async () => {
    const data = only(await build({ exposure }), ":ConfigMap").inputs["data"] as Record<string, string>;
    expect(data["haproxy.cfg"]).toMatch(/bind "\$\{POD_IP\}:85" accept-proxy\n/);
    expect(data["haproxy.cfg"]).toMatch(/bind "\$\{POD_IP\}:8086"\n/);
    const { pod } = await podOf({ exposure });
    expect(pod.containers[0]).toMatchObject({ readinessProbe: { httpGet: { path: "/readyz", port: 8086 } } });
    expect(pod.initContainers[0]).toMatchObject({ ports: [{ name: "http", containerPort: 85 }, { name: "readiness", containerPort: 8086 }], livenessProbe: { tcpSocket: { port: 85 } } });
  });

  it("is wanted by nobody without it: one listener, and readiness by the pod port", async () => {
    const resources = await build({ exposure: { ...exposure, proxyProtocol: false } });
    expect(JSON.stringify(only(resources, ":ConfigMap").inputs)).not.toMatch(/accept-proxy|8086/);
  });

  it("leaves the network policy at the pod port: the kubelet alone asks at the other", async () => {
    expect(JSON.stringify(only(await build({ exposure }), ":NetworkPolicy", "allow-consumers").inputs)).not.toContain("8086");
  });

  it("gives the readiness probe another port where a port of the pod has that one", () => {
    expect([readinessPort({ container: 80, pod: 8086, service: 90 }, true), readinessPort({ container: 8086, pod: 8087, service: 90 }, true), readinessPort({ container: 80, pod: 85, service: 90 }, false)]).toEqual([8087, 8088, 85]);
  });
});
