"use strict";
// A program without anything of AKS: a component with a child, an output of each kind, and a word on standard output.
const pulumi = require("@pulumi/pulumi");
const kubernetes = require("@pulumi/kubernetes");

if (new pulumi.Config().getBoolean("fail")) throw new Error("the program was told to fail");
console.log("a word from the program");

class Shelf extends pulumi.ComponentResource {
  constructor(name) {
    super("plain:library:Shelf", name);
    this.map = new kubernetes.core.v1.ConfigMap("book", { metadata: { name: "book" }, data: { title: "Hogwarts, a History" } }, { parent: this });
    this.registerOutputs({});
  }
}
const shelf = new Shelf("shelf");
exports.title = "Hogwarts, a History";
exports.password = pulumi.secret("caput draconis");
exports.id = shelf.map.id;
