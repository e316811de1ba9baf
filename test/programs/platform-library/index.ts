// AKS as a component library: network, identity, registry with pull rights, cluster; used twice.
import * as pulumi from "@pulumi/pulumi";
import { Platform } from "./lib/platform";

const config = new pulumi.Config("aks");
const small = new Platform("small", { nodes: 1, cidr: "10.10.0.0/16" });
const large = new Platform("large", { nodes: config.getNumber("nodes") ?? 6, cidr: "10.20.0.0/16", registry: small.registry }, { dependsOn: small, protect: true });
export const kubeconfigs = pulumi.secret([small.kubeconfig, large.kubeconfig]);
export const loginServer = small.registry.loginServer;
