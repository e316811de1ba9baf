/** containerd's configuration, and its folder with every image in it: made once, and copied for each node, because unpacking images is most of what a node's start costs. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command";

/** Where Debian puts the plugins of the container network interface. */
export const CNI_FOLDER = "/usr/lib/cni";

/** The image that holds the namespaces of a pod. */
export const PAUSE_IMAGE = "localhost/pause:1";

/** @param networks folder with the configuration of pods' networks */
async function configuration(networks: string): Promise<string> {
  // An overlay cannot lie on an overlay: there, layers are copied.
  const snapshotter = (await run("stat", ["--file-system", "--format=%T", networks])).trim() === "overlayfs" ? "native" : "overlayfs";
  const cri = "plugins.\"io.containerd.grpc.v1.cri\"";
  return `version = 2
root = "/var/lib/containerd"
state = "/run/containerd"
disabled_plugins = ["io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.zfs"]
[${cri}]
  sandbox_image = "${PAUSE_IMAGE}"
  restrict_oom_score_adj = true
  disable_apparmor = true
  netns_mounts_under_state_dir = true
[${cri}.cni]
  bin_dir = "${CNI_FOLDER}"
  conf_dir = "${networks}"
[${cri}.containerd]
  snapshotter = "${snapshotter}"
[${cri}.containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"
[${cri}.containerd.runtimes.runc.options]
  BinaryName = "crun"
  SystemdCgroup = false
`;
}

/** Writes `containerd.toml` into a folder that has a folder `cni`. */
export async function configureContainerd(folder: string): Promise<string> {
  const file = join(folder, "containerd.toml");
  mkdirSync(join(folder, "cni"), { recursive: true });
  writeFileSync(file, await configuration(join(folder, "cni")));
  return file;
}

export class ContainerImages {
  readonly #lib: string;

  /** @param folder of its own */
  constructor(private readonly folder: string) {
    this.#lib = join(folder, "lib");
  }

  /** @param archives paths of image archives */
  async import(archives: readonly string[]): Promise<void> {
    const configured = await configureContainerd(this.folder);
    await run("unshare", ["--mount", "--propagation", "private", join(__dirname, "import-images.sh"), this.#lib, configured, ...archives]);
  }

  /** Gives a node all images. Layers and blobs never change, so nodes share the files; what containerd knows of them is each node's own. */
  async copyTo(lib: string): Promise<void> {
    await run("cp", ["--archive", "--link", join(this.#lib, "containerd"), lib]);
    const databases = (await run("find", [join(this.#lib, "containerd"), "-name", "*.db", "-printf", "%P\\n"])).trim().split("\n");
    for (const file of databases) await run("cp", ["--remove-destination", join(this.#lib, "containerd", file), join(lib, "containerd", file)]);
  }
}
