/** What an operator does to the cluster, by the command line that he does it with. */
import { run } from "./command";

export class Kubectl {
  /**
   * @param binary path of kubectl
   * @param kubeconfig path of the file that says where and who
   */
  constructor(private readonly binary: string, private readonly kubeconfig: string) {}

  /**
   * Runs one command to its end.
   * @returns what it printed
   * @throws Error with what it said
   */
  run(args: readonly string[], input?: string): Promise<string> {
    return run(this.binary, args, { env: { PATH: process.env.PATH, HOME: "/nonexistent", KUBECONFIG: this.kubeconfig }, input });
  }

  /** Applies objects, server-side and with strict validation of their fields. */
  apply(objects: readonly object[], options: readonly string[] = []): Promise<string> {
    const list = { apiVersion: "v1", kind: "List", items: objects };
    return this.run(["apply", "--server-side", "--validate=strict", ...options, "--filename", "-"], JSON.stringify(list));
  }
}
