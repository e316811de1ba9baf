/** What users report as broken, and traps of Azure and Kubernetes: which rule finds each, or why no plan can tell. */

export interface Failure {
  readonly failure: string;
  /** Ids of rules that find it, or a part of it. */
  readonly rules: readonly string[];
  /** Why a plan cannot tell, or what of it. */
  readonly undecidable?: string;
  /** Where it is told. */
  readonly source: string;
}

export const FAILURES: readonly Failure[] = [
  { failure: "An internal load balancer stays in <pending>: the cluster has no right on its subnet", rules: ["internal-load-balancer-rights", "system-identity-own-subnet"], undecidable: "rights that were given outside of the plan", source: "MicrosoftDocs/azure-docs#29632, #62754; Azure/AKS#1557; terraform-azurerm-aks#178" },
  { failure: "An internal load balancer stays in <pending>: its address is outside of its subnet, kept by Azure or taken, or the subnet is not there", rules: ["broken-port-chain"], source: "MicrosoftDocs/azure-docs#52063, #57444" },
  { failure: "An internal load balancer becomes a public one, or stays in <pending>: an annotation is missing or not read", rules: ["public-by-mistake"], source: "MicrosoftDocs/azure-docs#31789; cloud-provider-azure, azure_loadbalancer.go" },
  { failure: "A subnet does not hold the nodes and pods that it begins with (InsufficientSubnetSize)", rules: ["subnet-too-small"], undecidable: "other nodes and devices in the subnet that other programs declare", source: "Azure/AKS#456; AKS-Construction#701" },
  { failure: "A subnet is exhausted on scale-out, on an upgrade, or while a pool is exchanged", rules: ["addresses-short", "rotation-short"], source: "Azure/AKS#2119, #4467; terraform-azurerm-aks#428; azure-aks-docs, upgrade-options.md" },
  { failure: "Ranges meet: services, pods, subnets, networks, what is on-premises", rules: ["range-overlap", "range-inside-network", "reserved-range", "subnet-outside-network", "service-range-too-large"], undecidable: "networks that this plan does not name: peers of peers, what is behind a gateway that learns its routes", source: "AKS-Construction#403 (NetworkProfileCIDROverlapVNET)" },
  { failure: "The DNS service's address is outside of the service range, or its first", rules: ["dns-service-address"], source: "azure-aks-docs, concepts-network-ip-address-planning.md" },
  { failure: "A Service is refused: its cluster address is outside of the service range", rules: ["cluster-address-outside"], source: "kubernetes/kubernetes#37829" },
  { failure: "A subnet for a gateway, a firewall or Bastion is too small, or one for nodes is given to another service", rules: ["reserved-subnet-size", "delegated-node-subnet"], source: "azure-aks-docs, concepts-network-cni-overview.md" },
  { failure: "An API server is refused in its subnet: not delegated to AKS, or smaller than a /28", rules: ["api-server-subnet"], source: "azure-aks-docs, api-server-vnet-integration.md" },
  { failure: "A pod took the static address of an internal load balancer", rules: [], undecidable: "which addresses are free when the Service comes, Azure alone knows", source: "MicrosoftDocs/azure-docs#57444" },
  { failure: "A request to a load balancer ends at the Service, the pod or the container", rules: ["broken-port-chain"], undecidable: "which port a process in an image really opens", source: "Kubernetes, Service and EndpointSlice" },
  { failure: "An internal service with the traffic policy Local is not reached from the nodes' own subnet", rules: ["local-internal-node-subnet"], source: "azure-aks-docs, concepts-network-legacy-cni.md" },
  { failure: "Nodes have no way out: no route table, no NAT gateway, no site behind the tunnel", rules: ["broken-egress"], undecidable: "whether a firewall that is not of the plan, or the other end of a tunnel, lets the traffic through", source: "azure-aks-docs, egress-udr.md, egress-outboundtype.md" },
  { failure: "Nodes do not become ready (OutboundConnFail): the security group of their subnet drops what they send, or names, or Azure Firewall denies it", rules: ["dropped-egress"], undecidable: "which addresses a service tag stands for, and rules of a firewall's policy that are not of the plan", source: "Azure/AKS#1607; azure-aks-docs, outbound-rules-control-egress.md" },
  { failure: "GatewaySubnet has a security group or a route for everything", rules: ["gateway-subnet"], source: "azure-docs, vpn-gateway/vpn-gateway-about-vpn-gateway-settings.md" },
  { failure: "An upgrade does not end because nothing may be evicted", rules: ["blocked-drain", "short-drain-timeout", "single-pod"], undecidable: "how long pods take to end", source: "azure-aks-docs, upgrade-aks-node-pools-rolling.md" },
  { failure: "A node pool cannot be upgraded: versions too far apart, or a surge of nothing", rules: ["stuck-upgrade"], source: "azure-aks-docs, upgrade-aks-control-plane.md, upgrade-node-pools.md" },
  { failure: "A version that a channel moves is put back by the next update", rules: ["pinned-patch-version"], source: "azure-aks-docs, auto-upgrade-cluster.md" },
  { failure: "An update sends the first count of an autoscaled pool again, and sets it back or is refused", rules: ["autoscaled-count"], undecidable: "what number the autoscaler has come to", source: "pulumi-azure#780; terraform-azurerm-aks#91; terraform-provider-azurerm#4429" },
  { failure: "A change of VM size, or of another leaf, replaces the whole cluster", rules: ["cluster-replaced"], undecidable: "what replaces is the provider's to say: a preview of the real engine has it, a plan of the program alone has not", source: "pulumi-azure-native#1504, #1808, #2774, #3655, #4264, #4771" },
  { failure: "An update changes in place what Azure never changes", rules: ["immutable-change"], undecidable: "a change is in a preview of the real engine alone", source: "pulumi-azure-native#1808" },
  { failure: "A change of VM size deletes pools with all pods at once: AKS drains nothing", rules: ["pool-lost-undrained", "retiring-pool"], undecidable: "whether somebody has drained the nodes before", source: "terraform-azurerm-aks#559, #677; azure-aks-docs, resize-node-pool.md" },
  { failure: "After the pool inside the cluster was rotated away, the next update is refused", rules: ["pool-described-twice"], undecidable: "which pools live in Azure, where the plan is of a program alone", source: "pulumi-azure-native#2719; ARO-HCP#662" },
  { failure: "Some pools of a cluster have a version of their own and others none, and an update is refused", rules: ["pool-versions-mixed"], undecidable: "versions that nodes have in Azure already", source: "azure-cli#22807; ARO-HCP#662" },
  { failure: "Settings of a cluster or registry contradict each other, and are refused late", rules: ["contradictory-cluster", "registry-sku", "purge-protection-off"], source: "azure-aks-docs, manage-local-accounts-managed-azure-ad.md; azure-management-docs, container-registry-private-link.md" },
  { failure: "A cluster is refused: it has neither an identity nor a service principal", rules: ["cluster-without-identity"], source: "Azure/AKS#4528; azure-cli#12219" },
  { failure: "Subnets are written at once, and one write is refused", rules: ["parallel-subnet-writes"], source: "pulumi-azure-native#903" },
  { failure: "A startup probe waits for a container that waits for it", rules: ["sidecar-startup-deadlock"], source: "Kubernetes, sidecar containers" },
  { failure: "Old pods block new ones in a rolling update", rules: ["stuck-rollout"], undecidable: "what else runs on the nodes", source: "Kubernetes, topology spread constraints" },
  { failure: "An Output stands in a text or a key, and the SDK's complaint is sent in its place", rules: ["output-as-text"], source: "Pulumi documentation, inputs and outputs" },
  { failure: "Pods stay pending: no pool has the labels, tolerated taints or machines for them", rules: ["unschedulable-pods"], undecidable: "what else runs on the nodes, and pools that Azure makes as pods ask for them", source: "Kubernetes, Assigning Pods to Nodes; azure-aks-docs, use-system-pools.md" },
  { failure: "A secret stands in the state in clear", rules: ["secret-in-clear"], undecidable: "which texts are secrets, beyond the inputs that Azure calls so; in a first preview of the real engine, what an unknown value will hold", source: "hashicorp/terraform-provider-azurerm#13168, #10390" },
  { failure: "kubenet is still declared", rules: ["kubenet-retirement"], source: "azure-aks-docs, includes/kubenet-retirement.md" },
  { failure: "Azure Network Policy Manager is still declared", rules: ["azure-npm-retirement"], source: "azure-aks-docs, includes/azure-network-policy-manager-linux-retirement.md" },
  { failure: "HTTP application routing, the dashboard, availability sets or a basic load balancer are still declared", rules: ["retired-feature"], source: "azure-aks-docs, includes/availability-sets-retirement.md, includes/basic-load-balancer-retirement.md" },
  { failure: "Pod identity is still declared", rules: ["retiring-feature"], source: "azure-aks-docs, use-azure-ad-pod-identity.md" },
  { failure: "ingress-nginx or AAD Pod Identity is still installed", rules: ["abandoned-software"], undecidable: "what a chart installs beside", source: "azure-aks-docs, includes/ingress-nginx-retirement.md, use-azure-ad-pod-identity.md" },
  { failure: "A dead API version of Azure is still declared", rules: ["dead-api-version", "preview-api-version"], source: "azure-aks-docs, concepts-preview-api-life-cycle.md" },
  { failure: "A removed API of Kubernetes is still declared", rules: ["removed-kubernetes-api"], source: "Kubernetes, deprecated API migration guide" },
  { failure: "A Kubernetes version without support is still declared", rules: ["kubernetes-version-end"], source: "azure-aks-docs, supported-kubernetes-versions.md" },
  { failure: "A retired VM series or node image is still declared", rules: ["retired-vm-series", "gone-vm-series", "node-image-retirement", "windows-server-retirement"], source: "Azure Updates 485569 and 500682; Azure/AKS#4847; azure-aks-docs, includes/windows-server-2019-retirement.md" },
  { failure: "A SKU that Azure makes no more is still declared: cluster Basic or Paid, registry Classic, public address Basic", rules: ["retired-sku"], source: "pulumi-azure-native#2600; terraform-provider-azurerm#20887; Azure/azure-quickstart-templates#14512" },
  { failure: "Container Insights signs in with the workspace's key", rules: ["legacy-container-insights"], source: "azure-monitor-docs, container-insights-authentication.md" },
  { failure: "A Windows pool is refused late", rules: ["windows-pool-refused"], source: "azure-aks-docs, create-node-pools.md" },
  { failure: "The Istio add-on takes annotations of its gateway's Service back", rules: ["gateway-annotation"], source: "azure-aks-docs, istio-deploy-ingress.md" },
  { failure: "A host name ends at the ingress gateway: mode, certificate or route do not agree", rules: ["broken-ingress-route"], source: "azure-aks-docs, istio-secure-gateway.md" },
  { failure: "The mesh revision does not run on the Kubernetes version, or ends", rules: ["mesh-revision-unsupported", "mesh-revision-end"], source: "azure-aks-docs, istio-support-policy.md" },
  { failure: "Whoever runs Pulumi does not reach a private API server", rules: ["private-api-server"], undecidable: "where Pulumi will run", source: "azure-aks-docs, private-clusters.md" },
  { failure: "The full audit log is most of what the workspace costs", rules: ["full-audit-log"], undecidable: "how much is logged", source: "azure-aks-docs, monitor-aks.md" },
  { failure: "A role comes after what needs it, or its principal is not found yet", rules: ["role-too-late", "role-late-for-pods", "principal-type", "principal-type-refused"], undecidable: "how long a role takes to spread", source: "azure-cli#33586; terraform-azurerm-aks#368" },
  { failure: "A role is missing, given to the wrong identity, or wider than needed", rules: ["missing-role", "image-pull-rights", "role-too-wide"], undecidable: "roles that were given outside of the plan", source: "aks-baseline#56; terraform-azurerm-aks#405" },
  { failure: "A role assignment is refused: the same role twice, or a name that another assignment has", rules: ["duplicate-role-assignment"], undecidable: "assignments that are in Azure already", source: "pulumi-azure-native#2253" },
  { failure: "Pods get no token: the credential names another service account, or a label is missing", rules: ["untrusted-service-account", "unmatched-credential", "workload-identity-label", "credentials-per-identity"], source: "azure-aks-docs, workload-identity-overview.md" },
  { failure: "Nobody can sign in to the cluster", rules: ["cluster-without-admin"], undecidable: "roles that were given outside of the plan", source: "azure-aks-docs, manage-local-accounts-managed-azure-ad.md" },
  { failure: "Images are pulled with the registry's admin user", rules: ["registry-admin-user"], source: "azure-docs, container-registry/container-registry-authentication.md" },
  { failure: "A registry or vault that is closed to the public cannot be reached: no endpoint, or its name leads elsewhere", rules: ["unreachable-registry", "unreachable-vault"], undecidable: "DNS servers of one's own", source: "azure-docs, private-link/private-endpoint-dns.md" },
  { failure: "Nodes of a public cluster are not let in to their own API server", rules: ["authorized-ranges-without-egress"], undecidable: "addresses that Azure gives", source: "azure-aks-docs, api-server-authorized-ip-ranges.md" },
  { failure: "A private API server has no name that anybody resolves", rules: ["api-server-without-name"], source: "azure-aks-docs, private-clusters.md" },
  { failure: "Answers of a public load balancer leave through a firewall, and are dropped", rules: ["asymmetric-return"], source: "azure-aks-docs, limit-egress-traffic.md" },
  { failure: "Network policies are declared and nothing enforces them", rules: ["network-policy-without-engine"], source: "azure-aks-docs, use-network-policies.md" },
  { failure: "A security group of one's own drops requests or probes: AKS writes no rule to it", rules: ["broken-port-chain", "broken-ingress-route", "callers-partly-dropped"], undecidable: "what is on-premises, and firewalls", source: "azure-aks-docs, concepts-network-cni-overview.md" },
  { failure: "The managed group's name is over 80 characters; names of registries, vaults, pools are refused late", rules: ["name-refused", "name-used-twice", "overlay-name-length", "domain-name-label-refused"], undecidable: "names that are unique in all of Azure and taken", source: "Azure-Terraform/terraform-azurerm-kubernetes#33" },
  { failure: "A pool is refused late: its machines, their number, its settings", rules: ["pool-size", "pool-setting-refused", "system-pool-refused", "system-pool-taint", "vm-size-too-small", "outbound-setting-refused", "region-without-zones"], undecidable: "quotas, and what else a region has", source: "azure-aks-docs, use-system-pools.md, quotas-skus-regions.md" },
  { failure: "A system pool is smaller than the documents ask for, which do not agree", rules: ["small-system-pool", "few-system-nodes"], source: "azure-aks-docs, use-system-pools.md against quotas-skus-regions.md" },
  { failure: "A Deployment's selector does not match its pods", rules: ["workload-selector"], source: "Kubernetes API reference, DeploymentSpec.selector" },
  { failure: "A role is there, and its user is refused all the same", rules: [], undecidable: "a role takes up to an hour to spread: the right order is necessary and not enough", source: "Microsoft, user-assigned identity documentation" },
  { failure: "A preview asks for the credentials of a cluster that is not there yet", rules: [], undecidable: "a plan holds resources, not the calls that the program makes on the way", source: "@pulumi/azure-native, listManagedClusterUserCredentials" },
  { failure: "A vault or registry cannot be made: its name is taken, or held by one that was deleted", rules: [], undecidable: "names are unique in all of Azure, and deleted vaults keep theirs", source: "azure-cli#29115" },
  { failure: "Settings drift: somebody or AKS itself changed them in Azure", rules: [], undecidable: "what Azure has now; pulumi refresh tells", source: "terraform-azurerm-aks#522, #160" },
];

/** Rules beyond what is reported above. */
export const BEYOND: readonly string[] = ["ignored-setting", "unknown-vm-size", "windows-max-pods", "windows-node-updates"];
