import * as pulumi from "@pulumi/pulumi";
import * as kubernetes from "@pulumi/kubernetes";
import { Names } from "./names.js";
import legacy from "./legacy.cjs";

enum Size { Small = 1, Large = 2 }

const names = new Names("modules");
const map = await Promise.resolve(new kubernetes.core.v1.ConfigMap(names.of("map"), { metadata: { name: "map" }, data: { size: String(Size.Large), legacy: legacy.word } }));

export default { name: map.metadata.name, stack: pulumi.getStack() };
