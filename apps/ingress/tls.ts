/** The gateway's certificate: from the Key Vault into a secret of the gateway's namespace, where `credentialName` finds it. */
import * as apiextensions from "@pulumi/kubernetes/apiextensions";
import * as appsv1 from "@pulumi/kubernetes/apps/v1";
import * as core from "@pulumi/kubernetes/core/v1";
import * as policy from "@pulumi/kubernetes/policy/v1";
import * as pulumi from "@pulumi/pulumi";
import { GATEWAY_NAMESPACE, PAUSE_IMAGE, TLS_SECRET_TYPE } from "../../facts/istio-gateway";
import { hardened, ON_LINUX, unprivileged } from "../restricted";
import { secretProvider, vaultVolume, type SecretArgs } from "../vault-secret";

/** The service account that may read the certificate. */
export const CERTIFICATE_ACCOUNT = { namespace: GATEWAY_NAMESPACE, name: "ingress-certificate" } as const;

/** Name of the secret that the certificate is kept in. */
export const CREDENTIAL = "ingress-certificate";

const NAME = "ingress-certificate";
const LABELS = { "app.kubernetes.io/name": NAME };
const VOLUME = "certificate";

/**
 * The CSI driver writes the secret while a pod mounts the certificate, keeps it like the vault's (every two minutes), and deletes it when the last such pod goes. So pods that do nothing else hold it: two, on two nodes where
 * there are, one of which stays through drains and updates. They run AKS's own pause image, from Microsoft's registry like everything else in that namespace. Source: azure-aks-docs, istio-secure-gateway.md;
 * secrets-store-csi-driver, "Sync as Kubernetes Secret".
 */
const podTemplate = () => ({
  metadata: { labels: LABELS },
  spec: {
    serviceAccountName: CERTIFICATE_ACCOUNT.name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    ...ON_LINUX,
    securityContext: unprivileged(65_535),
    topologySpreadConstraints: [{
      maxSkew: 1, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "ScheduleAnyway", labelSelector: { matchLabels: LABELS }, matchLabelKeys: ["pod-template-hash"], nodeTaintsPolicy: "Honor",
    }],
    containers: [{
      name: "hold", image: PAUSE_IMAGE, resources: { requests: { cpu: "5m", memory: "8Mi" }, limits: { memory: "16Mi" } },
      volumeMounts: [{ name: VOLUME, mountPath: "/mnt/certificate", readOnly: true }], ...hardened,
    }],
    volumes: [vaultVolume(VOLUME, NAME)],
  },
});

/** What makes of a certificate of the vault the secret that a gateway names. */
export class GatewayCertificate extends pulumi.ComponentResource {
  /** @param podsAfter what the pods wait for: the right to read the certificate, and a way to the vault */
  constructor(name: string, { certificate, podsAfter }: { readonly certificate: SecretArgs; readonly podsAfter: readonly pulumi.Resource[] }, options: pulumi.ComponentResourceOptions) {
    super("aks-anatomy:apps:GatewayCertificate", name, {}, options);
    const child = { parent: this };
    const metadata = { name: NAME, namespace: GATEWAY_NAMESPACE, labels: LABELS };
    const account = new core.ServiceAccount("ingress-certificate", { metadata, automountServiceAccountToken: false }, child);
    const provider = new apiextensions.CustomResource("ingress-certificate", {
      apiVersion: "secrets-store.csi.x-k8s.io/v1", kind: "SecretProviderClass", metadata,
      spec: {
        ...secretProvider(certificate),
        // The vault's secret of a certificate holds both, and the driver takes each from it (azure-aks-docs, csi-secrets-store-configuration-options.md).
        secretObjects: [{ secretName: CREDENTIAL, type: TLS_SECRET_TYPE, data: ["tls.crt", "tls.key"].map(key => ({ key, objectName: certificate.name })) }],
      },
    }, child);
    new appsv1.Deployment("ingress-certificate", {
      metadata,
      spec: {
        replicas: 2, revisionHistoryLimit: 1, selector: { matchLabels: LABELS },
        strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }, template: podTemplate(),
      },
    }, { ...child, dependsOn: [account, provider, ...podsAfter] });
    new policy.PodDisruptionBudget("ingress-certificate", { metadata, spec: { maxUnavailable: 1, selector: { matchLabels: LABELS } } }, child);
    this.registerOutputs({});
  }
}
