import { RETIRED_VM_SERIES, vmSeriesRetirement } from "../../facts/retirements";
import { POOL_EXCHANGE } from "./pool-exchange";
import type { FixtureResource, Rule } from "./rule";

const source = [...new Set(RETIRED_VM_SERIES.map(series => series.source))].join("; ");
const asOf = RETIRED_VM_SERIES.map(series => series.asOf).sort()[0] ?? "";

const pool = (vmSize: string): FixtureResource => ({ type: "azure-native:containerservice:AgentPool", inputs: { agentPoolName: "example", resourceName: "aks-example", vmSize } });

export const retiredVmSeries: Rule = {
  id: "retired-vm-series",
  severity: "warning",
  question: "Does a node pool use a VM series that Azure will retire?",
  fix: `Choose a size of a current series. ${POOL_EXCHANGE}`,
  source,
  asOf,
  check: ({ analyses }) => analyses.pools.flatMap(({ name = "without a known name", vmSize, resource, path }) => {
    const retirement = vmSize === undefined ? undefined : vmSeriesRetirement(vmSize);
    if (vmSize === undefined || !retirement) return [];
    return [{
      resource,
      path: `${path}.vmSize`,
      message: `pool ${name}: ${vmSize} is of the ${retirement.what} series, which ends ${retirement.date}`,
      evidence: { vmSize, series: retirement.what, retires: retirement.date, successor: retirement.successor },
      fix: `Choose a size of the series ${retirement.successor}. ${POOL_EXCHANGE}`,
    }];
  }),
  fixtures: { breaks: [pool("Standard_B2ms"), pool("Standard_DS2_v2"), pool("Standard_D2s_v3")], nearMiss: [pool("Standard_B2s_v2"), pool("Standard_D2s_v5")] },
};
