/** Reads the file of suppressions: every mistake in it at once, each with its place. */
import type { z as Zod } from "zod";
import { nearest } from "../../facts/nearest";
import { PlanError } from "../model/plan-error";
import { pathText } from "../model/read";
import { RULES } from "../rules/catalogue";
import { YamlFile } from "../yaml-file";
import type { Suppression } from "./suppress";

function schema(z: typeof Zod) {
  const text = (what: string) => z.string({ error: `${what} is missing, or no text` }).refine(value => value.trim() !== "", { error: `${what} is empty` });
  return z.strictObject({
    suppressions: z.array(z.strictObject({
      rule: text("the id of a rule"),
      resource: text("a resource's URN or logical name (* for any part)"),
      stack: text("a stack's name").optional(),
      reason: text("a reason"),
    })).default([]),
  });
}

interface Mistake { readonly path: readonly PropertyKey[]; readonly says: string }

const IDS = RULES.map(({ id }) => id);

function unknownRules(suppressions: readonly Suppression[]): readonly Mistake[] {
  return suppressions.flatMap(({ rule }, index) => {
    if (IDS.includes(rule)) return [];
    const near = nearest(rule, IDS);
    return [{ path: ["suppressions", index, "rule"], says: `there is no rule "${rule}"${near === undefined ? "; npm run explain lists all" : `; did you mean ${near}?`}` }];
  });
}


/**
 * The suppressions of a file, by a library that takes a tenth of a second to load, so that who has no such file is spared it; undefined where there is no such file.
 * @param root folder that the name is given from; empty for the current one
 * @throws PlanError for a file that is no YAML or holds anything else than suppressions of rules that there are
 */
export function readSuppressions(z: typeof Zod, root: string, name: string): readonly Suppression[] | undefined {
  const file = YamlFile.read(root, name);
  if (file === undefined) return undefined;
  const { success, data, error } = schema(z).safeParse(file.document.toJS() ?? {});
  const mistakes = success ? unknownRules(data.suppressions) : error.issues.map(({ path, message }): Mistake => ({ path, says: message }));
  const [first] = mistakes;
  if (first !== undefined) {
    const said = mistakes.map(({ path, says }) => (path.length === 0 ? says : `${pathText(path)}: ${says}`)).join("\n");
    throw new PlanError(said, file.place(first.path.map(String)));
  }
  return data?.suppressions ?? [];
}
