/**
 * A small program that is sound, in the words of Azure Native and Kubernetes alone: nothing is to be found in its plan. What a case changes, it changes in the arguments of
 * resources, by their logical names, so that each differs from what is sound in one thing.
 */
import * as authorization from "@pulumi/azure-native/authorization";
import * as containerregistry from "@pulumi/azure-native/containerregistry";
import * as containerservice from "@pulumi/azure-native/containerservice";
import * as keyvault from "@pulumi/azure-native/keyvault";
import * as managedidentity from "@pulumi/azure-native/managedidentity";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as apps from "@pulumi/kubernetes/apps/v1";
import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import * as core from "@pulumi/kubernetes/core/v1";
import * as policy from "@pulumi/kubernetes/policy/v1";
import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";

/** A resource that is known by its type alone. */
class Plain extends pulumi.CustomResource {}

type Arguments = Readonly<Record<string, unknown>>;

/** Role assignments, each declared before what needs it. */
type Awaited = "pull" | "read" | "join-services" | "join-nodes";

/** To whom roles are given: the control plane, and the pods that read secrets. */
interface Identities { readonly identity: managedidentity.UserAssignedIdentity; readonly reader: managedidentity.UserAssignedIdentity }

/** What differs from the sound program. */
export interface Change {
  /** Arguments by logical name: objects are merged, anything else takes the place of what stood there, and `undefined` takes it out. */
  readonly set?: Readonly<Record<string, Arguments | ((identities: Identities) => Arguments)>>;
  /** Resource options by logical name, in place of the sound ones. */
  readonly options?: Readonly<Record<string, pulumi.CustomResourceOptions>>;
  /** Resources of the sound program that are not declared; nothing else may be made of them. */
  readonly without?: readonly (Awaited | "budget" | "user")[];
  /** What its user does not wait for. */
  readonly unawaited?: readonly (Awaited | "trust")[];
  /** What is declared besides, after everything else. */
  readonly more?: (sound: Sound) => void;
  /** Outputs of the program besides the sound one. */
  readonly outputs?: (sound: Sound) => pulumi.Inputs;
}

/** What a case may build on. */
interface Sound extends Identities {
  readonly group: resources.ResourceGroup;
  readonly vnet: network.VirtualNetwork;
  readonly nodes: network.Subnet;
  readonly services: network.Subnet;
  readonly registry: containerregistry.Registry;
  readonly vault: keyvault.Vault;
  readonly cluster: containerservice.ManagedCluster;
  /** As Azure Native gives them: nothing in them is marked secret. */
  readonly credentials: pulumi.Output<containerservice.ListManagedClusterUserCredentialsResult>;
  /** Options of everything in the cluster. */
  readonly inCluster: pulumi.CustomResourceOptions;
  /** Declares a resource by its type alone, as of another version of a package. */
  readonly resource: (type: string, name: string, args: pulumi.Inputs, options?: pulumi.CustomResourceOptions) => void;
}

/** An object that is nobody's instance: an output or a resource is none. */
const isPlain = (value: unknown): value is Arguments => typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const merged = (sound: Arguments, change: Arguments): Arguments => ({
  ...sound,
  ...Object.fromEntries(Object.entries(change).map(([key, value]) => {
    const there = sound[key];
    return [key, isPlain(there) && isPlain(value) ? merged(there, value) : value];
  })),
});

/** Built-in roles (learn.microsoft.com, Azure built-in roles). */
const NETWORK_CONTRIBUTOR = "4d97b98b-1d4f-4787-a291-c67834d212e7", ACR_PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d", SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
const SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";
const role = (id: string): string => `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${id}`;

/**
 * Declares the program.
 * @param prefix of all logical names, where it is not alone in its stack
 * @returns its outputs
 */
export function declare({ set = {}, options = {}, without = [], unawaited = [], more, outputs }: Change, prefix = ""): pulumi.Inputs {
  const used = new Set<string>();
  const changeOf = (name: string): Arguments => {
    const change = set[name] ?? {};
    return typeof change === "function" ? change({ identity, reader }) : change;
  };
  const make = <A, R>(type: new (name: string, args: A, options: pulumi.CustomResourceOptions) => R, name: string, args: NonNullable<NoInfer<A>>, sound: pulumi.CustomResourceOptions = {}): R => {
    used.add(name);
    return new type(`${prefix}${name}`, merged(args, changeOf(name)) as A, options[name] ?? sound);
  };
  const awaited = <R>(name: NonNullable<Change["unawaited"]>[number], ...made: readonly R[]): readonly R[] => (unawaited.includes(name) ? [] : made);
  const has = (name: NonNullable<Change["without"]>[number]): boolean => !without.includes(name);

  const group = make(resources.ResourceGroup, "group", { resourceGroupName: "rg-sound", location: "westeurope" });
  const at = { resourceGroupName: group.name, location: "westeurope" };
  const vnet = make(network.VirtualNetwork, "vnet", { ...at, virtualNetworkName: "vnet-sound", addressSpace: { addressPrefixes: ["10.40.0.0/16"] } });
  const inVnet = { resourceGroupName: group.name, virtualNetworkName: vnet.name };
  const nodes = make(network.Subnet, "nodes", { ...inVnet, subnetName: "nodes", addressPrefix: "10.40.0.0/22" });
  const services = make(network.Subnet, "services", { ...inVnet, subnetName: "services", addressPrefix: "10.40.4.0/24" }, { dependsOn: [nodes] });

  const identity = make(managedidentity.UserAssignedIdentity, "identity", { ...at, resourceName: "id-sound" });
  const reader = make(managedidentity.UserAssignedIdentity, "reader", { ...at, resourceName: "id-reader" });
  const grant = (name: "join-services" | "join-nodes", roleAssignmentName: string, scope: pulumi.Input<string>): readonly authorization.RoleAssignment[] => (!has(name) ? [] : [make(authorization.RoleAssignment, name, {
    roleAssignmentName, scope, roleDefinitionId: role(NETWORK_CONTRIBUTOR), principalId: identity.principalId, principalType: "ServicePrincipal",
  }, { deleteBeforeReplace: true })]);
  const grants = [
    ...awaited("join-nodes", ...grant("join-nodes", "5a3fbb0c-31d5-4be2-a33e-4a2f4b8f1c01", nodes.id)),
    ...awaited("join-services", ...grant("join-services", "5a3fbb0c-31d5-4be2-a33e-4a2f4b8f1c02", services.id)),
  ];

  const registry = make(containerregistry.Registry, "registry", { ...at, registryName: "crsound", sku: { name: "Standard" }, adminUserEnabled: false });
  const vault = make(keyvault.Vault, "vault", { ...at, vaultName: "kv-sound", properties: { tenantId: SUBSCRIPTION, sku: { family: "A", name: "standard" }, enableRbacAuthorization: true } });

  const read = !has("read") ? [] : [make(authorization.RoleAssignment, "read", {
    roleAssignmentName: "5a3fbb0c-31d5-4be2-a33e-4a2f4b8f1c04", scope: vault.id, roleDefinitionId: role(SECRETS_USER), principalId: reader.principalId, principalType: "ServicePrincipal",
  }, { deleteBeforeReplace: true })];

  const pool = { type: "VirtualMachineScaleSets", osType: "Linux", vmSize: "Standard_D4s_v5", maxPods: 30, availabilityZones: ["1", "2", "3"], vnetSubnetID: nodes.id, upgradeSettings: { maxSurge: "1", drainTimeoutInMinutes: 30 } };
  const cluster = make(containerservice.ManagedCluster, "cluster", {
    ...at, resourceName: "aks-sound", dnsPrefix: "aks-sound", kubernetesVersion: "1.36", enableRBAC: true, disableLocalAccounts: true,
    sku: { name: "Base", tier: "Standard" },
    identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] },
    aadProfile: { managed: true, enableAzureRBAC: true },
    networkProfile: { networkPlugin: "azure", networkPolicy: "calico", serviceCidr: "172.16.0.0/16", dnsServiceIP: "172.16.0.10", loadBalancerSku: "standard", outboundType: "loadBalancer" },
    agentPoolProfiles: [{ ...pool, name: "system", mode: "System", count: 3 }],
    addonProfiles: { azureKeyvaultSecretsProvider: { enabled: true } },
    oidcIssuerProfile: { enabled: true },
    securityProfile: { workloadIdentity: { enabled: true } },
  }, { dependsOn: grants });
  if (has("user")) make(containerservice.AgentPool, "user", { ...pool, resourceGroupName: group.name, resourceName: cluster.name, agentPoolName: "user", mode: "User", enableAutoScaling: true, count: 3, minCount: 3, maxCount: 6 },
    { ignoreChanges: ["count"] });
  const pull = !has("pull") ? [] : [make(authorization.RoleAssignment, "pull", {
    roleAssignmentName: "5a3fbb0c-31d5-4be2-a33e-4a2f4b8f1c03", scope: registry.id, roleDefinitionId: role(ACR_PULL),
    principalId: cluster.identityProfile.apply(profile => profile?.["kubeletidentity"]?.objectId ?? ""), principalType: "ServicePrincipal",
  }, { deleteBeforeReplace: true })];

  const credentials = containerservice.listManagedClusterUserCredentialsOutput({ resourceGroupName: group.name, resourceName: cluster.name, format: "exec" }, { dependsOn: [cluster] });
  const kubeconfig = pulumi.secret(credentials.apply(({ kubeconfigs }) => Buffer.from(kubeconfigs[0]?.value ?? "", "base64").toString("utf8")));
  const provider = new Provider(`${prefix}cluster`, { kubeconfig }, { dependsOn: [cluster] });
  const inCluster = { provider };
  const namespace = make(core.Namespace, "namespace", { metadata: { name: "sound" } }, inCluster);
  const metadata = { name: "web", namespace: namespace.metadata.name }, labels = { app: "web" };
  const issuer = cluster.oidcIssuerProfile.apply(profile => profile?.issuerURL ?? "");
  const trust = make(managedidentity.FederatedIdentityCredential, "trust", { resourceGroupName: group.name, resourceName: reader.name, federatedIdentityCredentialResourceName: "web", issuer, subject: "system:serviceaccount:sound:web", audiences: ["api://AzureADTokenExchange"] });
  const account = make(core.ServiceAccount, "account", { metadata: { ...metadata, annotations: { "azure.workload.identity/client-id": reader.clientId } } }, inCluster);
  const secrets = make(CustomResource, "secrets", {
    apiVersion: "secrets-store.csi.x-k8s.io/v1", kind: "SecretProviderClass", metadata,
    spec: { provider: "azure", parameters: { clientID: reader.clientId, keyvaultName: vault.name, tenantId: SUBSCRIPTION, objects: "array:\n  - |\n    objectName: greeting\n    objectType: secret\n" } },
  }, inCluster);
  const deployment = make(apps.Deployment, "web", {
    metadata,
    spec: {
      replicas: 3,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels: { ...labels, "azure.workload.identity/use": "true" } },
        spec: {
          serviceAccountName: account.metadata.name,
          volumes: [{ name: "secrets", csi: { driver: "secrets-store.csi.k8s.io", readOnly: true, volumeAttributes: { secretProviderClass: secrets.metadata.name } } }],
          topologySpreadConstraints: [{ maxSkew: 1, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "DoNotSchedule", labelSelector: { matchLabels: labels }, matchLabelKeys: ["pod-template-hash"], nodeTaintsPolicy: "Honor" }],
          nodeSelector: { "kubernetes.io/os": "linux" },
          containers: [{ name: "web", image: pulumi.interpolate`${registry.loginServer}/web:1.0.0`, ports: [{ name: "http", containerPort: 8080 }], volumeMounts: [{ name: "secrets", mountPath: "/secrets", readOnly: true }], readinessProbe: { httpGet: { path: "/", port: "http" } } }],
        },
      },
    },
  }, { ...inCluster, dependsOn: [...awaited("pull", ...pull), ...awaited("read", ...read), ...awaited("trust", trust)] });
  if (has("budget")) make(policy.PodDisruptionBudget, "budget", { metadata, spec: { maxUnavailable: 1, selector: { matchLabels: labels } } }, inCluster);
  const annotation = "service.beta.kubernetes.io/azure-";
  const service = make(core.Service, "front", {
    metadata: { ...metadata, annotations: { [`${annotation}load-balancer-internal`]: "true", [`${annotation}load-balancer-internal-subnet`]: "services", [`${annotation}load-balancer-ipv4`]: "10.40.4.10" } },
    spec: { type: "LoadBalancer", selector: labels, ports: [{ name: "http", port: 80, targetPort: "http" }] },
  }, { ...inCluster, dependsOn: [deployment] });

  const declared: Sound = { group, vnet, nodes, services, identity, reader, registry, vault, cluster, credentials, inCluster, resource: (type, name, args, own) => { new Plain(type, `${prefix}${name}`, args, own); } };
  more?.(declared);
  const unused = [...Object.keys(set), ...Object.keys(options)].filter(name => !used.has(name));
  if (unused.length > 0) throw new pulumi.RunError(`the case changes what is not declared: ${unused.join(", ")}`);
  return { address: service.status.loadBalancer.ingress[0]?.ip, ...outputs?.(declared) };
}
