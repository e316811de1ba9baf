/** The service as a real process, followed through its log. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { LogLine } from "./app";

export interface ServerProcess {
  /** Resolves with the first log line, past or future, whose message starts like this; rejects where the process ends without it. */
  readonly logged: (message: string) => Promise<LogLine>;
  readonly signal: (name: "SIGTERM" | "SIGINT") => void;
  /** The exit code, once the process has ended. */
  readonly exited: Promise<number | null>;
  /** Ends the process if a test has left it running. */
  readonly kill: () => void;
}

export interface ListeningProcess extends ServerProcess { readonly port: number }

/** Starts a file of the service with only these environment variables. */
export function spawnService(entry: string, env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [join(__dirname, "start.cjs"), entry], { env, stdio: ["ignore", "pipe", "inherit"] });
}

export function startProcess(env: Readonly<Record<string, string>>): ServerProcess {
  const child = spawnService("src/main.ts", env);
  const lines: LogLine[] = [];
  const watchers = new Set<() => void>();
  const notify = (): void => { for (const watcher of [...watchers]) watcher(); };
  let ended = false;

  createInterface({ input: child.stdout! })
    .on("line", line => { lines.push(JSON.parse(line) as LogLine); notify(); })
    .on("close", () => { ended = true; notify(); });

  const logged = (message: string): Promise<LogLine> => new Promise((resolve, reject) => {
    const watcher = (): void => {
      const line = lines.find(({ msg }) => msg.startsWith(message));
      if (line === undefined && !ended) return;
      watchers.delete(watcher);
      if (line === undefined) reject(new Error(`The process ended without logging "${message}"; it logged ${JSON.stringify(lines)}.`));
      else resolve(line);
    };
    watchers.add(watcher);
    watcher();
  });
  return {
    logged,
    signal: name => child.kill(name),
    exited: once(child, "close").then(([code]) => code as number | null),
    kill: () => child.kill("SIGKILL"),
  };
}

/** Starts the service on a free port of the loopback address and waits until it listens. */
export async function startServer(env: Readonly<Record<string, string>> = {}): Promise<ListeningProcess> {
  const server = startProcess({ PORT: "0", ...env });
  const { msg } = await server.logged("Server listening at");
  return { ...server, port: Number(/:(\d+)$/.exec(msg)![1]) };
}
