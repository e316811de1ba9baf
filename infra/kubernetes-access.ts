import * as containerservice from "@pulumi/azure-native/containerservice";
import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "./cluster";
import { Organ } from "./component";

export interface KubernetesAccessArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly cluster: Cluster;
  /** True where the cluster knows Entra ID: its user credentials are Entra's, and the kubeconfig calls kubelogin for a token. */
  readonly entra: boolean;
  /** True where a private API server has a public host name: the kubeconfig takes that one, which resolves without the private zone. */
  readonly publicFqdn?: boolean | undefined;
}

/**
 * The Kubernetes provider for the cluster. Its kubeconfig is a secret of the state and no output of the stack. What it reaches, the engine must reach:
 * a private API server answers only in the cluster's network and in networks that are connected to it, under whichever name.
 */
export class KubernetesAccess extends Organ {
  readonly provider: Provider;

  constructor(name: string, args: KubernetesAccessArgs, options?: pulumi.ComponentResourceOptions) {
    super("KubernetesAccess", name, options);
    // The Output form waits for the cluster: with plain names a preview would ask for credentials before there is one.
    const credentials = containerservice.listManagedClusterUserCredentialsOutput(
      { resourceGroupName: args.resourceGroupName, resourceName: args.cluster.cluster.name, ...(args.entra && { format: "exec" }), ...(args.publicFqdn === true && { serverFqdn: "public" }) },
      { parent: this, dependsOn: [args.cluster.cluster] },
    );
    const kubeconfig = credentials.apply(({ kubeconfigs }) => {
      const encoded = kubeconfigs[0]?.value;
      if (encoded === undefined) throw new pulumi.RunError("the cluster gave no kubeconfig");
      return Buffer.from(encoded, "base64").toString("utf8");
    });
    this.provider = new Provider("cluster", { kubeconfig: pulumi.secret(kubeconfig) }, {
      // An invoke leaves no dependency in the state: without this one, `destroy` could delete the cluster before what runs in it.
      parent: this, dependsOn: [args.cluster.cluster],
    });
    this.registerOutputs({});
  }
}
