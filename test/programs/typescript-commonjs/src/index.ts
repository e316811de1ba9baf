import * as pulumi from "@pulumi/pulumi";
import * as fs from "fs";
import callable = require("./lib/callable");
import * as star from "./lib/callable";
import * as data from "./data.json";
import Other, { prefix } from "./lib/module";
import { Group, Thing } from "./lib/resources";
import { Base, Kind, Level, Names, Numbered, type Shape } from "./lib/types";

// Without `esModuleInterop` what is imported whole is the module itself, and can be called.
const called = (star as unknown as (text: string) => string)("star");
const shape = { name: Names.of("x"), kind: Kind.B } satisfies Shape;

class Impl extends Base<string> {
  declare ghost: string;
  protected value(): string { return "v"; }
  show(): string { return `${this.value()}${this.shown}`; }
}

const group = new Group("group", data.names.length);
new Thing("one", {
  size: data.size,
  tags: {
    made: callable("x"), called, name: shape.name, kind: shape.kind, level: String(Level.High), numbered: Numbered[6] + String(Numbered.Y), impl: new Impl().show(), there: String(fs.existsSync("data.json")),
    count: String(Base.count), deep: String(Names.Inner.deep), default: typeof (data as { default?: unknown }).default, none: String(group.things[9]?.urn), extra: String((callable as { extra?: number }).extra),
  },
});
new Other(`${prefix}two`, { total: group.total });

const lazily = async (): Promise<Kind> => (await import("./lib/types")).Kind.A;

export = async () => {
  new Thing(`late-${await lazily()}`, {}, { dependsOn: group });
  return { total: group.total, shape, fields: Object.keys(new Group("second", 0)).includes("total") };
};
