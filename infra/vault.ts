import * as keyvault from "@pulumi/azure-native/keyvault";
import type * as pulumi from "@pulumi/pulumi";
import { Organ, type Placement } from "./component";
import type { PrivateTarget } from "./private-endpoints";

export interface VaultArgs extends Placement {
  /** Globally unique name, 3 to 24 characters. */
  readonly vaultName: string;
  /** Entra tenant of the vault. */
  readonly tenantId: pulumi.Input<string>;
  /** Premium keeps keys in hardware modules. @default "standard" */
  readonly sku?: "standard" | "premium";
  /** Private closes the public address; a private endpoint must lead to the vault then. @default "public" */
  readonly access?: "public" | "private";
  /** Days that a deleted vault is held, and its name with it: 7 to 90. */
  readonly softDeleteRetentionDays: number;
  /** On for good once on: Azure takes no `false`, so it is left out instead. */
  readonly purgeProtection: boolean;
  /** True recovers a vault that was deleted under this name. */
  readonly recover: boolean;
}

/**
 * Key Vault, opened by roles alone. It holds no secret of the program's: an operator writes the value, so that no state ever has it. Where it is private, services on Azure's
 * list of trusted ones still reach it, with a role (source: azure-security-docs, key-vault/general/network-security.md, as of 2026-05-19).
 */
export class Vault extends Organ {
  readonly vault: keyvault.Vault;
  private readonly access: "public" | "private" | undefined;

  constructor(name: string, args: VaultArgs, options?: pulumi.ComponentResourceOptions) {
    super("Vault", name, options);
    this.access = args.access;
    this.vault = new keyvault.Vault("vault", {
      resourceGroupName: args.resourceGroupName, location: args.location, tags: args.tags,
      vaultName: args.vaultName,
      properties: {
        tenantId: args.tenantId,
        sku: { family: "A", name: args.sku ?? "standard" },
        enableRbacAuthorization: true,
        enableSoftDelete: true,
        softDeleteRetentionInDays: args.softDeleteRetentionDays,
        ...(args.access === "private" && { publicNetworkAccess: "Disabled", networkAcls: { defaultAction: "Deny", bypass: "AzureServices" } }),
        ...(args.purgeProtection && { enablePurgeProtection: true }),
        ...(args.recover && { createMode: "recover" as const }),
      },
    }, this.child());
    this.registerOutputs({ vaultId: this.vault.id });
  }

  /** What a private endpoint of this name shall lead to: nothing while the vault is public. */
  privateTargets(endpointName: string): readonly PrivateTarget[] {
    return this.access === "private" ? [{ kind: "vault", id: this.vault.id, endpointName }] : [];
  }
}
