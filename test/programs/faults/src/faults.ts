import * as pulumi from "@pulumi/pulumi";
import { Thing } from "./thing";

interface Settings { readonly nested?: { readonly name: string } }

function deeper({ nested }: Settings): string {
  return (nested as { name: string }).name;
}

const never = (): Promise<string> => new Promise(() => undefined);

interface Keys { readonly keys: readonly { readonly value: string }[] }
const listKeys = (): Promise<Keys> => pulumi.runtime.invoke("test:index:listKeys", {});

export const faults = {
  throws: () => { deeper({}); },
  "throws-text": () => { throw "only a text"; },
  "throws-in-apply": () => { new Thing("known", { size: 1 }).size?.apply(() => { throw new RangeError("too large"); }); },
  "run-error": () => { throw new pulumi.RunError("this stack needs a region"); },
  "logs-errors": async () => {
    await pulumi.log.error("the first mistake");
    await pulumi.log.error("the second mistake", new Thing("guilty", {}));
  },
  duplicate: () => {
    new Thing("twice", { size: 1 });
    new Thing("twice", { size: 2 });
    new Thing("again", {});
    new Thing("again", {});
  },
  "missing-asset": () => { new Thing("documented", { file: new pulumi.asset.FileAsset("./nowhere.txt") }); },
  "input-never-settles": () => {
    new Thing("settled", {});
    new Thing("stuck", { size: 1, tags: { name: never() } });
  },
  "program-never-settles": async () => {
    new Thing("settled", {});
    await never();
  },
  "leaves-early": () => {
    new Thing("settled", {});
    process.exit(0);
  },
  "leaves-with-code": () => { process.exit(7); },
  "keeps-running": () => {
    new Thing("settled", {});
    setInterval(() => undefined, 1000);
  },
  "never-gives-back": () => { for (;;); },
  "exports-never-settle": () => ({ settled: Promise.resolve(1), open: never() }),
  "counts-unanswered": async () => {
    for (const { value } of (await listKeys()).keys) new Thing(`key-${value}`, { value });
  },
  "parses-unanswered": async () => { JSON.parse((await listKeys()).keys[0]?.value ?? ""); },
  "reads-unanswered": async () => {
    const { keys: [first] } = await listKeys();
    const found = await pulumi.runtime.invoke("test:index:findByKey", { key: first?.value });
    new Thing("reader", { key: first?.value, text: `key=${first?.value}`, found: found.name, size: 1 });
    return { key: first?.value };
  },
  "missing-module": () => { require("./nowhere"); },
  "fails-when-known": () => {
    const { Namespace } = require("@pulumi/kubernetes/core/v1") as typeof import("@pulumi/kubernetes/core/v1");
    new Namespace("known", { metadata: { name: "known" } }).id.apply(() => { throw new Error("only where the id is known"); });
  },
} as const;

export const isFault = (name: string): name is keyof typeof faults => name in faults;
