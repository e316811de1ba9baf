/** Health probes of the load balancers: from the platform's address, every few seconds, to every backend. */
import { get as getHttp, type RequestOptions } from "node:http";
import { get as getHttps } from "node:https";
import { connect } from "node:net";
import { AZURE_PROBES } from "../../../facts/ranges";
import type { Probe } from "./load-balancer";
import { judge, NEW_BACKEND, type ProbeResult, type Verdict } from "./probe-verdict";

/** Where probes come from. */
export const PROBE_SOURCE = AZURE_PROBES.replace(/\/32$/, "");

/** An HTTP probe waits no longer than this, whatever its interval. Seconds; source: azure-docs, load-balancer-custom-probe-overview.md. */
const HTTP_TIMEOUT = 30;

/** Milliseconds until the first probe of a backend: Azure makes a load balancer in tens of seconds, and kube-proxy has long heard of the Service by then. */
const FIRST_PROBE = 1500;

export interface ProbeTarget {
  /** Of the backend. */
  readonly address: string;
  readonly probe: Probe;
}

const failure = ({ code }: NodeJS.ErrnoException): ProbeResult => code === "ECONNREFUSED" ? "refused" : code === "ECONNRESET" ? "wrong answer" : "silence";

/** One probe. A connection that is not answered fails with the next probe, so its patience is the interval. */
function ask({ address, probe }: ProbeTarget, source: string): Promise<ProbeResult> {
  return new Promise(answer => {
    const place: RequestOptions = { host: address, port: probe.port, localAddress: source };
    if (probe.protocol === "Tcp") {
      const socket = connect({ ...place, host: address, port: probe.port }, () => { answer("success"); socket.end(); });
      socket.setTimeout(probe.interval * 1000, () => { answer("silence"); socket.destroy(); });
      socket.on("error", error => { answer(failure(error)); });
      // Someone who does not close is not waited for longer than one who does not answer.
      socket.resume();
      return;
    }
    const patience = Math.min(probe.interval, HTTP_TIMEOUT) * 1000;
    const settings = { ...place, path: probe.path, agent: false, headers: { connection: "close", "user-agent": "Load Balancer Agent" } };
    // Azure does not check whose certificate it is.
    const request = probe.protocol === "Https" ? getHttps({ ...settings, rejectUnauthorized: false }) : getHttp(settings);
    const timer = setTimeout(() => { answer("silence"); request.destroy(); }, patience);
    request.on("response", response => {
      answer(response.statusCode === 200 ? "success" : "wrong answer");
      response.resume();
    });
    request.on("error", error => { answer(failure(error)); });
    request.on("close", () => { clearTimeout(timer); });
  });
}

interface Probing {
  readonly target: ProbeTarget;
  timer: NodeJS.Timeout;
  verdict: Verdict;
}

const keyOf = ({ address, probe }: ProbeTarget): string => JSON.stringify([address, probe]);

export class Probes {
  readonly #probing = new Map<string, Probing>();

  /**
   * @param onChange told of every backend that went up or down
   * @param source an address of this namespace
   */
  constructor(private readonly onChange: (target: ProbeTarget, up: boolean) => void, private readonly source = PROBE_SOURCE) {}

  /** Probes these and no others. New ones are down until they have answered. */
  set(targets: readonly ProbeTarget[]): void {
    const wanted = new Map(targets.map(target => [keyOf(target), target]));
    for (const [key, { timer }] of this.#probing) {
      if (wanted.has(key)) continue;
      clearInterval(timer);
      this.#probing.delete(key);
    }
    for (const [key, target] of wanted) {
      if (this.#probing.has(key)) continue;
      const probing: Probing = { target, verdict: NEW_BACKEND, timer: setTimeout(() => {
        probing.timer = setInterval(() => { void this.#ask(key); }, target.probe.interval * 1000);
        void this.#ask(key);
      }, FIRST_PROBE) };
      this.#probing.set(key, probing);
    }
  }

  isUp(target: ProbeTarget): boolean {
    return this.#probing.get(keyOf(target))?.verdict.up ?? false;
  }

  stop(): void {
    this.set([]);
  }

  async #ask(key: string): Promise<void> {
    const asked = this.#probing.get(key);
    if (!asked) return;
    const result = await ask(asked.target, this.source);
    // It may have been taken off, and even put back, while the answer was on its way.
    if (this.#probing.get(key) !== asked) return;
    const before = asked.verdict.up, { probe } = asked.target;
    asked.verdict = judge(asked.verdict, result, probe.threshold, probe.protocol !== "Tcp");
    if (asked.verdict.up !== before) this.onChange(asked.target, asked.verdict.up);
  }
}
