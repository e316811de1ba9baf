/** Configuration from the environment, read once at start. */
import { isAbsolute } from "node:path";
import { isIP } from "node:net";

export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config {
  /** Address to listen on. By default the loopback address: in the pod only the port mapper beside the server reaches it. */
  readonly host: string;
  /** TCP port; 0 takes any free one. 80 by default, the port that the image exposes. */
  readonly port: number;
  readonly logLevel: LogLevel;
  /** Seconds in which the server still takes new requests after a stop signal, while readiness already tells callers to go elsewhere. */
  readonly drainSeconds: number;
  /** Seconds that requests in flight get after that, before they are cut. */
  readonly shutdownSeconds: number;
  /** File that holds the key of the seal; absent: answers are not sealed. */
  readonly sealKeyFile?: string;
  /** Name of this replica, for logs and the `x-served-by` header. */
  readonly replica: string;
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly mistakes: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

/** An hour: longer than any grace period in use, and far from the range of timers. */
const LONGEST_WAIT_SECONDS = 3600;

/**
 * Reads the configuration. All mistakes are found at once, each a line that names the variable, what is allowed and what was found.
 * An empty variable is a mistake, not an absence: an emptied SEAL_KEY_FILE must not turn sealing off without a word.
 * @param hostname name of the machine, the replica's name where HOSTNAME is not set
 */
export function readConfig(env: Environment, hostname: string): ConfigResult {
  const mistakes: string[] = [];

  function read<T>(variable: string, fallback: T, allowed: string, parse: (text: string) => T | undefined): T {
    const text = env[variable];
    if (text === undefined) return fallback;
    const value = parse(text);
    if (value !== undefined) return value;
    mistakes.push(`${variable} must be ${allowed}, found ${JSON.stringify(text)}`);
    return fallback;
  }
  const whole = (variable: string, fallback: number, maximum: number): number =>
    read(variable, fallback, `a whole number from 0 to ${maximum}`, text => wholeNumber(text, maximum));

  const config: Config = {
    host: read("HOST", "127.0.0.1", "an IP address", text => (isIP(text) === 0 ? undefined : text)),
    port: whole("PORT", 80, 65_535),
    logLevel: read("LOG_LEVEL", "info", `one of ${LOG_LEVELS.join(", ")}`, text => LOG_LEVELS.find(level => level === text)),
    drainSeconds: whole("DRAIN_SECONDS", 0, LONGEST_WAIT_SECONDS),
    shutdownSeconds: whole("SHUTDOWN_SECONDS", 10, LONGEST_WAIT_SECONDS),
    ...sealKeyFile(read<string | undefined>("SEAL_KEY_FILE", undefined, "an absolute path", text => (isAbsolute(text) ? text : undefined))),
    // It goes into a header, where a line break or a letter beyond Latin-1 would fail every answer.
    replica: (env.HOSTNAME ?? hostname).replace(/[^\w.-]/g, "-"),
  };
  return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, config };
}

function sealKeyFile(path: string | undefined): Pick<Config, "sealKeyFile"> {
  return path === undefined ? {} : { sealKeyFile: path };
}

function wholeNumber(text: string, maximum: number): number | undefined {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value <= maximum ? value : undefined;
}
