import { GONE_VM_SERIES, goneVmSeries } from "../../facts/retirements";
import { POOL_EXCHANGE } from "./pool-exchange";
import { poolFixture } from "./pool-declarations";
import type { Rule } from "./rule";

export const goneVmSeriesRule: Rule = {
  id: "gone-vm-series",
  severity: "error",
  question: "Does a node pool use a VM series that Azure has no machines of any more?",
  fix: `Choose a size of a current series. ${POOL_EXCHANGE}`,
  source: [...new Set(GONE_VM_SERIES.map(({ source }) => source))].join("; "),
  asOf: GONE_VM_SERIES.map(({ asOf }) => asOf).sort()[0] ?? "",
  check: ({ analyses }) => analyses.pools.flatMap(({ name = "without a known name", vmSize = "", resource, path }) => {
    const gone = goneVmSeries(vmSize);
    return gone === undefined ? [] : [{
      resource, path: `${path}.vmSize`, evidence: { vmSize, series: gone.what, retired: gone.date, successor: gone.successor },
      message: `pool ${name}: ${vmSize} is of the ${gone.what} series, which Azure retired ${gone.date}: no such machine is made or started`, fix: `Choose a size of the series ${gone.successor}. ${POOL_EXCHANGE}`,
    }];
  }),
  fixtures: { breaks: [poolFixture({ vmSize: "Standard_NC6" }), poolFixture({ vmSize: "Standard_NC6s_v3" })], nearMiss: [poolFixture({ vmSize: "Standard_NC4as_T4_v3" }), poolFixture({ vmSize: "Standard_NC24ads_A100_v4" })] },
};
