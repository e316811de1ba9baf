import { LINUX_RETIREMENTS } from "../../facts/retired-features";
import type { FixtureResource, Rule } from "./rule";

const pool = (osSKU: string): FixtureResource => ({ type: "azure-native:containerservice:AgentPool", inputs: { agentPoolName: "example", resourceName: "aks-example", osSKU } });

/** Versions of Windows, which run their own containers alone, are another rule's. */
export const nodeImageRetirement: Rule = {
  id: "node-image-retirement",
  severity: "warning",
  question: "Does a node pool name a version of Linux that AKS will retire?",
  fix: "Name the successor in osSKU: Linux changes in place, node by node, as an upgrade does.",
  source: LINUX_RETIREMENTS.map(({ source }) => source).join("; "),
  asOf: "2026-08-21",
  check: ({ analyses }) => analyses.pools.flatMap(({ name = "without a known name", osSku, resource, path }) => {
    const retirement = LINUX_RETIREMENTS.find(each => each.osSku === osSku);
    if (!retirement) return [];
    const { what, date, imagesGone, successor } = retirement;
    return [{
      resource, path: `${path}.osSKU`,
      message: `pool ${name}: ${what} is not supported on AKS after ${date}${imagesGone === undefined ? "" : `, and from ${imagesGone} its nodes can be neither added nor replaced`}; its successor is ${successor}`,
      evidence: { retires: date, successor, ...(imagesGone !== undefined && { imagesGone }) },
    }];
  }),
  fixtures: { breaks: [pool("Ubuntu2204"), pool("CBLMariner")], nearMiss: [pool("Ubuntu"), pool("AzureLinux")] },
};
