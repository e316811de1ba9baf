/** Network policies: kube-network-policies' own judgement, asked by the kernel about every new flow of a pod (test/cluster/toolchain/kubernetes/cmd/network-policies). */
import { run } from "./command";

/** Name of the certificate and of the user. */
export const POLICY_ENGINE = "network-policies";

/** Whether this kernel can hold packets until a program has judged them. */
export async function canEnforce(): Promise<boolean> {
  const rule = ["OUTPUT", "--destination", "192.0.2.255", "--jump", "NFQUEUE", "--queue-num", "100"];
  try {
    await run("iptables", ["--wait", "--table", "mangle", "--append", ...rule]);
  } catch (error) {
    if (error instanceof Error && /NFQUEUE|No chain\/target\/match/.test(error.message.slice(error.message.indexOf(":")))) return false;
    throw error;
  }
  await run("iptables", ["--wait", "--table", "mangle", "--delete", ...rule]);
  return true;
}

/** What the engine may read. */
export const policyEngineObjects: readonly object[] = [
  {
    apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata: { name: POLICY_ENGINE },
    rules: [
      { apiGroups: [""], resources: ["pods", "namespaces"], verbs: ["list", "watch"] },
      { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: ["list", "watch"] },
    ],
  },
  {
    apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRoleBinding", metadata: { name: POLICY_ENGINE },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: POLICY_ENGINE }, subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: POLICY_ENGINE }],
  },
];
