/** The load balancers' data path in the fabric's kernel. It goes on without this process, as Azure's goes on without its controller; only what is healthy does not change then. */
import { writeFile } from "node:fs/promises";
import { run } from "../lab/command";
import { CHAIN, flowRules, type Backend, type FlowRule } from "./flow-rules";

const HOOKS = ["mangle", "nat"] as const;

/** A node that is gone is silent in Azure; this kernel would tell the client that the host is unreachable. */
const SILENCE = ["OUTPUT", "-p", "icmp", "--icmp-type", "host-unreachable", "-j", "DROP"] as const;

/** Of all rules for marked packets, before the main table's. */
const RULE_PRIORITY = 1000;

export class DataPath {
  readonly #routed = new Map<number, string>();
  #written = "";

  /** Hooks the empty chains into the namespace that this process runs in. */
  async start(): Promise<void> {
    // What nodes send one another over their bridge is no business of the fabric's rules. Kernels without bridge filtering have no such switch.
    await writeFile("/proc/sys/net/bridge/bridge-nf-call-iptables", "0").catch((error: NodeJS.ErrnoException) => { if (error.code !== "ENOENT") throw error; });
    await this.#write([]);
    for (const table of HOOKS) await run("iptables", ["--wait", "--table", table, "--insert", "PREROUTING", "--jump", CHAIN]);
    await run("iptables", ["--wait", "--insert", ...SILENCE]);
  }

  /**
   * Puts the data path into a state. The routes to nodes stay until the end: a flow that a node had is sent there also when it is out of the pool, or gone.
   * @param nodes all that flows may be sent to
   */
  async apply(flows: readonly FlowRule[], nodes: readonly Backend[]): Promise<void> {
    for (const { mark, address } of nodes) {
      if (this.#routed.get(mark) === address) continue;
      const table = String(mark);
      await run("ip", ["route", "replace", "default", "via", address, "table", table]);
      if (!this.#routed.has(mark)) await run("ip", ["rule", "add", "fwmark", table, "lookup", table, "priority", String(RULE_PRIORITY)]);
      this.#routed.set(mark, address);
    }
    await this.#write(flows);
  }

  async #write(flows: readonly FlowRule[]): Promise<void> {
    const rules = flowRules(flows);
    if (rules === this.#written) return;
    await run("iptables-restore", ["--noflush", "--wait"], { input: rules });
    this.#written = rules;
  }
}
