/** What every organ of the anatomy shares. */
import * as pulumi from "@pulumi/pulumi";

/** Where an Azure resource goes and how it is labelled. */
export interface Placement {
  /** Name of the resource group. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** Azure region, such as `canadacentral`. */
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Those that there are: what is not chosen is not waited for. */
export const present = <T>(...all: readonly (T | undefined)[]): T[] => all.filter(each => each !== undefined);

/** A component of the Azure side, with the type token `aks-anatomy:infra:<kind>`. */
export class Organ extends pulumi.ComponentResource {
  constructor(kind: string, name: string, options?: pulumi.ComponentResourceOptions) {
    super(`aks-anatomy:infra:${kind}`, name, {}, options);
  }

  /** Options for a child of this component, and for one of its resources that waits for others. */
  protected child(dependsOn: pulumi.Resource[] = []): pulumi.CustomResourceOptions {
    return dependsOn.length > 0 ? { parent: this, dependsOn } : { parent: this };
  }
}
