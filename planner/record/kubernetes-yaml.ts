/**
 * YAML as the Kubernetes provider reads it: YAML 1.1 with Go's exceptions. `no` is false and `0644` is 420, but a time stays the text that it is, and `1:30` is no number
 * (sigs.k8s.io/yaml 1.4, goyaml.v2/resolve.go and decode.go).
 */
import { parseAllDocuments, type ScalarTag, type Tags } from "yaml";

const TIMESTAMP = "tag:yaml.org,2002:timestamp";

const isTag = (tag: Tags[number]): tag is ScalarTag => typeof tag === "object";
const asGoReads = (tags: Tags): Tags => tags.filter(tag => !isTag(tag) || (tag.tag !== TIMESTAMP && tag.format !== "TIME"));

/** The documents of a text. Throws an Error where it is no YAML. */
export function decodeYaml(text: string): readonly unknown[] {
  return parseAllDocuments(text, { version: "1.1", customTags: asGoReads }).map(document => {
    const [error] = document.errors;
    if (error !== undefined) throw error;
    return document.toJS() as unknown;
  });
}
