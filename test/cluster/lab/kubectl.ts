/** The cluster's API, by its own command line. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { run } from "./command";

/** An object of the cluster, as far as every kind has it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly generation?: number;
    readonly resourceVersion: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
}

/** The part of a status that says what is true of an object. */
export interface Conditions { readonly conditions?: readonly { readonly type: string; readonly status: string }[] }

export const isReady = (status: Conditions | undefined): boolean => status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") === true;

export interface WatchEvent<T> {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly object: T;
}

export class Kubectl {
  /**
   * @param binary path of kubectl
   * @param kubeconfig path of the file that says where and who
   */
  constructor(private readonly binary: string, private readonly kubeconfig: string) {}

  /**
   * Runs one command to its end.
   * @returns what it printed
   * @throws Error with what it said
   */
  run(args: readonly string[], input?: string): Promise<string> {
    return run(this.binary, args, { env: this.#env, input });
  }

  async json<T>(args: readonly string[], input?: string): Promise<T> {
    return JSON.parse(await this.run([...args, "--output", "json"], input)) as T;
  }

  async list<T extends KubernetesObject>(args: readonly string[]): Promise<readonly T[]> {
    return (await this.json<{ items: T[] }>(["get", ...args])).items;
  }

  /** Applies objects, server-side and with strict validation of their fields. */
  apply(objects: readonly object[], options: readonly string[] = []): Promise<string> {
    const list = { apiVersion: "v1", kind: "List", items: objects };
    return this.run(["apply", "--server-side", "--validate=strict", ...options, "--filename", "-"], JSON.stringify(list));
  }

  /**
   * Reports every object of a kind and each change of it, until it is stopped; after an outage of the API it starts again, and objects are reported anew.
   * @param args kind and options, as for `kubectl get`
   * @returns what stops it
   */
  watch<T extends KubernetesObject>(args: readonly string[], onEvent: (event: WatchEvent<T>) => void): () => void {
    let stopped = false;
    let child: ReturnType<typeof spawn> | undefined;
    const start = (): void => {
      if (stopped) return;
      const current = spawn(this.binary, ["get", ...args, "--watch", "--output-watch-events", "--output", "jsonpath={.type} {.object}{\"\\n\"}"], { env: this.#env, stdio: ["ignore", "pipe", "ignore"] });
      child = current;
      createInterface({ input: current.stdout }).on("line", line => {
        // The last line of one that was stopped may be half of one.
        if (stopped) return;
        const space = line.indexOf(" "), type = line.slice(0, space);
        if (type === "ADDED" || type === "MODIFIED" || type === "DELETED") onEvent({ type, object: JSON.parse(line.slice(space + 1)) as T });
      });
      current.on("error", () => undefined);
      current.on("exit", () => { setTimeout(start, 2000).unref(); });
    };
    start();
    return () => { stopped = true; child?.kill(); };
  }

  get #env(): NodeJS.ProcessEnv {
    return { PATH: process.env.PATH, HOME: "/nonexistent", KUBECONFIG: this.kubeconfig };
  }
}
