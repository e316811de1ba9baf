import * as containerregistry from "@pulumi/azure-native/containerregistry";
import type * as pulumi from "@pulumi/pulumi";
import { Organ, type Placement } from "./component";
import type { PrivateTarget } from "./private-endpoints";

export interface RegistryArgs extends Placement {
  /** Globally unique name, 5 to 50 letters and digits. */
  readonly registryName: string;
  /** Basic has the least storage and throughput; Premium adds private endpoints and zones. */
  readonly sku: "Basic" | "Standard" | "Premium";
  /** Private closes the public address; a private endpoint must lead to the registry then. Premium. @default "public" */
  readonly access?: "public" | "private";
  /** Asks by name for copies in several zones, which Azure makes of any registry in a region that has them (container-registry/zone-redundancy.md). Premium; fixed once the registry is made. @default false */
  readonly zoneRedundancy?: boolean;
  /** Layers come from a host name of the registry's own instead of a shared one. Premium. @default false */
  readonly dataEndpoint?: boolean;
  /** Days until a manifest without a tag is deleted, 0 to 365. Premium. @default never */
  readonly untaggedRetentionDays?: number | undefined;
}

/**
 * Azure Container Registry. It has no admin user, and nobody pulls without a login: the kubelet's identity has AcrPull. Where it is private, Azure's own import service may still put images in
 * (source: azure-management-docs, allow-access-trusted-services.md, as of 2025-02-28).
 */
export class Registry extends Organ {
  readonly registry: containerregistry.Registry;
  /** Host name that images are pulled from. */
  readonly loginServer: pulumi.Output<string>;
  private readonly access: "public" | "private" | undefined;

  constructor(name: string, args: RegistryArgs, options?: pulumi.ComponentResourceOptions) {
    super("Registry", name, options);
    this.access = args.access;
    this.registry = new containerregistry.Registry("registry", {
      resourceGroupName: args.resourceGroupName, location: args.location, tags: args.tags,
      registryName: args.registryName,
      sku: { name: args.sku },
      adminUserEnabled: false,
      anonymousPullEnabled: false,
      ...(args.access === "private" && { publicNetworkAccess: "Disabled", networkRuleBypassOptions: "AzureServices" }),
      ...(args.zoneRedundancy === true && { zoneRedundancy: "Enabled" }),
      ...(args.dataEndpoint === true && { dataEndpointEnabled: true }),
      ...(args.untaggedRetentionDays !== undefined && { policies: { retentionPolicy: { status: "enabled", days: args.untaggedRetentionDays } } }),
    }, this.child());
    this.loginServer = this.registry.loginServer;
    this.registerOutputs({ loginServer: this.loginServer });
  }

  /** What a private endpoint of this name shall lead to: nothing while the registry is public. */
  privateTargets(endpointName: string): readonly PrivateTarget[] {
    return this.access === "private" ? [{ kind: "registry", id: this.registry.id, endpointName }] : [];
  }
}
