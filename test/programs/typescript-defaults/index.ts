import * as pulumi from "@pulumi/pulumi";
import callable from "./lib/callable.cjs";
import * as members from "./lib/callable.cjs";

class Thing extends pulumi.CustomResource {
  public readonly size!: pulumi.Output<number>;
  constructor(name: string, args: Record<string, unknown>, opts?: pulumi.CustomResourceOptions) { super("test:index:Thing", name, { late: undefined, ...args }, opts); }
}

/** A decorator as ECMAScript has them, not as TypeScript had them first. */
function loudly(method: (this: unknown) => string, context: { readonly kind: string; readonly name: string | symbol }) {
  return function (this: unknown) { return `${method.call(this)}! (${context.kind} ${String(context.name)})`; };
}
class Hall {
  @loudly call() { return "sorted"; }
}

const first = new Thing("first", { size: 1, callable: callable("text"), member: members.member, kind: typeof members, called: new Hall().call() });
new Thing("second", { size: first.size });
// Stays an import, so that CommonJS reaches modules.
import("./lib/only.mjs").then(({ word, default: make }) => { new Thing("imported", { word, made: make() }); });

export const size = first.size;
export default async function main() { return { notCalled: true }; }
