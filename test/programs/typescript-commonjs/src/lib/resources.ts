import * as pulumi from "@pulumi/pulumi";

export interface ThingArgs { readonly size?: pulumi.Input<number>; readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>> }

const calls: string[] = [];
function logged(label: string) {
  return (_target: object, key: string, descriptor: PropertyDescriptor): PropertyDescriptor => {
    const method = descriptor.value as (...args: unknown[]) => unknown;
    return { ...descriptor, value(this: unknown, ...args: unknown[]) { calls.push(label + key); return method.apply(this, args); } };
  };
}

export class Thing extends pulumi.CustomResource {
  public readonly size!: pulumi.Output<number>;
  constructor(name: string, args: ThingArgs, opts?: pulumi.CustomResourceOptions) { super("test:index:Thing", name, { late: undefined, ...args }, opts); }
}

export class Group extends pulumi.ComponentResource {
  readonly things: Thing[] = [];
  public readonly total: pulumi.Output<number>;

  constructor(private readonly prefix: string, public count: number, opts?: pulumi.ComponentResourceOptions) {
    super("test:index:Group", prefix, { count }, opts);
    for (let index = 0; index < count; index++) this.things.push(this.make(index));
    this.total = pulumi.all(this.things.map(({ size }) => size)).apply(sizes => sizes.reduce((sum, size) => sum + size, 0));
    this.registerOutputs({ total: this.total, calls });
  }

  @logged("call of ")
  private make(index: number): Thing { return new Thing(`${this.prefix}-${index}`, { size: index + 1 }, { parent: this }); }
}
