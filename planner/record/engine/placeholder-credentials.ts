/** Credentials that nobody has yet: the text that stands for them says whose they are, and is found again wherever a program carries it. */
import { decoded, throughLayers } from "../../model/layers";
import type { Credentials } from "../../model/plan";
import { isList, isObject, isSecret, type WireValue } from "./wire";

const FOUND = /credentials-not-known-offline\.(\w+)\.([\w-]*)\./;
/** A run of base64 that may hold the text: in a kubeconfig, a Kubernetes Secret or a script. */
const BASE64 = /[\w+/]{40,}/g;

/** The text that stands for the credentials of a user of a cluster. In it is no character that JSON, YAML or an address would write otherwise. */
export const placeholderText = ({ user, cluster = "" }: Credentials): string => `credentials-not-known-offline.${user}.${cluster.replace(/[^\w-]/g, "-")}.`;

function written(text: string): Credentials | undefined {
  const [, user, cluster] = FOUND.exec(text) ?? [];
  return user === undefined ? undefined : { user, ...(cluster === undefined || cluster === "" ? {} : { cluster }) };
}

/** The credentials that a text holds, also in base64; undefined where there are none. */
const inText = (text: string): Credentials | undefined => throughLayers(text, written, each => (each.match(BASE64) ?? []).map(decoded));

/** The first credentials in a value, beside its secrets; undefined where there are none. */
export function placeholderIn(value: WireValue): Credentials | undefined {
  if (typeof value === "string") return inText(value);
  if (isSecret(value) || value === null || typeof value !== "object") return undefined;
  for (const inner of isList(value) ? value : isObject(value) ? Object.values(value) : []) {
    const found = placeholderIn(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}
