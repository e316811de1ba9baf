import * as pulumi from "@pulumi/pulumi";

/** A resource of a provider that nobody has. */
export class Thing extends pulumi.CustomResource {
  readonly size?: pulumi.Output<number>;

  constructor(name: string, args: Record<string, unknown>, opts?: pulumi.CustomResourceOptions) {
    super("test:index:Thing", name, { ...args }, opts);
  }
}
