/** The cluster's own certificate authority, and who it vouches for. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command";

interface Subject {
  readonly name: string;
  /** As openssl writes it: /O=group/CN=user. */
  readonly subject: string;
  readonly use: "serverAuth" | "clientAuth" | "serverAuth,clientAuth";
  /** Names and addresses of a server: DNS:…, IP:… */
  readonly alternatives?: readonly string[];
}

export class Certificates {
  constructor(readonly folder: string, private readonly server: string) {}

  path(file: string): string {
    return join(this.folder, file);
  }

  /** Makes the authority and the key that signs service accounts' tokens. */
  async create(): Promise<void> {
    mkdirSync(this.folder, { recursive: true });
    await Promise.all([
      this.#openssl(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "ca.key", "-out", "ca.crt", "-subj", "/CN=cluster-ca", "-days", "2"]),
      this.#openssl(["genrsa", "-out", "sa.key", "2048"]).then(() => this.#openssl(["rsa", "-in", "sa.key", "-pubout", "-out", "sa.pub"])),
    ]);
  }

  /** Makes `<name>.key` and `<name>.crt`, and for a client `<name>.kubeconfig`. */
  async issue({ name, subject, use, alternatives = [] }: Subject): Promise<void> {
    const extensions = ["basicConstraints=critical,CA:FALSE", `extendedKeyUsage=${use}`, "keyUsage=critical,digitalSignature,keyEncipherment", ...(alternatives.length > 0 ? [`subjectAltName=${alternatives.join(",")}`] : [])];
    await this.#openssl([
      "req", "-x509", "-CA", "ca.crt", "-CAkey", "ca.key", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", `${name}.key`, "-out", `${name}.crt`,
      "-subj", subject, "-days", "2", ...extensions.flatMap(each => ["-addext", each]),
    ]);
    if (use !== "serverAuth") this.#writeKubeconfig(name);
  }

  /** What a program needs to be sure of the cluster, and the cluster of it. */
  credentials(name: string): { readonly ca: Buffer; readonly cert: Buffer; readonly key: Buffer } {
    const read = (file: string): Buffer => readFileSync(this.path(file));
    return { ca: read("ca.crt"), cert: read(`${name}.crt`), key: read(`${name}.key`) };
  }

  #openssl(args: readonly string[]): Promise<string> {
    return run("openssl", args, { cwd: this.folder });
  }

  #writeKubeconfig(name: string): void {
    writeFileSync(this.path(`${name}.kubeconfig`), JSON.stringify({
      apiVersion: "v1", kind: "Config", "current-context": "test",
      clusters: [{ name: "test", cluster: { server: this.server, "certificate-authority": this.path("ca.crt") } }],
      users: [{ name: "test", user: { "client-certificate": this.path(`${name}.crt`), "client-key": this.path(`${name}.key`) } }],
      contexts: [{ name: "test", context: { cluster: "test", user: "test" } }],
    }));
  }
}
