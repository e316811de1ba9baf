/** A cluster's credentials, which Azure Native does not mark: kept in clear, or marked in all the ways that a program has. */
import * as containerservice from "@pulumi/azure-native/containerservice";
import * as pulumi from "@pulumi/pulumi";
import type { Cases } from "../case";
import type { Change } from "../sound";

/** A cluster with local accounts, whose users' kubeconfig holds a key. */
const LOCAL_ACCOUNTS: Change["set"] = { cluster: { aadProfile: undefined, disableLocalAccounts: false } };
const NAMES = { resourceGroupName: "rg-sound", resourceName: "aks-sound" };
const PROVIDER = "pulumi:providers:kubernetes", REPORTED = "hashicorp/terraform-provider-azurerm#4105, pulumi-azure-native#692";

const kubeconfigOf = ({ kubeconfigs }: containerservice.ListManagedClusterUserCredentialsResult): string => Buffer.from(kubeconfigs[0]?.value ?? "", "base64").toString("utf8");

export const CREDENTIALS: Cases = {
  "kubeconfig-in-an-output": {
    reported: `a cluster's credentials stand in clear in the state and among the stack's outputs: ${REPORTED}`,
    change: { set: LOCAL_ACCOUNTS, outputs: ({ credentials }) => ({ kubeconfig: credentials.apply(kubeconfigOf) }) },
    finds: [["secret-in-clear", "broken-dev", "the credentials clusterUser of the cluster aks-sound"]],
  },
  "kubeconfig-of-a-provider-in-clear": {
    reported: `a cluster's credentials stand in clear in the state, as the input of a provider: ${REPORTED}`,
    change: { set: LOCAL_ACCOUNTS, more: ({ credentials, resource }) => { resource(PROVIDER, "second", { kubeconfig: credentials.kubeconfigs[0]?.value.apply(value => Buffer.from(value, "base64").toString()) }); } },
    finds: [["secret-in-clear", "second"]],
  },
  "credentials-by-literal-names": {
    reported: "credentials are asked for by names that are known already, and kept in clear: pulumi-azure-native#692",
    change: {
      set: LOCAL_ACCOUNTS,
      more: ({ resource }) => {
        resource(PROVIDER, "second", { kubeconfig: containerservice.listManagedClusterAdminCredentialsOutput(NAMES).apply(kubeconfigOf) });
        resource(PROVIDER, "third", { kubeconfig: containerservice.listManagedClusterAdminCredentials(NAMES).then(kubeconfigOf) });
        resource(PROVIDER, "fourth", { kubeconfig: pulumi.secret(containerservice.listManagedClusterAdminCredentials(NAMES).then(kubeconfigOf)) });
      },
    },
    finds: [["secret-in-clear", "second"], ["secret-in-clear", "third"]],
  },
  "credentials-of-a-cluster-elsewhere": {
    reported: "whether a user's kubeconfig of a cluster that exists already holds credentials is not in the plan",
    change: { outputs: () => ({ kubeconfig: containerservice.listManagedClusterUserCredentialsOutput({ ...NAMES, resourceName: "aks-elsewhere" }).apply(kubeconfigOf) }) },
    finds: [],
    leaves: ["secret-in-clear", "outputs.kubeconfig"],
  },
  "kubeconfig-that-is-marked": {
    reported: "sound: marked before, while and after something is made of it",
    change: {
      set: LOCAL_ACCOUNTS,
      outputs: ({ credentials }) => ({ before: pulumi.secret(credentials).apply(kubeconfigOf), inside: credentials.apply(all => pulumi.secret(kubeconfigOf(all))), after: pulumi.secret(credentials.apply(kubeconfigOf)) }),
    },
    finds: [],
  },
  "kubeconfig-of-a-user-of-entra-id": {
    reported: "sound: a kubeconfig that asks for a token holds no credentials",
    change: { outputs: ({ credentials }) => ({ kubeconfig: credentials.apply(kubeconfigOf), server: credentials.kubeconfigs[0]?.name }) },
    finds: [],
  },
};
