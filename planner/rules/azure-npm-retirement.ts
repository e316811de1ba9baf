import { AZURE_NPM_RETIREMENTS } from "../../facts/retirements";
import type { NodePool } from "../model/results";
import type { FixtureResource, Rule } from "./rule";

const { Linux: linux, Windows: windows } = AZURE_NPM_RETIREMENTS;

/** Cilium enforces nothing on Windows nodes. */
const WINDOWS_FIX = `Plan the move to ${windows.successor}: Cilium runs on no Windows node.`;

/** Azure's default is Linux, and every cluster has a Linux pool: AKS's own pods run there. */
const retiring = (pools: readonly NodePool[]) => [linux, ...(pools.some(({ osType }) => osType?.toLowerCase() === "windows") ? [windows] : [])];

const cluster = (networkProfile: FixtureResource["inputs"]): FixtureResource =>
  ({ type: "azure-native:containerservice:ManagedCluster", inputs: { resourceName: "aks-example", networkProfile, agentPoolProfiles: [{ name: "system" }, { name: "win", osType: "Windows" }] } });

export const azureNpmRetirement: Rule = {
  id: "azure-npm-retirement",
  severity: "warning",
  question: "Are a cluster's network policies enforced by Azure Network Policy Manager, which Azure will retire?",
  fix: "Choose cilium for a new cluster. One that stands is moved by az aks update --network-dataplane cilium, which gives new images to all nodes of all pools at once; then set it here and run "
    + "pulumi refresh: the setting alone makes Pulumi's provider replace the cluster (pulumi-azure-native#4771). Read azure-aks-docs, migrate-from-npm-to-cilium-network-policy.md, first: Cilium "
    + "enforces ingress rules on what comes through a load balancer, too, and no ipBlock stands for pods or nodes.",
  source: linux.source,
  asOf: linux.asOf,
  check: ({ analyses }) => analyses.clusters.filter(each => each.networkPolicy?.toLowerCase() === "azure").flatMap(each =>
    retiring(analyses.pools.filter(pool => pool.cluster === each.resource)).map(({ what, date, successor }) => ({
      resource: each.resource,
      path: "inputs.networkProfile.networkPolicy",
      message: `${what} is not supported after ${date}; its successor is ${successor}`,
      evidence: { networkPolicy: "azure", retires: date, successor },
      ...(successor === windows.successor && { fix: WINDOWS_FIX }),
    }))),
  fixtures: {
    breaks: [cluster({ networkPlugin: "azure", networkPolicy: "azure" })],
    nearMiss: [cluster({ networkPlugin: "azure", networkPolicy: "calico" }), cluster({ networkPlugin: "azure", networkPolicy: "cilium", networkDataplane: "cilium" }), cluster({ networkPlugin: "azure" })],
  },
};
