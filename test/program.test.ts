import { describe, expect, it } from "@jest/globals";
import { onMocks, only, type Registered } from "./mocks";
import { asValues, secretKeysOf, STACKS, stackTree, withValue, type Tree } from "./stack-config";
import anatomy from "../index";

const run = (stack: string, tree: Tree = stackTree(stack)) => onMocks(() => anatomy(), { stack, config: asValues(tree), secretKeys: secretKeysOf(stack) });

/** Each stack as it stands, run once: nothing changes what was registered. */
const asItStands = new Map<string, Promise<readonly Registered[]>>();
const runOnce = (stack: string): Promise<readonly Registered[]> => {
  const known = asItStands.get(stack) ?? run(stack);
  asItStands.set(stack, known);
  return known;
};
const inputsOf = (resources: readonly Registered[], type: string, name?: string) => only(resources, type, name).inputs;

describe("the program on Pulumi's mocks", () => {
  it.each(STACKS)("declares the cluster resource group of %s: cluster, registry, vault, log workspace, diagnostics", async stack => {
    const resources = await runOnce(stack);
    for (const type of [":ResourceGroup", ":ManagedCluster", ":Registry", ":Vault", ":Workspace"]) expect(only(resources, type)).toBeDefined();
    expect(only(resources, ":DiagnosticSetting", "control-plane")).toBeDefined();
  });

  it("declares the scenario: a VNet with two subnets, three nodes, three pods, one private service", async () => {
    const resources = await runOnce("dev");
    expect(inputsOf(resources, ":VirtualNetwork")).toMatchObject({ addressSpace: { addressPrefixes: ["10.240.0.0/16"] } });
    expect(resources.filter(({ type }) => type.endsWith(":Subnet")).map(({ inputs }) => inputs["subnetName"]).sort()).toEqual(["aks", "services"]);
    expect(inputsOf(resources, ":ManagedCluster")).toMatchObject({ agentPoolProfiles: [{ count: 3, mode: "System", vnetSubnetID: "aks-id" }], networkProfile: { networkPlugin: "azure" } });
    expect(inputsOf(resources, ":Deployment")).toMatchObject({ spec: { replicas: 3 } });
    expect(inputsOf(resources, "v1:Service")).toMatchObject({
      metadata: { annotations: {
        "service.beta.kubernetes.io/azure-load-balancer-internal": "true",
        "service.beta.kubernetes.io/azure-load-balancer-internal-subnet": "services",
        "service.beta.kubernetes.io/azure-load-balancer-ipv4": "10.240.1.90",
      } },
      spec: { type: "LoadBalancer", externalTrafficPolicy: "Cluster", ports: [{ port: 90, targetPort: "http" }] },
    });
  });

  it("maps 90 to 85 to 80: service, named pod port of the mapper, loopback port of the container", async () => {
    const resources = await runOnce("dev");
    const template = (inputsOf(resources, ":Deployment")["spec"] as { template: { spec: Record<string, unknown>; metadata: unknown } }).template;
    expect(template.metadata).toMatchObject({ annotations: { "aks-anatomy/image-exposes": "80" } });
    expect(template.spec["initContainers"]).toMatchObject([{ restartPolicy: "Always", ports: [{ name: "http", containerPort: 85 }] }]);
    expect(template.spec["containers"]).toMatchObject([{ ports: [{ containerPort: 80 }], env: expect.arrayContaining([{ name: "HOST", value: "127.0.0.1" }]) as unknown }]);
    expect(inputsOf(resources, ":ConfigMap")["data"]).toEqual({ "haproxy.cfg": expect.stringMatching(/bind "\$\{POD_IP\}:85"[^]*server container 127\.0\.0\.1:80/) });
  });

  it("changes the mapper, the named port, the policy and the probes together when the pod port changes in configuration", async () => {
    const [before, after] = [await runOnce("dev"), await run("dev", withValue(stackTree("dev"), ["apps", "sorting", "ports", "pod"], 8085))];
    const changed = JSON.stringify(after);
    expect(inputsOf(after, ":ConfigMap")["data"]).toEqual({ "haproxy.cfg": expect.stringContaining('bind "${POD_IP}:8085"') });
    expect(inputsOf(after, ":NetworkPolicy", "allow-consumers")).toMatchObject({ spec: { ingress: [{ ports: [{ port: 8085 }] }] } });
    expect(inputsOf(after, ":Deployment")).toMatchObject({ spec: { template: { spec: {
      initContainers: [{ ports: [{ name: "http", containerPort: 8085 }], startupProbe: { tcpSocket: { port: 8085 } }, livenessProbe: { tcpSocket: { port: 8085 } } }],
      containers: [{ readinessProbe: { httpGet: { port: 8085 } } }],
    } } } });
    expect(changed).not.toMatch(/\b85\b/);
    expect(JSON.stringify(before).match(/\b85\b/g)?.length).toBe(changed.match(/\b8085\b/g)?.length);
  });

  it("runs no mapper where pod port and container port are the same, and the container takes the pod's address", async () => {
    const resources = await run("dev", withValue(stackTree("dev"), ["apps", "sorting", "ports", "pod"], 80));
    expect(resources.filter(({ type }) => type.endsWith(":ConfigMap"))).toEqual([]);
    const pod = (inputsOf(resources, ":Deployment")["spec"] as { template: { spec: object } }).template.spec;
    expect(pod).not.toHaveProperty("initContainers");
    expect(pod).toMatchObject({ containers: [{ ports: [{ name: "http", containerPort: 80 }], env: expect.arrayContaining([{ name: "HOST", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } }]) as unknown }] });
  });

  it("plans the infrastructure alone when the apps are off: no Kubernetes object, no provider, no way in through the security group", async () => {
    const resources = await run("dev", withValue(stackTree("dev"), ["apps", "enabled"], false));
    expect(resources.filter(({ type }) => type.startsWith("kubernetes:") || type === "pulumi:providers:kubernetes")).toEqual([]);
    const rules = inputsOf(resources, ":NetworkSecurityGroup")["securityRules"] as { name: string }[];
    expect(rules.map(({ name }) => name)).toEqual(["allow-nodes-and-pods", "deny-everything-else"]);
  });

  it("gives a public service a DNS label and no internal annotation, and lets named ranges alone call the API server", async () => {
    const resources = await runOnce("public");
    expect(inputsOf(resources, "v1:Service")["metadata"]).toMatchObject({ annotations: { "service.beta.kubernetes.io/azure-dns-label-name": "hogwarts-sorting" } });
    expect(JSON.stringify(inputsOf(resources, "v1:Service"))).not.toContain("azure-load-balancer-internal");
    expect(inputsOf(resources, ":ManagedCluster")).toMatchObject({
      apiServerAccessProfile: { authorizedIPRanges: ["203.0.113.0/24"] }, disableLocalAccounts: true, aadProfile: { managed: true, enableAzureRBAC: true },
      networkProfile: { networkPluginMode: "overlay", networkPolicy: "cilium", networkDataplane: "cilium", podCidr: "10.244.0.0/16" },
    });
  });

  it("leaves the VNet to AKS under basic networking and gives the cluster a system-assigned identity", async () => {
    const resources = await runOnce("basic");
    expect(resources.filter(({ type }) => type.startsWith("azure-native:network:"))).toEqual([]);
    expect(inputsOf(resources, ":ManagedCluster")).toMatchObject({ identity: { type: "SystemAssigned" }, networkProfile: { networkPlugin: "kubenet" } });
    expect(inputsOf(resources, ":ManagedCluster")["agentPoolProfiles"]).not.toHaveProperty(["0", "vnetSubnetID"]);
    expect(inputsOf(resources, ":RoleAssignment", "kubelet-pulls-images")["principalId"]).toBe("principal-of-the-kubelet");
  });

  it("lets the API server's certificate user nowhere into the outputs, and no credential into any input in clear", async () => {
    const resources = await runOnce("dev");
    expect(resources.filter(({ inputs }) => JSON.stringify(inputs).includes("kind: Config")).map(({ type }) => type)).toEqual(["pulumi:providers:kubernetes"]);
    expect(inputsOf(resources, ":Registry")["adminUserEnabled"]).toBe(false);
  });

  it("refuses bad configuration before it registers anything, with every mistake located", async () => {
    const tree = withValue(withValue(stackTree("dev"), ["network", "vnet", "subnets", "services"], "10.240.1.0/33"), ["cluster", "tier"], "standart");
    const seen: Registered[] = [];
    await expect(async () => seen.push(...await run("dev", tree))).rejects.toThrow(/Pulumi\.dev\.yaml: 2 mistakes[^]*cluster\.tier[^]*nearest: Standard[^]*network\.vnet\.subnets\.services/);
    expect(seen).toEqual([]);
  });
});
