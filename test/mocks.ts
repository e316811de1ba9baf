/** Runs components, or the whole program, on Pulumi's own mocks: no recorder, so that its faults cannot hide the program's. */
import * as pulumi from "@pulumi/pulumi";

export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

/** What Azure adds to the inputs once a resource exists, as far as the program reads it. */
const ADDED: Readonly<Record<string, (inputs: Record<string, unknown>) => Record<string, unknown>>> = {
  "azure-native:managedidentity:UserAssignedIdentity": ({ resourceName }) => ({ name: resourceName, principalId: `principal-of-${String(resourceName)}`, clientId: `client-of-${String(resourceName)}` }),
  "azure-native:containerregistry:Registry": ({ registryName }) => ({ name: registryName, loginServer: `${String(registryName)}.azurecr.io` }),
  "azure-native:keyvault:Vault": ({ vaultName }) => ({ name: vaultName }),
  "azure-native:resources:ResourceGroup": ({ resourceGroupName }) => ({ name: resourceGroupName }),
  "azure-native:network:VirtualNetwork": ({ virtualNetworkName }) => ({ name: virtualNetworkName }),
  "azure-native:network:PublicIPAddress": () => ({ ipAddress: "203.0.113.9" }),
  "azure-native:network:Subnet": ({ subnetName }) => ({ name: subnetName }),
  "azure-native:network:PrivateEndpoint": ({ privateEndpointName }) => ({ name: privateEndpointName }),
  "azure-native:privatedns:PrivateZone": ({ privateZoneName }) => ({ name: privateZoneName }),
  "azure-native:dns:Zone": ({ zoneName }) => ({ name: zoneName, nameServers: ["ns1-01.azure-dns.com."] }),
  "azure-native:containerservice:ManagedCluster": ({ resourceName, identity }) => ({
    name: resourceName,
    identity: { ...(identity as object), principalId: "principal-of-the-cluster" },
    identityProfile: { kubeletidentity: { objectId: "principal-of-the-kubelet" } },
    oidcIssuerProfile: { enabled: true, issuerURL: "https://issuer.example/" },
  }),
  "kubernetes:core/v1:Service": () => ({ status: { loadBalancer: { ingress: [{ ip: "10.240.1.90" }] } } }),
};

const KUBECONFIG = Buffer.from("apiVersion: v1\nkind: Config\n").toString("base64");

function call({ token }: pulumi.runtime.MockCallArgs): Record<string, unknown> {
  if (token.endsWith("getClientConfig")) return { tenantId: "11111111-2222-3333-4444-555555555555", subscriptionId: "66666666-7777-8888-9999-aaaaaaaaaaaa" };
  if (token.endsWith("listManagedClusterUserCredentials")) return { kubeconfigs: [{ name: "user", value: KUBECONFIG }] };
  throw new Error(`no mock for ${token}`);
}

export interface MockOptions {
  readonly stack?: string;
  /** Configuration with namespaces, as the engine hands it over. */
  readonly config?: Readonly<Record<string, string>>;
  /** Those of its keys whose values are secret. */
  readonly secretKeys?: readonly string[];
  /** Takes the functions of Azure that are called, with their arguments. */
  readonly calls?: pulumi.runtime.MockCallArgs[];
}

/** Runs `build` as a deployment would, waits for every registration, and gives the custom resources in the order they came. */
export async function onMocks(build: () => unknown, { stack = "dev", config = {}, secretKeys = [], calls = [] }: MockOptions = {}): Promise<readonly Registered[]> {
  const registered: Registered[] = [];
  await pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs, custom }: { type: string; name: string; inputs: Record<string, unknown>; custom?: boolean }) => {
      if (custom) registered.push({ type, name, inputs });
      return { id: `${name}-id`, state: { ...inputs, ...ADDED[type]?.(inputs) } };
    },
    call: args => { calls.push(args); return call(args); },
  }, "aks-anatomy", stack, false);
  pulumi.runtime.setAllConfig({ ...config });
  process.env["PULUMI_CONFIG_SECRET_KEYS"] = JSON.stringify(secretKeys);
  // The SDK takes a stack with every promise, for a report of leaks that nobody reads here: most of the time of a run.
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    build();
    await pulumi.runtime.disconnect();
  } finally {
    Error.stackTraceLimit = limit;
  }
  return registered;
}

/** The only registered resource of a type, or with that name among its type. */
export function only(resources: readonly Registered[], type: string, name?: string): Registered {
  const found = resources.filter(resource => resource.type.endsWith(type) && (name === undefined || resource.name === name));
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} of ${type} ${name ?? ""}; there are: ${resources.map(resource => `${resource.type} ${resource.name}`).join(", ")}`);
  return found[0];
}
