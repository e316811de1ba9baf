/** What a machine's connection tracking knows of a connection. */

export interface Tracked {
  /** Of TCP, such as `SYN_SENT`. */
  readonly state: string;
  /** Whether anything came back. */
  readonly answered: boolean;
  /** Address and port that the packets are sent on to. */
  readonly to: string;
}

/** Reads what `conntrack --dump --proto tcp` prints: a line for each connection, the expected answer's addresses behind its own. */
export function tracked(printed: string): readonly Tracked[] {
  return printed.split("\n").flatMap(line => {
    const [, state] = /^tcp +6 +\d+ (\w+) /.exec(line) ?? [], answer = line.slice(line.lastIndexOf("src="));
    const [, address, port] = /^src=(\S+) .*?sport=(\d+)/.exec(answer) ?? [];
    return state === undefined || address === undefined || port === undefined ? [] : [{ state, answered: !line.includes("[UNREPLIED]"), to: `${address}:${port}` }];
  });
}
