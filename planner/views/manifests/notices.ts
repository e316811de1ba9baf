/** What a reader of the stream must know: in its head, and on standard error for whoever made it. */
import { printable } from "../text/line";
import { plural } from "../text/plural";
import type { JsonObject, ManifestObject, Manifests, Placeholder, Reason } from "./manifest";

const REASONS: Readonly<Record<Reason, string>> = {
  unknown: "known after pulumi up", secret: "secret", "not-asked": "id of a tenant or a subscription, which nobody was asked for",
};

const text = (from: JsonObject, key: string): string => { const value = from[key]; return typeof value === "string" ? value : ""; };

/** `Service hogwarts/sorting`. */
export function objectName({ object: { kind, metadata } }: ManifestObject): string {
  const namespace = text(metadata, "namespace");
  return `${kind} ${namespace === "" ? "" : `${namespace}/`}${text(metadata, "name")}`;
}

const placeholderLine = ({ variable, path, reason, isText }: Placeholder, of: ManifestObject): string =>
  `  ${variable}  ${REASONS[reason]}${isText ? "" : ", as JSON"}: ${objectName(of)}, ${path}`;

/** Lines without marks of a comment; none where the stream is whole. Variables stand by their bare name: what replaces them must not reach into a comment. */
export function noticesOf({ objects, placeholders, leftOut, remarks }: Manifests): readonly string[] {
  return [
    ...remarks,
    ...(placeholders.length === 0 ? [] : [
      `${plural(placeholders.length, "placeholder")} to replace before applying (\${NAME} in the objects):`,
      ...objects.flatMap(object => object.placeholders.map(each => placeholderLine(each, object))),
    ]),
    ...(leftOut.length === 0 ? [] : [`${leftOut.length} left out:`, ...leftOut.map(({ type, name, reason }) => `  ${type} ${name}: ${reason}`)]),
  ].map(printable);
}
