/**
 * The liveness probe inside the container: exits with 0 if /livez answers 200 in time, else with 1. It is a process of its own, started every
 * few seconds, so it loads nothing but Node.js's own HTTP client.
 */
import { get } from "node:http";

/** Less than a probe would reasonably wait, so that the end is an exit code and not a kill. */
const TIMEOUT_MILLIS = 2_000;

/** Where a process in the same container reaches a server that listens on this address. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  return host === "::" ? "::1" : host;
}

function end(alive: boolean): never {
  process.exit(alive ? 0 : 1);
}

const { HOST = "127.0.0.1", PORT = "80" } = process.env;
setTimeout(end, TIMEOUT_MILLIS, false);
get({ host: reachable(HOST), port: PORT, path: "/livez", agent: false }, response => end(response.statusCode === 200)).on("error", () => end(false));
