import * as pulumi from "@pulumi/pulumi";

export class Thing extends pulumi.CustomResource {
  declare public readonly size: pulumi.Output<number>;
  constructor(name: string, args: Record<string, unknown>, opts?: pulumi.CustomResourceOptions) { super("test:index:Thing", name, { late: undefined, ...args }, opts); }
}

/** Under this target a field that is declared is defined, and hides what the base class has set. */
export class Hidden extends pulumi.CustomResource {
  public readonly size!: pulumi.Output<number>;
  constructor(name: string, args: Record<string, unknown>, opts?: pulumi.CustomResourceOptions) { super("test:index:Thing", name, { ...args }, opts); }
}

export const slow = await new Promise<string>(resolve => setTimeout(() => { resolve("slow"); }, 10));
