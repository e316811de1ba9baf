/** The sound program, or with `broken:case` one of those that break it; more than one, by commas, beside each other, so that they are planned in the time of few. */
import * as pulumi from "@pulumi/pulumi";
import { CASES } from "./cases";
import { declare } from "./sound";

function one(name: string, prefix = ""): pulumi.Inputs {
  const change = name === "sound" ? {} : CASES[name]?.change;
  if (change === undefined) throw new pulumi.RunError(`there is no case "${name}"`);
  return declare(change, prefix);
}

const names = new pulumi.Config().require("case").split(",");

export = names.length > 1 ? Object.fromEntries(names.map(each => [each, one(each, `${each}.`)])) : one(names.join());
