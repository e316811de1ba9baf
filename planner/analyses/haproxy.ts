/** Reads as much of an HAProxy configuration as a port mapper needs: on which ports it listens, and where it forwards to. */

export interface Listener {
  /** Address as written; empty or `*` for every address. */
  readonly address: string;
  readonly port: number;
  readonly targets: readonly Target[];
  /** True where every connection must begin with a PROXY header; one that does not is cut off. */
  readonly proxyHeader: boolean;
  /** What else decides there whether and where to a connection goes, and is not read here. */
  readonly unread: readonly string[];
}
interface Target { readonly address: string; readonly port: number }

interface Bind { readonly to: string; readonly proxyHeader: boolean }
interface Section { readonly kind: string; readonly name: string; readonly binds: Bind[]; readonly servers: string[]; readonly unread: string[]; backend?: string }

/** Settings that leave the way of a connection as it is. */
const HARMLESS = ["mode", "log", "option", "timeout", "maxconn", "fullconn", "balance", "retries", "description", "id", "enabled", "stats"];
/** Behind a listener's address: a PROXY header comes first. */
const ACCEPT_PROXY = "accept-proxy";
/** What may stand behind a server's address without a change of its way. */
const PLAIN_SERVER = /^(?:check|maxconn|inter|rise|fall|weight|\d+(?:ms|s|m)?)$/;

/** `"${NAME}"` and `$NAME` stand for environment variables; one that is not known stays as written. */
function expand(word: string, environment: ReadonlyMap<string, string>): string {
  return word.replaceAll('"', "").replace(/\$\{(\w+)[^}]*\}|\$(\w+)/g, (written, braced: string | undefined, bare: string | undefined) => environment.get(braced ?? bare ?? "") ?? written);
}

function sections(text: string): readonly Section[] {
  const found: Section[] = [];
  for (const line of text.split(/\r?\n/)) {
    const words = line.replace(/(^|\s)#.*$/, "").trim().split(/\s+/);
    const [keyword = "", first = "", second = ""] = words;
    const current = found.at(-1);
    if (["global", "defaults", "frontend", "backend", "listen", "userlist", "peers", "resolvers"].includes(keyword)) found.push({ kind: keyword, name: first, binds: [], servers: [], unread: [] });
    else if (!current) continue;
    else if (keyword === "bind") {
      const options = words.slice(2);
      current.binds.push(...first.split(",").map(to => ({ to, proxyHeader: options.includes(ACCEPT_PROXY) })));
      current.unread.push(...options.filter(option => option !== ACCEPT_PROXY).map(option => `bind … ${option}`));
    } else if (keyword === "server") {
      current.servers.push(second);
      current.unread.push(...words.slice(3).filter(option => !PLAIN_SERVER.test(option)).map(option => `server … ${option}`));
    } else if (keyword === "default_backend" && current.kind !== "defaults") current.backend = first;
    else if (keyword !== "" && current.kind !== "global" && !HARMLESS.includes(keyword)) current.unread.push(keyword);
  }
  return found;
}

/** Address and port of `10.0.0.4:85`, `:85`, `ipv4@10.0.0.4:85`, `[::]:85`; the port is absent where none is written or it is not a number. */
function endpoint(text: string): { readonly address: string; readonly port?: number } {
  const plain = text.replace(/^(?:ipv[46]|tcp[46]?)@/, "");
  const colon = plain.lastIndexOf(":");
  const port = Number(plain.slice(colon + 1));
  if (colon < 0 || plain.slice(colon + 1) === "" || !Number.isInteger(port)) return { address: colon < 0 ? plain : plain.slice(0, colon) };
  return { address: plain.slice(0, colon), port };
}

/** The listeners of all `frontend` and `listen` sections, each with the servers of its own or of its default backend. */
export function listenersIn(configuration: string, environment: ReadonlyMap<string, string>): readonly Listener[] {
  const all = sections(configuration);
  return all.filter(({ kind }) => kind === "frontend" || kind === "listen").flatMap(section => {
    const backend = all.find(({ kind, name }) => (kind === "backend" || kind === "listen") && name === section.backend);
    const servers = [...section.servers, ...(backend?.servers ?? [])].map(server => endpoint(expand(server, environment)));
    const unread = [...all.filter(({ kind }) => kind === "defaults"), section, ...(backend ? [backend] : [])].flatMap(each => each.unread);
    return section.binds.flatMap(({ to, proxyHeader }) => {
      const { address, port } = endpoint(expand(to, environment));
      // A server without a port is sent to on the port that the client came to.
      return port === undefined ? [] : [{ address, port, targets: servers.map(server => ({ ...server, port: server.port ?? port })), proxyHeader, unread }];
    });
  });
}

/** True where only the pod itself can reach the address. */
export const isLoopback = (address: string): boolean => address === "localhost" || address === "::1" || address === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(address);
