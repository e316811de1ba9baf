import * as apiextensions from "@pulumi/kubernetes/apiextensions";
import * as appsv1 from "@pulumi/kubernetes/apps/v1";
import * as core from "@pulumi/kubernetes/core/v1";
import * as networking from "@pulumi/kubernetes/networking/v1";
import * as policy from "@pulumi/kubernetes/policy/v1";
import * as pulumi from "@pulumi/pulumi";
import type { PolicyEngine } from "../../facts/network-models";
import { isBalanced } from "../callers";
import { denyAll, RESTRICTED } from "../restricted";
import { secretProvider, type SecretArgs } from "../vault-secret";
import { annotations, hasPods, type Exposure } from "./exposure";
import { mapperConfig, mapperConfigData, mapperConfigName } from "./mapper";
import { podTemplate } from "./pod";
import { allowConsumers, type AllowArgs } from "./policies";
import { needsMapper, type Ports } from "./ports";
import { sendsProxyHeader, type PrivateLinkPlace } from "./private-link";
import { reachedAt, serviceSpec } from "./service";

/** The service account that the workload identity trusts. */
export const SERVICE_ACCOUNT = "sorting";

export interface SortingArgs {
  readonly namespace: string;
  readonly image: pulumi.Input<string>;
  readonly mapperImage: pulumi.Input<string>;
  /** The port that the image's Dockerfile declares. */
  readonly imagePort: number;
  readonly ports: Ports;
  readonly replicas: number;
  readonly exposure: Exposure;
  readonly externalTrafficPolicy: "Cluster" | "Local";
  /** Prefixes that may call the service. */
  readonly allowedSources: readonly string[];
  /** Subnet of the internal front end, by name; undefined where AKS owns the VNet. */
  readonly servicesSubnetName: string | undefined;
  /** Where a private link service goes; undefined where AKS owns the VNet. */
  readonly privateLink?: PrivateLinkPlace | undefined;
  /** Range of the nodes' addresses; undefined where AKS owns the VNet. */
  readonly nodeSubnet: string | undefined;
  /** Pods of an ingress gateway that calls the service; undefined without one. */
  readonly gateway?: AllowArgs["gateway"];
  /** What enforces network policies; with `none` none are declared, since they would do nothing. */
  readonly policyEngine: PolicyEngine;
  readonly drainSeconds: number;
  /** The vault's secret that the pods mount, and the identity that may read it. */
  readonly secret: SecretArgs;
  /** What pods wait for: rights to pull and to read the vault. */
  readonly podsAfter: pulumi.Resource[];
  /** What the Service waits for: the control plane's rights on the subnets. */
  readonly serviceAfter: pulumi.Resource[];
}

const LABELS = { "app.kubernetes.io/name": "sorting" };

/** The Hogwarts sorting service in the cluster. */
export class Sorting extends pulumi.ComponentResource {
  readonly service: core.Service;
  /** The Service as an ingress sends requests to it, and what must stand before. */
  readonly backend: { readonly name: string; readonly namespace: string; readonly port: number; readonly declaredBy: pulumi.Resource };
  /** Stack outputs that tell callers where the service is. */
  readonly reachedAt: pulumi.Inputs;

  constructor(name: string, args: SortingArgs, options: pulumi.ComponentResourceOptions) {
    super("aks-anatomy:apps:Sorting", name, {}, options);
    const namespace = new core.Namespace("namespace", { metadata: { name: args.namespace, labels: RESTRICTED } }, { parent: this });
    const metadata = (objectName: string) => ({ name: objectName, namespace: namespace.metadata.name, labels: LABELS });
    // A name for a service that runs elsewhere has no pods: none of ours would ever be asked.
    if (hasPods(args.exposure)) this.pods(args, metadata);

    const exposed = { ...args, port: args.ports.service, labels: LABELS };
    this.service = new core.Service("sorting", {
      metadata: { ...metadata("sorting"), ...(isBalanced(args.exposure) && { annotations: annotations(args.exposure, args.servicesSubnetName, args.privateLink) }) },
      spec: serviceSpec(exposed),
    }, { parent: this, dependsOn: args.serviceAfter });
    this.backend = { name: "sorting", namespace: args.namespace, port: args.ports.service, declaredBy: this };
    this.reachedAt = reachedAt(this.service, exposed, { name: "sorting", namespace: args.namespace });
    this.registerOutputs({ serviceName: this.service.metadata.name });
  }

  /** The pods, and what they cannot run without. */
  private pods(args: SortingArgs, metadata: (objectName: string) => { name: string; namespace: pulumi.Output<string>; labels: typeof LABELS }): void {
    const child = { parent: this };
    const proxyHeader = sendsProxyHeader(args.exposure);
    const account = new core.ServiceAccount("sorting", {
      metadata: metadata(SERVICE_ACCOUNT),
      automountServiceAccountToken: false,
    }, child);
    const secrets = new apiextensions.CustomResource("vault-secrets", {
      apiVersion: "secrets-store.csi.x-k8s.io/v1", kind: "SecretProviderClass", metadata: metadata("vault-secrets"),
      spec: secretProvider(args.secret),
    }, child);
    // The port stands in the policy's name: when it changes, the new policy comes before the new pods and the old one goes after the old pods.
    const policies = args.policyEngine === "none" ? [] : [
      new networking.NetworkPolicy("deny-all", { metadata: metadata("deny-all"), spec: denyAll }, child),
      new networking.NetworkPolicy("allow-consumers", {
        metadata: metadata(`allow-consumers-${args.ports.pod}`),
        spec: allowConsumers({ engine: args.policyEngine, ...args }, args.ports.pod, LABELS),
      }, child),
    ];
    const config = mapperConfig(args.ports, proxyHeader);
    const mapper = needsMapper(args.ports) ? [new core.ConfigMap("port-mapper", {
      metadata: metadata(mapperConfigName(config)), immutable: true, data: mapperConfigData(config),
    }, child)] : [];

    new appsv1.Deployment("sorting", {
      metadata: metadata("sorting"),
      spec: {
        replicas: args.replicas,
        revisionHistoryLimit: 1,
        selector: { matchLabels: LABELS },
        // Never below the wanted number: a new pod is ready before an old one goes.
        strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        template: podTemplate({
          ports: args.ports, proxyHeader, imagePort: args.imagePort, image: args.image, mapperImage: args.mapperImage, mapperConfigMap: mapperConfigName(config),
          serviceAccountName: SERVICE_ACCOUNT, secretProviderClass: "vault-secrets", secretName: args.secret.name, drainSeconds: args.drainSeconds, labels: LABELS,
        }),
      },
    }, { ...child, dependsOn: [account, secrets, ...policies, ...mapper, ...args.podsAfter] });
    new policy.PodDisruptionBudget("sorting", { metadata: metadata("sorting"), spec: { maxUnavailable: 1, selector: { matchLabels: LABELS } } }, child);
  }
}
