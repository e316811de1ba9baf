/** What an image says of the process that it is for, and how the instructions of a Dockerfile say it. */
import { posix } from "node:path";
import type { Instruction } from "./dockerfile";

/** The fields of the OCI image configuration (github.com/opencontainers/image-spec, config.md), as of 1.1. */
export interface ImageConfig {
  readonly Env: readonly string[];
  readonly WorkingDir: string;
  readonly User?: string;
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly ExposedPorts?: Readonly<Record<string, Record<string, never>>>;
  readonly StopSignal?: string;
}

/** The exec form alone: the shell form needs a shell, which no image here has. */
function words(name: string, value: string): readonly string[] {
  const parsed: unknown = value.startsWith("[") ? JSON.parse(value) : undefined;
  if (!Array.isArray(parsed) || !parsed.every(word => typeof word === "string")) throw new Error(`${name} ${value}: not in exec form`);
  return parsed;
}

function single(name: string, value: string): string {
  if (/[\s$"']/.test(value)) throw new Error(`${name} ${value}: variables, quotes and lists are not followed`);
  return value;
}

/** The configuration after one more instruction; undefined where the instruction is not about the configuration. */
export function configured(config: ImageConfig, { name, value }: Instruction): ImageConfig | undefined {
  switch (name) {
    case "ENV": {
      const pair = single(name, value), key = pair.slice(0, pair.indexOf("=") + 1);
      if (key === "") throw new Error(`ENV ${value}: not a pair`);
      return { ...config, Env: [...config.Env.filter(other => !other.startsWith(key)), pair] };
    }
    case "WORKDIR": return { ...config, WorkingDir: posix.resolve(config.WorkingDir, single(name, value)) };
    case "USER": return { ...config, User: single(name, value) };
    case "STOPSIGNAL": return { ...config, StopSignal: single(name, value) };
    case "EXPOSE": {
      const port = single(name, value);
      return { ...config, ExposedPorts: { ...config.ExposedPorts, [port.includes("/") ? port : `${port}/tcp`]: {} } };
    }
    // As in an engine: a command that a base brought goes when the entry point changes.
    case "ENTRYPOINT": return { ...config, Entrypoint: words(name, value), Cmd: undefined };
    case "CMD": return { ...config, Cmd: words(name, value) };
    default: return undefined;
  }
}
