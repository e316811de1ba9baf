/** The sound program, or with `broken:case` one of those that break it. */
import * as pulumi from "@pulumi/pulumi";
import { CASES } from "./cases";
import { declare } from "./sound";

const name = new pulumi.Config().require("case");
const change = name === "sound" ? {} : CASES[name]?.change;
if (change === undefined) throw new pulumi.RunError(`there is no case "${name}"`);

export = declare(change);
