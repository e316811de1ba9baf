import * as monitor from "@pulumi/azure-native/monitor";
import type * as pulumi from "@pulumi/pulumi";
import { Organ } from "./component";

export interface VaultLogArgs {
  /** ARM id of the vault. */
  readonly vaultId: pulumi.Input<string>;
  /** ARM id of the Log Analytics workspace. */
  readonly workspaceId: pulumi.Input<string>;
}

/**
 * Sends a vault's audit log to Log Analytics, into the table AZKVAuditLogs: every request, also a refused one, with who made it and from where; no value of a secret.
 * Source: azure-monitor-docs, supported-logs/microsoft-keyvault-vaults-logs.md, as of 2026-08-21.
 */
export class VaultLog extends Organ {
  constructor(name: string, { vaultId, workspaceId }: VaultLogArgs, options?: pulumi.ComponentResourceOptions) {
    super("VaultLog", name, options);
    new monitor.DiagnosticSetting(name, {
      name,
      resourceUri: vaultId,
      workspaceId,
      logAnalyticsDestinationType: "Dedicated",
      logs: [{ category: "AuditEvent", enabled: true }],
    }, this.child());
    this.registerOutputs({});
  }
}
