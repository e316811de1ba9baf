/** The sound program, or with `broken:case` one of those that break it; `all` of them beside each other, so that they are planned in the time of one. */
import * as pulumi from "@pulumi/pulumi";
import { CASES } from "./cases";
import { declare } from "./sound";

function one(name: string, prefix = ""): pulumi.Inputs {
  const change = name === "sound" ? {} : CASES[name]?.change;
  if (change === undefined) throw new pulumi.RunError(`there is no case "${name}"`);
  return declare(change, prefix);
}

const name = new pulumi.Config().require("case");

export = name === "all" ? Object.fromEntries(Object.keys(CASES).map(each => [each, one(each, `${each}.`)])) : one(name);
