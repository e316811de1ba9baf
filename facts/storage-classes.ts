/**
 * Disks and file shares that AKS's storage drivers make for PersistentVolumeClaims, in the managed resource group. Names and kinds of the classes that every cluster has.
 * Sources: azure-aks-docs, create-volume-azure-disk.md, create-volume-azure-files.md; azuredisk-csi-driver and azurefile-csi-driver, driver parameters; as of 2026-08-21.
 */

export interface StorageClass {
  readonly kind: "disk" | "file share";
  /** Absent where nothing says. */
  readonly sku?: string;
}

/** Nodes in zones make a standard disk zone-redundant from Kubernetes 1.29 on, so that its redundancy is left out. */
export const BUILT_IN_CLASSES: Readonly<Record<string, StorageClass>> = {
  default: { kind: "disk", sku: "StandardSSD" },
  managed: { kind: "disk", sku: "StandardSSD" },
  "managed-csi": { kind: "disk", sku: "StandardSSD" },
  "managed-premium": { kind: "disk", sku: "Premium" },
  "managed-csi-premium": { kind: "disk", sku: "Premium" },
  azurefile: { kind: "file share", sku: "Standard" },
  "azurefile-csi": { kind: "file share", sku: "Standard" },
  "azurefile-premium": { kind: "file share", sku: "Premium" },
  "azurefile-csi-premium": { kind: "file share", sku: "Premium" },
};

/** The class of claims that name none. */
export const DEFAULT_CLASS = "default";

/** On a class that claims without one take (Kubernetes, Storage Classes, "Default StorageClass"). */
export const DEFAULT_CLASS_ANNOTATION = "storageclass.kubernetes.io/is-default-class";

/** On a claim, the class that it names: older than the field, and goes before it (Kubernetes, Persistent Volumes, "Class"). */
export const CLASS_ANNOTATION = "volume.beta.kubernetes.io/storage-class";

/** Access mode for one pod alone, wherever a second one would run (Kubernetes, Persistent Volumes, "Access Modes"). */
export const ONE_POD = "ReadWriteOncePod";

/** Access modes for pods on many nodes: the driver refuses them for a disk with a file system, and for a raw one that its class does not share (`maxShares`). */
export const MANY_NODES: readonly string[] = ["ReadWriteMany", "ReadOnlyMany"];

export const DISK_ACCESS_SOURCE = "azure-aks-docs, create-volume-azure-disk.md; kubernetes-sigs/azuredisk-csi-driver, IsValidVolumeCapabilities, #827, #2122";

/** What a driver makes, by its name; other drivers make nothing of Azure's here. */
export const DRIVERS: Readonly<Record<string, StorageClass["kind"]>> = {
  "disk.csi.azure.com": "disk", "kubernetes.io/azure-disk": "disk", "file.csi.azure.com": "file share", "kubernetes.io/azure-file": "file share",
};
