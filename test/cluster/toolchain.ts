/** Kubernetes, etcd and CoreDNS, as programs for this machine. */
import { join } from "node:path";
import type { GoTool } from "../toolchain/go-tool";

const VERSION = "k8s.io/component-base/version";

export const kubernetes: GoTool = {
  source: join(__dirname, "toolchain", "kubernetes"), package: "./cmd/...", versionOf: "k8s.io/kubernetes",
  // A quarter less to compile: nothing is inlined, and nobody debugs it.
  compilerFlags: "-l -dwarf=false",
  linkerFlags: version => {
    const [major, minor] = version.slice(1).split(".");
    return `-s -w -X ${VERSION}.gitVersion=${version} -X ${VERSION}.gitMajor=${major} -X ${VERSION}.gitMinor=${minor}`;
  },
};

/** The names by which the one program of Kubernetes is called. */
export const PARTS = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy", "kubelet", "kubectl"] as const;
