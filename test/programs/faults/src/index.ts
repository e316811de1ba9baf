import * as pulumi from "@pulumi/pulumi";
import { faults, isFault } from "./faults";

const asked = new pulumi.Config().require("fault");

/** Goes wrong in the way that the configuration asks for. */
export = async () => (isFault(asked) ? faults[asked]() : { fault: asked });
