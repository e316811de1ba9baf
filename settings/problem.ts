/** One mistake in the configuration: where it is, what was found, what would be allowed. */
export interface Problem {
  /** Path below the project's namespace, such as `network.vnet.subnets.aks`. */
  readonly path: string;
  /** Namespace of the key, where it is not the project's. */
  readonly namespace?: string;
  /** What stands there, as JSON; `nothing` where the key is missing. */
  readonly found: string;
  readonly allowed: string;
  /** The valid value that is nearest to what was found. */
  readonly nearest?: string;
  /** Where the rule comes from, for the rules that are Azure's. */
  readonly source?: string;
}

/** A value as the configuration file would show it, cut at 80 characters. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** All mistakes as one message: the file, then a line for each. */
export function report(file: string, project: string, problems: readonly Problem[]): string {
  const lines = problems.map(({ namespace = project, path, found, allowed, nearest, source }) =>
    `  ${namespace}:${path}: found ${found}; allowed: ${allowed}${nearest === undefined ? "" : `; nearest: ${nearest}`}${source === undefined ? "" : ` (${source})`}`);
  return `${file}: ${problems.length} ${problems.length === 1 ? "mistake" : "mistakes"} in the configuration\n${lines.join("\n")}`;
}
