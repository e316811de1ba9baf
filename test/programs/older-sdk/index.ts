import * as pulumi from "@pulumi/pulumi";
import * as path from "path";

class Thing extends pulumi.CustomResource {
  public readonly size!: pulumi.Output<number>;
  constructor(name: string, args: Record<string, unknown>, opts?: pulumi.CustomResourceOptions) { super("test:index:Thing", name, { late: undefined, ...args }, opts); }
}
class Group extends pulumi.ComponentResource {
  constructor(name: string, args: pulumi.Inputs, opts?: pulumi.ComponentResourceOptions) { super("test:index:Group", name, args, opts); }
}

const base = new Thing("base", { size: 1, file: new pulumi.asset.StringAsset("text") });
const group = new Group("group", { size: base.size }, { protect: true, aliases: [{ name: "formerly" }] });
const child = new Thing("child", { of: base.id, key: pulumi.secret("k"), deep: { list: [base.size, 2] } }, { parent: group, dependsOn: [base], customTimeouts: { create: "90s" }, retainOnDelete: true });
group.registerOutputs({ child: child.id });
new Thing("after", {}, { dependsOn: group, ignoreChanges: ["a"], replaceOnChanges: ["b"], deleteBeforeReplace: true, additionalSecretOutputs: ["c"], deletedWith: base });
new Thing("found", {}, { id: "found-id" });
const changed = new Group("changed", {}, { transforms: [({ custom, props, opts }) => (custom ? { props: { ...props, of: base.id }, opts } : undefined)] });
new Thing("changed-child", { own: path.basename("a/b") }, { parent: changed });
setTimeout(() => { new Thing("late", { size: child.size }); }, 5);

export const size = base.size;
export const key = pulumi.secret("k");
