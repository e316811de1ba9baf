/** The sound program, or with `broken:case` one of those that break it; several, with commas between them, break it together. */
import * as pulumi from "@pulumi/pulumi";
import { CASES } from "./cases";
import { declare, type Change } from "./sound";
import { together } from "./together";

function changeOf(name: string): Change {
  const change = name === "sound" ? {} : CASES[name]?.change;
  if (change === undefined) throw new pulumi.RunError(`there is no case "${name}"`);
  return change;
}

export = declare(together(new pulumi.Config().require("case").split(",").map(changeOf)));
