/** Functions of providers, answered alike for every program: what the planner answers offline comes from its own tables. YAML is read by the same reader: Go's is not here. */
import { decodeYaml } from "../../../planner/record/kubernetes-yaml";
import { SUBSCRIPTION } from "./azure";
import { textOf, type Properties, type Value } from "./wire";

const KUBECONFIG = Buffer.from(JSON.stringify({ apiVersion: "v1", kind: "Config", clusters: [], users: [], contexts: [] })).toString("base64");

function objectsOf(text: string): readonly Value[] {
  return (decodeYaml(text) as readonly (Properties | null)[]).flatMap(document => {
    if (document === null) return [];
    return textOf(document.kind)?.endsWith("List") === true && Array.isArray(document.items) ? document.items as readonly Value[] : [document];
  });
}

/** The answer of a function; undefined for one that the stand-in does not know. */
export function answer(token: string, args: Properties): Properties | undefined {
  if (token === "kubernetes:yaml:decode") return { result: objectsOf(textOf(args.text) ?? "") };
  if (/:getClientConfig$/.test(token)) return { clientId: SUBSCRIPTION, objectId: SUBSCRIPTION, subscriptionId: SUBSCRIPTION, tenantId: SUBSCRIPTION };
  if (/:listManagedCluster\w*Credentials$/.test(token)) return { kubeconfigs: [{ name: "clusterUser", value: KUBECONFIG }] };
  return undefined;
}
