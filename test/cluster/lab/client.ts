/** Requests from the machines and pods of the lab: each tells what came of it, as its network saw it. */
import { join } from "node:path";
import { run } from "./command";
import { networkOf } from "./fabric";

/** `refused` is an answer of the machine asked (RST); `no answer` is silence, as where something drops the packets. */
type Outcome = "answered" | "refused" | "reset" | "unreachable" | "no answer" | "no such name";

export interface Answer {
  readonly outcome: Outcome;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Where a question is asked: the name of a network namespace, or the id of a process in one, such as a pod's. */
export type Place = string | number;

export interface RequestOptions {
  /** Time to wait. @default 5000 */
  readonly milliseconds?: number;
  /** Sent as JSON with POST. */
  readonly json?: object;
  /** Address of the server that is asked for names; a URL with an address needs none. */
  readonly nameServer?: string;
}

/** Time after which no answer will come: longer than it takes to send a lost packet again. */
export const SILENCE = 1500;

const SCRIPT = join(__dirname, "request.cjs");
const WAIT = 5000;

const within = async <T>(place: Place, question: object): Promise<T> =>
  JSON.parse(await run("nsenter", [networkOf(place), "--", process.execPath, SCRIPT, JSON.stringify({ milliseconds: WAIT, ...question })])) as T;

/** One request over one new connection. */
export const ask = (place: Place, url: string, options: RequestOptions = {}): Promise<Answer> => within<Answer>(place, { url, ...options });

/** What a name stands for; nothing where there is no such name. */
export async function resolve(place: Place, nameServer: string, record: "A" | "CNAME", name: string): Promise<readonly string[]> {
  return (await within<{ found?: readonly string[] }>(place, { nameServer, record, name })).found ?? [];
}
