/** etcd, API server, controller manager and scheduler: what AKS hosts and hides. */
import { join } from "node:path";
import type { Api } from "./api";
import type { Certificates } from "./certificates";
import { Daemon } from "./daemon";
import { apiService, WORLD, type Layout } from "./layout";
import { until } from "./until";

const ETCD = "http://127.0.0.1:2379";
const PORT = 6443;

export const API_SERVER = `https://${WORLD.apiServer}:${PORT}`;

export interface ControlPlaneOptions {
  /** Folder of the programs. */
  readonly tools: string;
  /** Folder of etcd's data and of logs. */
  readonly work: string;
  readonly certificates: Certificates;
  readonly layout: Layout;
  /** As it is seen from outside. */
  readonly api: Api;
}

export class ControlPlane {
  /** etcd and the API server, then those that end where they do not find it. */
  readonly #servers: readonly Daemon[];
  readonly #clients: readonly Daemon[];

  constructor(private readonly options: ControlPlaneOptions) {
    const daemons = Object.entries(this.#commands()).map(([name, args]) => new Daemon(name, [join(options.tools, name), args], join(options.work, `${name}.log`), { PATH: process.env.PATH, HOME: "/nonexistent" }));
    this.#servers = daemons.slice(0, 2);
    this.#clients = daemons.slice(2);
  }

  async issueCertificates(): Promise<void> {
    const { certificates, layout } = this.options;
    const names = ["localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc"].map(name => `DNS:${name}`);
    await Promise.all([
      certificates.issue({ name: "apiserver", subject: "/CN=kube-apiserver", use: "serverAuth", alternatives: [...names, `IP:${WORLD.apiServer}`, "IP:127.0.0.1", `IP:${apiService(layout)}`] }),
      certificates.issue({ name: "local", subject: "/CN=localhost", use: "serverAuth", alternatives: ["DNS:localhost", "IP:127.0.0.1"] }),
      ...[
        ["apiserver-kubelet", "/O=system:masters/CN=kube-apiserver-kubelet-client"], ["admin", "/O=system:masters/CN=admin"],
        ["controller-manager", "/CN=system:kube-controller-manager"], ["scheduler", "/CN=system:kube-scheduler"], ["proxy", "/CN=system:kube-proxy"],
      ].map(([name = "", subject = ""]) => certificates.issue({ name, subject, use: "clientAuth" })),
    ]);
  }

  /** Starts all four; returns when the API server is ready. */
  async start(): Promise<void> {
    for (const daemon of this.#servers) daemon.start();
    await until("the API server to be ready", async () => await this.options.api.get("/readyz") === "ok", 60);
    for (const daemon of this.#clients) daemon.start();
  }

  /** Takes it away at once; etcd's data stays. */
  async kill(): Promise<void> {
    await Promise.all([...this.#clients, ...this.#servers].map(daemon => daemon.stop("SIGKILL")));
  }

  #commands(): Readonly<Record<string, readonly string[]>> {
    const { work, layout, certificates } = this.options;
    const file = (name: string): string => certificates.path(name);
    const client = (name: string): readonly string[] => ["kubeconfig", "authentication-kubeconfig", "authorization-kubeconfig"].map(option => `--${option}=${file(`${name}.kubeconfig`)}`);
    const served = [`--tls-cert-file=${file("local.crt")}`, `--tls-private-key-file=${file("local.key")}`, "--bind-address=127.0.0.1", "--leader-elect=false"];
    return {
      // One member, thrown away at the end: nothing is gained by waiting for the disk.
      etcd: ["--data-dir", join(work, "etcd"), "--listen-client-urls", ETCD, "--advertise-client-urls", ETCD, "--listen-peer-urls", "http://127.0.0.1:2380", "--unsafe-no-fsync"],
      "kube-apiserver": [
        `--etcd-servers=${ETCD}`, "--bind-address=0.0.0.0", `--secure-port=${PORT}`, `--advertise-address=${WORLD.apiServer}`,
        `--client-ca-file=${file("ca.crt")}`, `--tls-cert-file=${file("apiserver.crt")}`, `--tls-private-key-file=${file("apiserver.key")}`,
        `--kubelet-client-certificate=${file("apiserver-kubelet.crt")}`, `--kubelet-client-key=${file("apiserver-kubelet.key")}`, `--kubelet-certificate-authority=${file("ca.crt")}`,
        // The names of nodes are known to nobody's DNS.
        "--kubelet-preferred-address-types=InternalIP",
        "--service-account-issuer=https://kubernetes.default.svc", `--service-account-signing-key-file=${file("sa.key")}`, `--service-account-key-file=${file("sa.pub")}`,
        `--service-cluster-ip-range=${layout.serviceRange}`, "--authorization-mode=Node,RBAC", "--enable-admission-plugins=NodeRestriction", "--allow-privileged=true",
      ],
      "kube-controller-manager": [
        ...client("controller-manager"), ...served, `--service-account-private-key-file=${file("sa.key")}`, `--root-ca-file=${file("ca.crt")}`, "--use-service-account-credentials=true",
        `--cluster-signing-cert-file=${file("ca.crt")}`, `--cluster-signing-key-file=${file("ca.key")}`,
      ],
      "kube-scheduler": [...client("scheduler"), ...served],
    };
  }
}
