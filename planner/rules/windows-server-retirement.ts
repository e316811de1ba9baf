import { nodeOsRetirement, WINDOWS_RETIREMENTS } from "../../facts/retirements";
import { DEFAULT_WINDOWS_SKU } from "../../facts/windows-nodes";
import { isOpen } from "../model/read";
import { declaredPools } from "./pool-declarations";
import type { FixtureResource, Rule } from "./rule";

const pool = (osType: string, osSKU: string): FixtureResource => ({ type: "azure-native:containerservice:AgentPool", inputs: { agentPoolName: "win", resourceName: "aks-example", osType, osSKU } });

export const windowsServerRetirement: Rule = {
  id: "windows-server-retirement",
  severity: "warning",
  question: "Does a node pool run a version of Windows Server that AKS will retire?",
  fix: "Plan the move to the next version: a pool of its own beside this one, with images built for it, since Windows runs containers of its own version only.",
  source: [...new Set(WINDOWS_RETIREMENTS.map(each => each.source))].join("; "),
  asOf: WINDOWS_RETIREMENTS.map(each => each.asOf).sort()[0] ?? "",
  check: subject => declaredPools(subject).flatMap(({ pool: { osType, osSku, resource, path }, called, declaration }) => {
    const retirement = osType === "Windows" && !isOpen(declaration, "osSKU") ? nodeOsRetirement(osSku ?? DEFAULT_WINDOWS_SKU) : undefined;
    if (!retirement) return [];
    const { what, date, imagesGone, notFrom, successor } = retirement;
    return [{
      resource, path: `${path}.osSKU`,
      message: `${called}: ${what} is not supported on AKS after ${date}, its images go ${imagesGone}${notFrom === undefined ? "" : `, and Kubernetes ${notFrom} does not take it`}; its successor is ${successor}`,
      evidence: { retires: date, imagesGone, successor, ...(osSku !== undefined && { osSku }), ...(notFrom !== undefined && { notFrom }) },
    }];
  }),
  fixtures: { breaks: [pool("Windows", "Windows2022")], nearMiss: [pool("Windows", "Windows2025"), pool("Linux", "AzureLinux")] },
};
