/** What a reader of the stream must know: in its head, and on standard error for whoever made it. */
import { printable } from "../text/line";
import { plural } from "../text/plural";
import type { JsonObject, ManifestObject, Manifests, Placeholder, Reason } from "./manifest";

const REASONS: Readonly<Record<Reason, string>> = {
  unknown: "known after pulumi up", secret: "secret", "not-asked": "id of a tenant or a subscription, which nobody was asked for",
};

/** A variable stands by its bare name: what replaces it must not reach into a comment. */
const text = (from: JsonObject, key: string): string => { const value = from[key]; return typeof value === "string" ? value.replace(/\$\{(\w+)\}/g, "$1") : ""; };

/** `Service hogwarts/sorting`. */
export function objectName({ object: { kind, metadata } }: ManifestObject): string {
  const namespace = text(metadata, "namespace");
  return `${kind} ${namespace === "" ? "" : `${namespace}/`}${text(metadata, "name")}`;
}

const formOf = ({ isWhole, isText }: Placeholder): string => (isWhole ? `as JSON${isText ? " text" : ""}` : "as it is, inside a text");

const placeholderLine = (placeholder: Placeholder, of: ManifestObject): string =>
  `  ${placeholder.variable}  ${REASONS[placeholder.reason]}, ${formOf(placeholder)}: ${objectName(of)}, ${placeholder.path}`;

/** Replaces these alone. Their names get the dollar sign from the shell, for the line to stand in a comment of what is replaced. */
const replacing = (placeholders: readonly Placeholder[]): string => `  all of them, and nothing else: envsubst "$(printf '$%s ' ${placeholders.map(({ variable }) => variable).join(" ")})"`;

/** Lines without marks of a comment; none where the stream is whole. */
export function noticesOf({ objects, placeholders, leftOut, remarks }: Manifests): readonly string[] {
  return [
    ...remarks,
    ...(placeholders.length === 0 ? [] : [
      `${plural(placeholders.length, "placeholder")} to replace before applying (JSON text: with its quotes):`,
      ...objects.flatMap(object => object.placeholders.map(each => placeholderLine(each, object))),
      replacing(placeholders),
    ]),
    ...(leftOut.length === 0 ? [] : [`${leftOut.length} left out:`, ...leftOut.map(({ type, name, reason }) => `  ${type} ${name}: ${reason}`)]),
  ].map(printable);
}
