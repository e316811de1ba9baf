/** Roles and trust that are missing, late, or somebody else's. */
import type { Cases } from "../case";

const ROLES_OF = "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions";

export const ROLES: Cases = {
  "principal-not-found-yet": {
    reported: "a role assignment is refused, because Azure does not find the principal that was made a moment before: terraform-azurerm-aks#368",
    change: { set: { "join-nodes": { principalType: undefined } } },
    finds: [["principal-type-refused", "join-nodes", "as to a User"]],
  },
  "cluster-before-its-role": {
    reported: "a cluster is refused, because its identity gets its role on the subnet at the same time: azure-cli#33586",
    change: { unawaited: ["join-nodes"] },
    finds: [["role-too-late", "cluster"]],
  },
  "cluster-without-its-role": {
    reported: "a cluster is refused, because its identity has no role on the nodes' subnet",
    change: { without: ["join-nodes"] },
    finds: [["missing-role", "cluster"]],
  },
  "load-balancer-before-its-role": {
    reported: "an update ends in a time-out, because the load balancer's role comes at the same time",
    change: { unawaited: ["join-services"] },
    finds: [["role-late-for-pods", "front"]],
  },
  "pods-before-their-images": {
    reported: "an update ends in a time-out, because the right to pull comes at the same time as the pods",
    change: { unawaited: ["pull"] },
    finds: [["role-late-for-pods", "web", "AcrPull"]],
  },
  "pods-before-their-secrets": {
    reported: "an update ends in a time-out, because the right to read secrets comes at the same time as the pods",
    change: { unawaited: ["read"] },
    finds: [["role-late-for-pods", "web", "Key Vault Secrets User"]],
  },
  "pods-before-their-credential": {
    reported: "an update ends in a time-out, because the credential comes at the same time as the pods",
    change: { unawaited: ["trust"] },
    finds: [["role-late-for-pods", "web", "credential"]],
  },
  "images-without-rights": {
    reported: "pods stay in ImagePullBackOff: nobody gave AcrPull",
    change: { without: ["pull"] },
    finds: [["image-pull-rights", "web"]],
  },
  "image-rights-of-the-control-plane": {
    reported: "pods stay in ImagePullBackOff: AcrPull went to the control plane's identity and not to the kubelet's: terraform-azurerm-aks#405",
    change: { set: { pull: ({ identity }) => ({ principalId: identity.principalId }) } },
    finds: [["image-pull-rights", "web"]],
  },
  "secrets-without-rights": {
    reported: "pods do not start: their identity may not read the vault's secrets",
    change: { without: ["read"] },
    finds: [["missing-role", "web", "Key Vault Secrets User"]],
  },
  "secret-rights-of-another": {
    reported: "pods do not start: the cluster's identity may read the vault's secrets, and theirs may not",
    change: { set: { read: ({ identity }) => ({ principalId: identity.principalId }) } },
    finds: [["missing-role", "web", "Key Vault Secrets User"]],
  },
  "credential-of-another-service-account": {
    reported: "pods get no token: the credential's subject names another service account",
    change: { set: { trust: { subject: "system:serviceaccount:default:web" } } },
    finds: [["untrusted-service-account", "web", "it trusts system:serviceaccount:default:web alone"]],
  },
  "credential-for-another-audience": {
    reported: "pods get no token: the credential is for another audience",
    change: { set: { trust: { audiences: ["api://azureadtokenexchange"] } } },
    finds: [["untrusted-service-account", "trust", "is not for the audience"]],
  },
  "pods-without-the-label": {
    reported: "pods get no token: they lack the label by which it is put into them",
    // Where the CSI driver asks for the token, no label is needed.
    change: { without: ["read"], set: { web: { spec: { template: { metadata: { labels: { "azure.workload.identity/use": undefined } }, spec: { volumes: [{ name: "secrets", emptyDir: {} }] } } } } } },
    finds: [["workload-identity-label", "web"]],
  },
  "role-given-twice": {
    reported: "a role assignment is refused: RoleAssignmentExists",
    change: { more: ({ resource, nodes, identity }) => resource("azure-native:authorization:RoleAssignment", "once-more", {
      roleAssignmentName: "5a3fbb0c-31d5-4be2-a33e-4a2f4b8f1c06", scope: nodes.id, roleDefinitionId: `${ROLES_OF}/4d97b98b-1d4f-4787-a291-c67834d212e7`, principalId: identity.principalId, principalType: "ServicePrincipal",
    }) },
    finds: [["duplicate-role-assignment", "once-more"]],
  },
  "role-assignments-of-one-name": {
    reported: "a role assignment is refused: its name is another one's: pulumi-azure-native#2253",
    change: { set: { "join-services": ({ identity }) => ({ principalId: identity.principalId, roleAssignmentName: "5a3fbb0c-31d5-4be2-a33e-4a2f4b8f1c01" }) } },
    finds: [["duplicate-role-assignment", "join-services"]],
  },
};
