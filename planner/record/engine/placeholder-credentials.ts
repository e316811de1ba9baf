/** Credentials that nobody has yet: the text that stands for them says whose they are, and is found again wherever a program carries it. */
import type { Credentials } from "../../model/plan";
import { isList, isObject, isSecret, type WireValue } from "./wire";

const FOUND = /credentials-not-known-offline\.(\w+)\.([\w-]*)\./;
/** A run of base64 that may hold the text: in a kubeconfig, a Kubernetes Secret or a script. */
const BASE64 = /[\w+/]{40,}/g;
/** How often base64 is opened: a kubeconfig comes in it, and may be put into it again, more than once. */
const LAYERS = 3;

/** The text that stands for the credentials of a user of a cluster. In it is no character that JSON, YAML or an address would write otherwise. */
export const placeholderText = ({ user, cluster = "" }: Credentials): string => `credentials-not-known-offline.${user}.${cluster.replace(/[^\w-]/g, "-")}.`;

/** The credentials that a text holds, also in base64; undefined where there are none. */
function inText(text: string, layers = LAYERS): Credentials | undefined {
  const [, user, cluster] = FOUND.exec(text) ?? [];
  if (user !== undefined) return { user, ...(cluster === undefined || cluster === "" ? {} : { cluster }) };
  if (layers === 0) return undefined;
  for (const run of text.match(BASE64) ?? []) {
    const inner = inText(Buffer.from(run, "base64").toString("utf8"), layers - 1);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

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
