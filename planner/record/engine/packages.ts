/** Packages that a program registers in order to refer to them by a short reference. */
import type { RegisterPackageRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { PackageRequest } from "./provider-reference";

export class Packages {
  readonly #known: PackageRequest[] = [];

  /** The reference; a parameterised package goes by its own name and version, not by those of the plugin behind it. */
  register(request: RegisterPackageRequest): string {
    const own = request.getParameterization();
    this.#known.push({ name: own?.getName() || request.getName(), version: own?.getVersion() || request.getVersion(), url: request.getDownloadUrl() });
    return String(this.#known.length);
  }

  find(reference: string): PackageRequest | undefined { return reference === "" ? undefined : this.#known[Number(reference) - 1]; }
}
