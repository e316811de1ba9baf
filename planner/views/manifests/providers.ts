/** By which provider, and so in which cluster, an object is. The objects of two clusters are never in one stream. */
import { nearest } from "../../../facts/nearest";
import { PlanError } from "../../model/plan-error";
import type { PlanResource } from "../../model/plan";
import { nameOf, providerType } from "../../model/urn";
import { printable } from "../text/line";

/** Pulumi's own providers, one for each version of the package; all take the kubeconfig of the surroundings. */
const DEFAULT = "default";
const IS_DEFAULT = new RegExp(`::${providerType("kubernetes")}::default(?:_[\\w.]+)?$`);

/** URN of the provider, or `default` for those that Pulumi makes itself. */
export function providerKey({ provider }: PlanResource): string {
  const urn = provider?.slice(0, provider.lastIndexOf("::")) ?? "";
  return urn === "" || IS_DEFAULT.test(urn) ? DEFAULT : urn;
}

const label = (key: string): string => (key === DEFAULT ? DEFAULT : nameOf(key));

/** What to ask for: the logical name, or the URN where two have the same. */
const asked = (key: string, keys: readonly string[]): string => (keys.filter(other => label(other) === label(key)).length > 1 ? key : label(key));

/**
 * The one provider whose objects are wanted.
 * @param keys those of the objects, and of what is left out, in any order
 * @param chosen logical name or URN that the user asked for
 * @returns its key; undefined where there are no objects at all
 * @throws PlanError where there are several and none was chosen, or there is none of that name
 */
export function providerOf(keys: Iterable<string>, chosen: string | undefined): string | undefined {
  const all = [...new Set(keys)].sort();
  const names = all.map(key => asked(key, all));
  const list = names.map(printable).join(", ");
  if (chosen === undefined) {
    if (all.length > 1) throw new PlanError(`the plan has objects of ${all.length} Kubernetes providers, which may be as many clusters: choose one with --provider\nthere are ${list}`);
    return all[0];
  }
  const found = all.filter(key => key === chosen || label(key) === chosen);
  if (found.length === 1) return found[0];
  if (found.length > 1) throw new PlanError(`${found.length} Kubernetes providers are called ${printable(chosen)}: choose one by its URN\nthere are ${found.join(", ")}`);
  const near = nearest(chosen, names);
  const others = all.length === 0 ? "; no object of the plan has any" : near === undefined ? `; there are ${list}` : `; did you mean ${printable(near)}?`;
  throw new PlanError(`no object of the plan is reached by a Kubernetes provider called ${printable(chosen)}${others}`);
}

export const providerName = label;
