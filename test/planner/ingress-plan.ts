/** The sorting scenario behind the Istio add-on's internal gateway: Gateway, VirtualService, certificate from the vault, small enough to change in a test. */
import type { PlanObject, PlanValue } from "../../planner/model/plan";
import { sortingPlan, type Scenario } from "./sorting-plan";

const AZURE = "service.beta.kubernetes.io/azure-load-balancer-";
export const SUBNET_ANNOTATION = `${AZURE}internal-subnet`;
export const ADDRESS_ANNOTATION = `${AZURE}ipv4`;

export interface Ingress {
  /** Entries of the profile's list of gateways, or what stands in its place. */
  readonly gateways?: PlanValue;
  readonly mesh?: PlanObject;
  readonly patch?: PlanObject | null;
  readonly selector?: PlanValue;
  readonly servers?: PlanValue;
  readonly gateway?: PlanObject | null;
  readonly routes?: PlanObject;
  readonly metadata?: PlanObject;
  /** Entries of `secretObjects`, or what stands in their place; null for no class. */
  readonly secrets?: PlanValue;
  /** Of the class's spec: what it fetches, from where. */
  readonly fetching?: PlanObject;
  /** Spec of the Deployment that mounts the class; null for none. */
  readonly keeper?: PlanObject | null;
  readonly scenario?: Scenario;
}

export const httpsServer = (more: PlanObject = {}): PlanObject => ({ port: { number: 443, name: "https", protocol: "HTTPS" }, hosts: ["sorting.example.org"], tls: { mode: "SIMPLE", credentialName: "sorting-tls" }, ...more });
export const redirectServer: PlanObject = { port: { number: 80, name: "http", protocol: "HTTP" }, hosts: ["sorting.example.org"], tls: { httpsRedirect: true } };
export const to = (host: string, number?: PlanValue): PlanObject => ({ destination: { host, ...(number !== undefined && { port: { number } }) } });
export const tlsSecret = (more: PlanObject = {}): PlanObject => ({
  secretName: "sorting-tls", type: "kubernetes.io/tls", data: [{ objectName: "sorting", key: "tls.key" }, { objectName: "sorting", key: "tls.crt" }], ...more,
});
export const mounting = (className: PlanValue, mounts: PlanValue = [{ name: "certificate", mountPath: "/mnt/certificate" }]): PlanObject => ({
  containers: [{ name: "pause", volumeMounts: mounts }],
  volumes: [{ name: "certificate", csi: { driver: "secrets-store.csi.k8s.io", readOnly: true, volumeAttributes: { secretProviderClass: className } } }],
});

export const INGRESS_NAMESPACE = "aks-istio-ingress";

export const ingressPlan = (ingress: Ingress = {}) => {
  const { scenario = {} } = ingress;
  return sortingPlan({
    service: { type: "ClusterIP", selector: { app: "sorting" }, ports: [{ name: "http", port: 90, targetPort: "http" }] }, annotations: {}, ...scenario,
    cluster: {
      serviceMeshProfile: { mode: "Istio", istio: { revisions: ["asm-1-30"], components: { ingressGateways: ingress.gateways === undefined ? [{ enabled: true, mode: "Internal" }] : ingress.gateways } }, ...ingress.mesh },
      ...scenario.cluster,
    },
    more: (plan, urns) => {
      const inCluster = { provider: `${urns.provider}::id` };
      if (ingress.patch !== null) plan.add("kubernetes:core/v1:ServicePatch", "gateway", {
        metadata: { name: "aks-istio-ingressgateway-internal", namespace: INGRESS_NAMESPACE, annotations: { [SUBNET_ANNOTATION]: "services", [ADDRESS_ANNOTATION]: "10.240.1.20" } }, ...ingress.patch,
      }, inCluster);
      if (ingress.gateway !== null) plan.add("kubernetes:networking.istio.io/v1:Gateway", "gateway", {
        apiVersion: "networking.istio.io/v1", kind: "Gateway", metadata: { name: "sorting", namespace: "hogwarts" },
        spec: { selector: ingress.selector === undefined ? { istio: "aks-istio-ingressgateway-internal" } : ingress.selector, servers: ingress.servers === undefined ? [httpsServer()] : ingress.servers },
        ...ingress.gateway,
      }, inCluster);
      plan.add("kubernetes:networking.istio.io/v1:VirtualService", "routes", {
        apiVersion: "networking.istio.io/v1", kind: "VirtualService", metadata: { name: "sorting", namespace: "hogwarts", ...ingress.metadata },
        spec: { hosts: ["sorting.example.org"], gateways: ["sorting"], http: [{ match: [{ uri: { prefix: "/" } }], route: [to("sorting", 90)] }], ...ingress.routes },
      }, inCluster);
      if (ingress.secrets !== null) plan.add("kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass", "certificate", {
        apiVersion: "secrets-store.csi.x-k8s.io/v1", kind: "SecretProviderClass", metadata: { name: "certificate", namespace: INGRESS_NAMESPACE },
        spec: {
          provider: "azure", parameters: { keyvaultName: "vault", objects: "array:\n  - |\n    objectName: sorting\n    objectType: secret\n" }, ...ingress.fetching,
          secretObjects: ingress.secrets === undefined ? [tlsSecret()] : ingress.secrets,
        },
      }, inCluster);
      if (ingress.keeper !== null) plan.add("kubernetes:apps/v1:Deployment", "keeper", {
        metadata: { name: "certificate-keeper", namespace: INGRESS_NAMESPACE },
        spec: { replicas: 1, selector: { matchLabels: { app: "keeper" } }, template: { metadata: { labels: { app: "keeper" } }, spec: mounting("certificate") }, ...ingress.keeper },
      }, inCluster);
      scenario.more?.(plan, urns);
    },
  });
};
