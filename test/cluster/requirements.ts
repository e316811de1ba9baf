/** What a machine must have for the cluster tests, asked before anything is started. */
import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { missingControllers } from "./lab/cgroups";
import { CNI_FOLDER } from "./lab/container-images";

/** Commands, by the Debian package that has them. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  containerd: ["containerd", "containerd-shim-runc-v2", "ctr"], crun: ["crun"], conntrack: ["conntrack"], haproxy: ["haproxy"], iproute2: ["ip"],
  iptables: ["iptables", "iptables-restore"], openssl: ["openssl"], "util-linux": ["flock", "nsenter", "setpriv", "unshare"], mount: ["mount"], tar: ["tar"],
};
const CNI_PLUGINS = ["host-local", "loopback", "portmap", "ptp"];

function executable(name: string): boolean {
  return [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"].some(folder => {
    try { accessSync(join(folder, name), constants.X_OK); return true; } catch { return false; }
  });
}

function mayMakeNamespaces(): boolean {
  try { execFileSync("unshare", ["--mount", "--net", "--pid", "--fork", "true"], { stdio: "ignore" }); return true; } catch { return false; }
}

/** What is missing, in words; nothing where the tests can run. */
function missing(): readonly string[] {
  if (process.platform !== "linux") return ["Linux"];
  if (process.getuid?.() !== 0) return ["root: the tests make network namespaces, mounts and control groups"];
  const packages = Object.entries(COMMANDS).filter(([, commands]) => !commands.every(executable)).map(([name]) => name);
  if (!CNI_PLUGINS.every(plugin => existsSync(join(CNI_FOLDER, plugin)))) packages.push("containernetworking-plugins");
  const controllers = missingControllers();
  return [
    ...(packages.length > 0 ? [`Debian packages: ${packages.join(" ")}`] : []),
    ...(controllers.length > 0 ? [`control groups with ${controllers.join(", ")}`] : []),
    ...(packages.length === 0 && !mayMakeNamespaces() ? ["the right to make namespaces (a container needs to be privileged)"] : []),
  ];
}

/** @throws Error that says what is missing */
export function assertRequirements(): void {
  const lacking = missing();
  if (lacking.length > 0) throw new Error(`the cluster tests cannot run here; they need\n${lacking.map(each => `  ${each}`).join("\n")}`);
}

if (require.main === module) assertRequirements();
