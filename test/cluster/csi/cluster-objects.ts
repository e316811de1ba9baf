/** What the Secrets Store CSI driver's installation puts into a cluster, as far as the kubelet and the plan's objects need it. */

export const DRIVER_NAME = "secrets-store.csi.k8s.io";

const GROUP = "secrets-store.csi.x-k8s.io";

/** As the driver's chart has it (kubernetes-sigs/secrets-store-csi-driver, read at 1ff214a), without tokens for identities: there is no Entra ID here. */
const csiDriver = {
  apiVersion: "storage.k8s.io/v1",
  kind: "CSIDriver",
  metadata: { name: DRIVER_NAME },
  spec: { podInfoOnMount: true, attachRequired: false, volumeLifecycleModes: ["Ephemeral"] },
};

const text = { type: "string" };
const texts = { type: "object", additionalProperties: text };

/** The fields of `SecretProviderClass` v1. */
const spec = {
  type: "object",
  properties: {
    provider: text,
    parameters: texts,
    secretObjects: {
      type: "array",
      items: {
        type: "object",
        properties: {
          secretName: text, type: text, labels: texts, annotations: texts,
          data: { type: "array", items: { type: "object", properties: { objectName: text, key: text } } },
        },
      },
    },
  },
};

const secretProviderClasses = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: `secretproviderclasses.${GROUP}` },
  spec: {
    group: GROUP,
    scope: "Namespaced",
    names: { kind: "SecretProviderClass", listKind: "SecretProviderClassList", plural: "secretproviderclasses", singular: "secretproviderclass" },
    versions: [{
      name: "v1", served: true, storage: true,
      schema: { openAPIV3Schema: { type: "object", properties: { apiVersion: text, kind: text, metadata: { type: "object" }, spec } } },
    }],
  },
};

/** To be applied before any pod that mounts a secret. */
export const secretsStoreObjects: readonly object[] = [csiDriver, secretProviderClasses];

/** A `SecretProviderClass`, as far as a mount needs it. */
export interface SecretProviderClass {
  readonly spec?: {
    readonly provider?: string;
    readonly parameters?: Readonly<Record<string, string>>;
  };
}
