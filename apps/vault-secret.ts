/** How a pod gets a secret of the Key Vault: the add-on's CSI driver fetches it, as the identity that the pod's service account acts as. */
import type * as pulumi from "@pulumi/pulumi";

export interface SecretArgs {
  /** Name of the secret in the vault, or of a certificate: its secret holds certificate and key. */
  readonly name: string;
  readonly vaultName: pulumi.Input<string>;
  readonly tenantId: pulumi.Input<string>;
  /** Client id of the identity that may read it. */
  readonly clientId: pulumi.Input<string>;
}

/** Specification of a SecretProviderClass for one secret. */
export const secretProvider = ({ name, vaultName, tenantId, clientId }: SecretArgs) => ({
  provider: "azure",
  parameters: { clientID: clientId, keyvaultName: vaultName, tenantId, objects: `array:\n  - |\n    objectName: ${name}\n    objectType: secret\n` },
});

/** The volume of a pod that mounts it. */
export const vaultVolume = (name: string, secretProviderClass: string) => ({ name, csi: { driver: "secrets-store.csi.k8s.io", readOnly: true, volumeAttributes: { secretProviderClass } } });
