import * as pulumi from "@pulumi/pulumi";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/index.js";
import { setTimeout as later } from "node:timers/promises";
import { nameOf } from "./names.js";

await later(2);
const map = new ConfigMap(nameOf("map"), { metadata: { name: "map" } });

export const stack = pulumi.getStack();
export const name = map.metadata.name;
