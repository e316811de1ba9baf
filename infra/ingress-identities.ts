import * as managedidentity from "@pulumi/azure-native/managedidentity";
import * as pulumi from "@pulumi/pulumi";
import type { IngressZone } from "./ingress-zone";
import { Organ, type Placement } from "./component";
import { RoleGrant } from "./role-grant";
import { WorkloadTrust, type WorkloadTrustArgs } from "./workload-trust";

export interface IngressIdentitiesArgs extends Placement {
  readonly names: Readonly<Record<"vault" | "certificateIdentity" | "recordsIdentity", string>>;
  /** Makes of a name in the stack's group one that no other resource in the tenant has. */
  readonly inTenant: (name: string) => string;
  /** OIDC issuer URL of the cluster. */
  readonly issuer: pulumi.Input<string>;
  /** The service accounts that act as these identities: who takes the certificate from the vault, and who writes records. */
  readonly accounts: Readonly<Record<"certificate" | "records", WorkloadTrustArgs["account"]>>;
  /** ARM id of the vault. */
  readonly vaultId: pulumi.Input<string>;
  /** Name of the certificate in it. */
  readonly certificate: string;
  readonly zone: IngressZone;
}

/**
 * Whom the ingress acts as in Azure. One identity reads one certificate, which with its key is a secret of the certificate's name, and no other secret of the vault: Azure takes the secret itself as scope
 * (azure-security-docs, key-vault/general/rbac-guide.md). The other writes records of one zone; that it also reads the group is what external-dns asks for, to find the zone
 * (kubernetes-sigs/external-dns, docs/tutorials/azure-private-dns.md).
 */
export class IngressIdentities extends Organ {
  readonly certificateClientId: pulumi.Output<string>;
  readonly recordsClientId: pulumi.Output<string>;

  constructor(name: string, args: IngressIdentitiesArgs, options?: pulumi.ComponentResourceOptions) {
    super("IngressIdentities", name, options);
    const { resourceGroupName, location, tags, names, inTenant, zone, certificate } = args;
    const own = { parent: this };
    const identity = (logicalName: string, identityName: string, account: WorkloadTrustArgs["account"]) => {
      const made = new managedidentity.UserAssignedIdentity(logicalName, { resourceGroupName, location, tags, resourceName: identityName }, this.child());
      new WorkloadTrust(logicalName, { resourceGroupName, identityName: made.name, issuer: args.issuer, account }, own);
      return { clientId: made.clientId, principal: { principalId: made.principalId, principalName: identityName } };
    };
    const reader = identity("ingress-certificate", names.certificateIdentity, args.accounts.certificate);
    new RoleGrant("ingress-reads-certificate", {
      ...reader.principal, role: "keyVaultSecretsUser", scope: pulumi.interpolate`${args.vaultId}/secrets/${certificate}`, scopeName: inTenant(`${names.vault}/secrets/${certificate}`),
    }, own);
    const writer = identity("external-dns", names.recordsIdentity, args.accounts.records);
    new RoleGrant("external-dns-writes-zone", { ...writer.principal, role: zone.kind === "private" ? "privateDnsZoneContributor" : "dnsZoneContributor", scope: zone.id, scopeName: inTenant(zone.zoneName) }, own);
    new RoleGrant("external-dns-reads-group", { ...writer.principal, role: "reader", scope: zone.group.id, scopeName: inTenant(`group of ${zone.zoneName}`) }, own);
    this.certificateClientId = reader.clientId;
    this.recordsClientId = writer.clientId;
    this.registerOutputs({});
  }
}
