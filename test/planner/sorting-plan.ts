/** The scenario of two subnets, three nodes, three pods and one private service on 80 → 85 → 90, small enough to change in a test. */
import type { PlanObject } from "../../planner/model/plan";
import { PlanBuilder, predicted, UNKNOWN } from "./plan-builder";

const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-example";
const ANNOTATION = "service.beta.kubernetes.io/azure-";

export interface Scenario {
  readonly aksPrefix?: PlanObject[string];
  /** Prefixes of the virtual network. */
  readonly space?: PlanObject[string];
  /** What the nodes' subnet has besides. */
  readonly nodesSubnet?: PlanObject;
  readonly networkProfile?: PlanObject;
  readonly cluster?: PlanObject;
  readonly pool?: PlanObject;
  readonly service?: PlanObject;
  readonly annotations?: PlanObject;
  readonly port?: PlanObject;
  readonly deployment?: PlanObject;
  readonly podAnnotations?: PlanObject;
  readonly container?: PlanObject;
  readonly mapper?: PlanObject | null;
  readonly haproxy?: string;
  /** Anything else of the plan, added last. */
  readonly more?: (plan: PlanBuilder, urns: Readonly<Record<"cluster" | "aks" | "services" | "provider", string>>) => void;
}

export const HAPROXY = "defaults\n  mode tcp\n\nfrontend pod\n  bind \"${POD_IP}:85\"\n  default_backend sorting\n\nbackend sorting\n  server sorting 127.0.0.1:80\n";

export const sortingPlan = (scenario: Scenario = {}) => {
  const plan = new PlanBuilder("aks-anatomy", "dev");
  const group = plan.add("azure-native:resources:ResourceGroup", "group", { resourceGroupName: "rg-example", location: "canadacentral" }, { id: predicted(GROUP) });
  const vnet = plan.add("azure-native:network:VirtualNetwork", "vnet", {
    resourceGroupName: predicted("rg-example"), virtualNetworkName: "vnet-example", addressSpace: { addressPrefixes: scenario.space ?? ["10.240.0.0/16"] },
  }, { dependencies: [group] });
  const subnet = (name: string, addressPrefix: PlanObject[string], after: readonly string[] = [], more: PlanObject = {}) => plan.add("azure-native:network:Subnet", name, {
    resourceGroupName: predicted("rg-example"), virtualNetworkName: predicted("vnet-example"), subnetName: name, addressPrefix, ...more,
  }, { id: predicted(`${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-example/subnets/${name}`), dependencies: [vnet, ...after] });
  const aks = subnet("aks", scenario.aksPrefix ?? "10.240.0.0/24", [], scenario.nodesSubnet);
  const services = subnet("services", "10.240.1.0/26", [aks]);
  const cluster = plan.add("azure-native:containerservice:ManagedCluster", "cluster", {
    resourceGroupName: predicted("rg-example"), resourceName: "aks-example", location: "canadacentral", kubernetesVersion: "1.36",
    sku: { name: "Base", tier: "Standard" }, identity: UNKNOWN,
    networkProfile: scenario.networkProfile ?? { networkPlugin: "azure", serviceCidr: "10.0.0.0/16", dnsServiceIP: "10.0.0.10", outboundType: "loadBalancer" },
    agentPoolProfiles: [{
      name: "system", mode: "System", vmSize: "Standard_D4s_v5", count: 3, maxPods: 30, upgradeSettings: { maxSurge: "1" },
      vnetSubnetID: predicted(`${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-example/subnets/aks`), ...scenario.pool,
    }],
    addonProfiles: { azureKeyvaultSecretsProvider: { enabled: true } },
    ...scenario.cluster,
  }, { dependencies: [aks], propertyDependencies: { agentPoolProfiles: [aks] } });
  const provider = plan.add("pulumi:providers:kubernetes", "cluster", { kubeconfig: UNKNOWN }, { dependencies: [cluster] });
  const inCluster = { provider: `${provider}::id` };
  const labels = { app: "sorting" };
  plan.add("kubernetes:core/v1:Namespace", "namespace", { metadata: { name: "hogwarts" } }, inCluster);
  plan.add("kubernetes:core/v1:ConfigMap", "mapper", { metadata: { name: "port-mapper", namespace: predicted("hogwarts") }, data: { "haproxy.cfg": scenario.haproxy ?? HAPROXY } }, inCluster);
  const mapper = scenario.mapper === null ? [] : [{
    name: "port-mapper", image: "registry.example/haproxy:3.2", restartPolicy: "Always",
    ports: [{ name: "http", containerPort: 85 }], volumeMounts: [{ name: "config", mountPath: "/usr/local/etc/haproxy" }], ...scenario.mapper,
  }];
  plan.add("kubernetes:apps/v1:Deployment", "sorting", {
    metadata: { name: "sorting", namespace: predicted("hogwarts") },
    spec: {
      replicas: 3, selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations: scenario.podAnnotations ?? { "aks-anatomy/image-exposes": "80" } },
        spec: {
          containers: [{ name: "sorting", image: predicted("registry.example/sorting:1.0"), ports: [{ containerPort: 80 }], ...scenario.container }],
          initContainers: mapper, volumes: [{ name: "config", configMap: { name: "port-mapper" } }],
        },
      },
      ...scenario.deployment,
    },
  }, inCluster);
  plan.add("kubernetes:core/v1:Service", "sorting", {
    metadata: {
      name: "sorting", namespace: predicted("hogwarts"),
      annotations: scenario.annotations ?? { [`${ANNOTATION}load-balancer-internal`]: "true", [`${ANNOTATION}load-balancer-internal-subnet`]: predicted("services"), [`${ANNOTATION}load-balancer-ipv4`]: "10.240.1.10" },
    },
    spec: { type: "LoadBalancer", selector: labels, ports: [{ name: "http", port: 90, targetPort: "http", ...scenario.port }], ...scenario.service },
  }, inCluster);
  scenario.more?.(plan, { cluster, aks, services, provider });
  return plan.build();
};
