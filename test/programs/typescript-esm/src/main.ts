import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pulumi from "@pulumi/pulumi";
import * as whole from "@pulumi/pulumi";
import data from "./data.json" with { type: "json" };
import { Hidden, Thing, slow } from "./lib.js";
import { Thing as Same } from "#lib";
import { deep } from "#deep/one";
import type { Word } from "./nowhere.js";

const require = createRequire(import.meta.url);
const word: Word = { text: "word" };

function loudly(method: (this: Hall, text: string) => string, context: ClassMethodDecoratorContext) {
  return function (this: Hall, text: string): string { return `${String(context.name)}: ${method.call(this, text)}`; };
}
class Hall {
  accessor size = 1;
  @loudly call(text: string): string { return text; }
}

const first = new Thing("first", {
  size: 1, slow, deep, word: word.text, same: Same === Thing, folder: path.basename(path.dirname(fileURLToPath(import.meta.url))), data: data.a, required: (require("./data.json") as typeof data).a,
  called: new Hall().call("x"), accessor: new Hall().size, whole: typeof whole.Output,
});
const hidden = new Hidden("hidden", { size: 2 });
new Thing("second", { size: first.size, hidden: String(hidden.size) });

const { nameOf } = await import("./lazy.js");
for (const text of ["x", "y"]) {
  await new Promise(resolve => setTimeout(resolve, 5));
  new Thing(nameOf(text), {}, { dependsOn: [first] });
}

export const id = first.id;
export const count = pulumi.output(["x"]).apply(list => list.length);
