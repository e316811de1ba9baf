/**
 * A stand-in for the Secrets Store CSI driver with Azure's provider, so that pods that mount a vault's secret run as they are. One process outside of the nodes serves all of them:
 * its sockets are in the kubelets' folders, where each kubelet looks for drivers by itself. Files are plain files, not a file system in memory; nobody checks an identity.
 */
import type { Server } from "@grpc/grpc-js";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DRIVER_NAME, type SecretProviderClass } from "./cluster-objects";
import { driverServer, listen, registrationServer, type DriverMethods, type PublishRequest, type RegistrationMethods } from "./protocol";
import { vaultFiles, type Vault } from "./vault-files";
import { KUBELET_FOLDER, outsidePath, removeFiles, writeFiles } from "./volume";

export interface SecretsStoreOptions {
  /** Looks a SecretProviderClass up in the cluster; undefined where there is none. */
  readonly secretProviderClass: (namespace: string, name: string) => Promise<SecretProviderClass | undefined>;
  readonly vault: Vault;
}

export interface ServedNode {
  /** As the cluster names it. */
  readonly name: string;
  /** The node's /var/lib/kubelet, as this process sees it. */
  readonly kubeletFolder: string;
}

const DRIVER_SOCKET = "plugins/secrets-store/csi.sock";
const REGISTRATION_SOCKET = `plugins_registry/${DRIVER_NAME}-reg.sock`;

interface Listener {
  readonly server: Server;
  readonly socket: string;
}

async function open(server: Server, socket: string): Promise<Listener> {
  await mkdir(dirname(socket), { recursive: true });
  // A process that ended without closing leaves its socket behind.
  await rm(socket, { force: true });
  await listen(server, socket);
  return { server, socket };
}

export class SecretsStore {
  readonly #options: SecretsStoreOptions;
  readonly #listeners: Listener[] = [];

  constructor(options: SecretsStoreOptions) {
    this.#options = options;
  }

  /**
   * Serves a node until `stop`, also over restarts of its kubelet.
   * @returns when the kubelet has taken the driver; before that, its pods wait
   * @throws Error where a socket cannot be made, or with the kubelet's refusal
   */
  async serve({ name, kubeletFolder }: ServedNode): Promise<void> {
    let settle: (error: string) => void = () => undefined;
    const taken = new Promise<void>((done, failed) => {
      settle = error => { if (error === "") done(); else failed(new Error(`the kubelet of ${name} refuses the driver: ${error}`)); };
    });
    const registration: RegistrationMethods = {
      GetInfo: () => ({ type: "CSIPlugin", name: DRIVER_NAME, endpoint: `${KUBELET_FOLDER}/${DRIVER_SOCKET}`, supportedVersions: ["1.0.0"] }),
      NotifyRegistrationStatus: ({ pluginRegistered, error }) => {
        settle(pluginRegistered ? "" : error || "without a reason");
        return {};
      },
    };
    // The driver's own socket first: the kubelet calls it as soon as it sees the other one.
    this.#listeners.push(await open(driverServer(this.#driver(name, kubeletFolder)), join(kubeletFolder, DRIVER_SOCKET)));
    this.#listeners.push(await open(registrationServer(registration), join(kubeletFolder, REGISTRATION_SOCKET)));
    await taken;
  }

  /** Closes all sockets; kubelets forget the driver, and volumes stay as they are. */
  async stop(): Promise<void> {
    for (const { server, socket } of this.#listeners.splice(0).reverse()) {
      await rm(socket, { force: true });
      server.forceShutdown();
    }
  }

  #driver(nodeId: string, kubeletFolder: string): DriverMethods {
    return {
      GetPluginInfo: () => ({ name: DRIVER_NAME, vendorVersion: "stand-in" }),
      GetPluginCapabilities: () => ({}),
      Probe: () => ({}),
      NodeGetInfo: () => ({ nodeId }),
      NodeGetCapabilities: () => ({}),
      NodePublishVolume: async request => {
        const files = await this.#filesFor(request);
        await writeFiles(outsidePath(request.targetPath, kubeletFolder), files);
        return {};
      },
      NodeUnpublishVolume: async ({ targetPath }) => {
        await removeFiles(outsidePath(targetPath, kubeletFolder));
        return {};
      },
    };
  }

  /** Refuses what the driver would (kubernetes-sigs/secrets-store-csi-driver, pkg/secrets-store/nodeserver.go, read at b151e71), in about its words. */
  async #filesFor({ readonly, volumeContext }: PublishRequest) {
    const { secretProviderClass = "", "csi.storage.k8s.io/pod.namespace": namespace = "", "csi.storage.k8s.io/pod.name": pod = "" } = volumeContext;
    if (secretProviderClass === "") throw new Error("secretProviderClass is not set");
    const found = await this.#options.secretProviderClass(namespace, secretProviderClass);
    if (found === undefined) throw new Error(`failed to get secretproviderclass ${namespace}/${secretProviderClass}: not found`);
    if (!readonly) throw new Error("Readonly is not true in request");
    try {
      return vaultFiles(found, this.#options.vault);
    } catch (error) {
      throw new Error(`failed to mount secrets store objects for pod ${namespace}/${pod}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}
