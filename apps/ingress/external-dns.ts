/** external-dns: writes the gateway's address into the zone under every host name of the gateway. */
import * as appsv1 from "@pulumi/kubernetes/apps/v1";
import * as core from "@pulumi/kubernetes/core/v1";
import * as networking from "@pulumi/kubernetes/networking/v1";
import * as rbac from "@pulumi/kubernetes/rbac/v1";
import * as pulumi from "@pulumi/pulumi";
import { DNS_PROVIDERS, HEALTH, OWNERSHIP_PREFIX, type RecordPolicy, type ZoneKind } from "../../facts/external-dns";
import { GATEWAY_NAMESPACE } from "../../facts/istio-gateway";
import type { PolicyEngine } from "../../facts/network-models";
import { denyAll, hardened, NAMESPACE_NAME, ON_LINUX, RESTRICTED, unprivileged } from "../restricted";

/** The service account that may write records. */
export const RECORDS_ACCOUNT = { namespace: "external-dns", name: "external-dns" } as const;

export interface ExternalDnsArgs {
  readonly kind: ZoneKind;
  /** The one zone that it sees. */
  readonly zone: string;
  readonly policy: RecordPolicy;
  /** What it marks its records with; it touches no others. */
  readonly owner: string;
  readonly image: pulumi.Input<string>;
  /** Where the zone lies. */
  readonly subscriptionId: pulumi.Input<string>;
  readonly resourceGroupName: pulumi.Input<string>;
  /** Client id of the identity that may write the zone. */
  readonly clientId: pulumi.Input<string>;
  /** What enforces network policies; with `none` none are declared, since they would do nothing. */
  readonly policyEngine: PolicyEngine;
  /** What the pod waits for: rights to pull and to write, and a way to the registry. */
  readonly podsAfter: readonly pulumi.Resource[];
}

const LABELS = { "app.kubernetes.io/name": "external-dns" };
const CONFIG_FOLDER = "/etc/kubernetes";
const CONFIG_FILE = "azure.json";

/** It reads what it makes records of, in the gateway's namespace alone. `%{record_type}` is external-dns's own placeholder. */
export const externalDnsArgs = ({ kind, zone, policy, owner }: Pick<ExternalDnsArgs, "kind" | "zone" | "policy" | "owner">): readonly string[] => [
  "--source=istio-gateway", `--namespace=${GATEWAY_NAMESPACE}`,
  `--provider=${DNS_PROVIDERS[kind]}`, `--azure-config-file=${CONFIG_FOLDER}/${CONFIG_FILE}`, `--domain-filter=${zone}`, "--managed-record-types=A",
  `--policy=${policy}`, "--registry=txt", `--txt-owner-id=${owner}`, `--txt-prefix=${OWNERSHIP_PREFIX}`, "--log-format=json",
];

/** Out: names of the cluster's DNS; the API server, Entra ID and Azure's API, none of which has an address that a policy could name. In: nothing; the kubelet's probes come from the node and are let in by every engine. */
const allowOut = {
  podSelector: { matchLabels: LABELS }, policyTypes: ["Egress"],
  egress: [
    { to: [{ namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: "kube-system" } } }], ports: ["UDP", "TCP"].map(protocol => ({ protocol, port: 53 })) },
    { ports: [{ protocol: "TCP", port: 443 }] },
  ],
};

/** Has AKS tell the pod the API server's host name instead of its virtual address: behind a firewall the name is what is let through (azure-aks-docs, outbound-rules-control-egress.md). */
const BY_NAME = { "kubernetes.azure.com/set-kube-service-host-fqdn": "true" };

const READS = ["get", "list", "watch"];

/** Its token of the cluster is mounted, since it reads the cluster; the webhook of workload identity adds the one for Entra ID. */
const podTemplate = (args: ExternalDnsArgs, configMap: string) => ({
  metadata: { labels: { ...LABELS, "azure.workload.identity/use": "true" }, annotations: BY_NAME },
  spec: {
    serviceAccountName: RECORDS_ACCOUNT.name,
    enableServiceLinks: false,
    ...ON_LINUX,
    securityContext: { ...unprivileged(65_534), fsGroup: 65_534 },
    containers: [{
      name: "external-dns", image: args.image, args: [...externalDnsArgs(args)],
      ports: [{ name: "health", containerPort: HEALTH.port, protocol: "TCP" }],
      livenessProbe: { httpGet: { path: HEALTH.path, port: HEALTH.port }, periodSeconds: 30, failureThreshold: 3 },
      resources: { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "128Mi" } },
      volumeMounts: [{ name: "azure", mountPath: CONFIG_FOLDER, readOnly: true }], ...hardened,
    }],
    volumes: [{ name: "azure", configMap: { name: configMap } }],
  },
});

export class ExternalDns extends pulumi.ComponentResource {
  constructor(name: string, args: ExternalDnsArgs, options: pulumi.ComponentResourceOptions) {
    super("aks-anatomy:apps:ExternalDns", name, {}, options);
    const child = { parent: this };
    const namespace = new core.Namespace("external-dns", { metadata: { name: RECORDS_ACCOUNT.namespace, labels: RESTRICTED } }, child);
    const metadata = (objectName: string) => ({ name: objectName, namespace: namespace.metadata.name, labels: LABELS });
    const account = new core.ServiceAccount("external-dns", { metadata: { ...metadata(RECORDS_ACCOUNT.name), annotations: { "azure.workload.identity/client-id": args.clientId } } }, child);
    const subjects = [{ kind: "ServiceAccount", ...RECORDS_ACCOUNT }];
    const reads = this.mayRead(subjects);
    // Nothing in it is secret: the identity needs no password. Its own id and the tenant's come from the webhook of workload identity.
    const config = new core.ConfigMap("external-dns", {
      metadata: metadata("external-dns"),
      data: { [CONFIG_FILE]: pulumi.jsonStringify({ subscriptionId: args.subscriptionId, resourceGroup: args.resourceGroupName, useWorkloadIdentityExtension: true }) },
    }, child);
    const policies = args.policyEngine === "none" ? [] : [
      new networking.NetworkPolicy("external-dns-deny-all", { metadata: metadata("deny-all"), spec: denyAll }, child),
      new networking.NetworkPolicy("external-dns-allow-out", { metadata: metadata("allow-out"), spec: allowOut }, child),
    ];
    new appsv1.Deployment("external-dns", {
      metadata: metadata("external-dns"),
      // One writes the zone: a second at the same time would write the same again.
      spec: { replicas: 1, revisionHistoryLimit: 1, selector: { matchLabels: LABELS }, strategy: { type: "Recreate" }, template: podTemplate(args, "external-dns") },
    }, { ...child, dependsOn: [account, config, ...reads, ...policies, ...args.podsAfter] });
    this.registerOutputs({});
  }

  /**
   * Services and Ingresses of the gateway's namespace, whose addresses may be a Gateway's; Gateways everywhere, since not every version looks for them in one namespace alone
   * (kubernetes-sigs/external-dns, source/istio_gateway.go).
   */
  private mayRead(subjects: { kind: string; namespace: string; name: string }[]): readonly pulumi.Resource[] {
    const child = { parent: this };
    const here = { name: "external-dns", namespace: GATEWAY_NAMESPACE, labels: LABELS };
    const everywhere = { name: "external-dns", labels: LABELS };
    const apiGroup = "rbac.authorization.k8s.io";
    return [
      new rbac.Role("external-dns", { metadata: here, rules: [{ apiGroups: [""], resources: ["services"], verbs: READS }, { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: READS }] }, child),
      new rbac.RoleBinding("external-dns", { metadata: here, roleRef: { apiGroup, kind: "Role", name: "external-dns" }, subjects }, child),
      new rbac.ClusterRole("external-dns", { metadata: everywhere, rules: [{ apiGroups: ["networking.istio.io"], resources: ["gateways"], verbs: READS }] }, child),
      new rbac.ClusterRoleBinding("external-dns", { metadata: everywhere, roleRef: { apiGroup, kind: "ClusterRole", name: "external-dns" }, subjects }, child),
    ];
  }
}
