/** Which way a failed request went. */
import { tracked } from "../lab/tracked";
import type { Request } from "../load/protocol";
import type { World } from "../world";

/**
 * Asks the connection tracking of every machine: at once, since a machine that is deleted takes its memory with it.
 * @returns the entrances that took the request, and the pod that each chose for it
 */
export async function wayOf({ port }: Request, { cluster, frontEnd, journal }: World): Promise<string> {
  if (port === undefined) return "it had no source port";
  const dump = ["conntrack", "--dump", "--proto", "tcp", "--sport", String(port), "--dport", String(frontEnd.port)];
  const ways = await Promise.all(cluster.machines.map(async node => tracked(await node.run(dump).catch(() => "")).map(({ state, answered, to }) =>
    `${node.name} sent it to ${to} (${state}${answered ? "" : ", nothing came back"}): ${journal.about(to.replace(/:\d+$/, "")) ?? "no pod had that address"}`)));
  return [`from port ${port}`, ...ways.flat(), ...(ways.flat().length === 0 ? ["no machine knows of it"] : [])].join("; ");
}
