/**
 * The files that a SecretProviderClass of Azure's provider makes the CSI driver mount: one for each object that it fetches, under the object's alias, or under its name where it has none
 * (Azure/secrets-store-csi-driver-provider-azure, pkg/provider/types/parameters.go, as of 2026-08-21).
 */
import { isMap, isScalar, isSeq, parseDocument, type Node } from "yaml";
import type { PlanResource } from "../model/plan";
import { isOpen, textAt } from "../model/read";

const PROVIDER = "azure";

/** The contents of a text of YAML, every value as the letters it is written with: a name may look like a number. Undefined where it is no YAML. */
function contentsOf(text: string): Node | undefined {
  const document = parseDocument(text, { schema: "failsafe", prettyErrors: false, logLevel: "silent" });
  return document.errors.length === 0 && document.contents !== null ? document.contents : undefined;
}

function textUnder(map: Node | undefined, key: string): string | undefined {
  const value = isMap(map) ? map.get(key) : undefined;
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/** Undefined where it cannot be told: an object that is kept in several versions is a file for each. */
const fileOf = (object: Node | undefined): string | undefined =>
  (textUnder(object, "objectVersionHistory") === undefined ? textUnder(object, "objectAlias") ?? textUnder(object, "objectName") : undefined);

/** What is to be fetched, one map each; undefined where it cannot be read from the plan: another provider, or not known, or not written as Azure's provider reads it. */
function objectsOf({ inputs }: PlanResource): readonly (Node | undefined)[] | undefined {
  if (textAt(inputs, "spec", "provider") !== PROVIDER || isOpen(inputs, "spec", "parameters", "objects")) return undefined;
  const objects = textAt(inputs, "spec", "parameters", "objects");
  if (objects === undefined) return [];
  const contents = contentsOf(objects);
  const list = isMap(contents) ? contents.get("array") : undefined;
  return isSeq(list) ? list.items.map(element => (isScalar(element) && typeof element.value === "string" ? contentsOf(element.value) : undefined)) : undefined;
}

/** Names of the files; undefined where they cannot be read from the plan. */
export function mountedFiles(secretClass: PlanResource): readonly string[] | undefined {
  const files = objectsOf(secretClass)?.map(fileOf);
  return files?.every(file => file !== undefined) === true ? files : undefined;
}

export interface VaultObject { readonly name: string; readonly type: "secret" | "key" | "cert" }

/** What is fetched of the vault, by name and type; undefined where it cannot be read from the plan. */
export function vaultObjects(secretClass: PlanResource): readonly VaultObject[] | undefined {
  const objects = objectsOf(secretClass)?.map((object): VaultObject | undefined => {
    const name = textUnder(object, "objectName");
    const type = textUnder(object, "objectType");
    return name !== undefined && (type === "secret" || type === "key" || type === "cert") ? { name, type } : undefined;
  });
  return objects?.every(object => object !== undefined) === true ? objects : undefined;
}
