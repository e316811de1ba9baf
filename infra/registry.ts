import * as containerregistry from "@pulumi/azure-native/containerregistry";
import type * as pulumi from "@pulumi/pulumi";
import { Organ, type Placement } from "./component";

export interface RegistryArgs extends Placement {
  /** Globally unique name, 5 to 50 letters and digits. */
  readonly registryName: string;
  /** Basic has the least storage and throughput; Premium adds private endpoints and zones. */
  readonly sku: "Basic" | "Standard" | "Premium";
}

/** Azure Container Registry. It has no admin user: the kubelet's identity pulls with AcrPull. */
export class Registry extends Organ {
  readonly registry: containerregistry.Registry;
  /** Host name that images are pulled from. */
  readonly loginServer: pulumi.Output<string>;

  constructor(name: string, args: RegistryArgs, options?: pulumi.ComponentResourceOptions) {
    super("Registry", name, options);
    this.registry = new containerregistry.Registry("registry", {
      resourceGroupName: args.resourceGroupName, location: args.location, tags: args.tags,
      registryName: args.registryName,
      sku: { name: args.sku },
      adminUserEnabled: false,
    }, this.child());
    this.loginServer = this.registry.loginServer;
    this.registerOutputs({ loginServer: this.loginServer });
  }
}
