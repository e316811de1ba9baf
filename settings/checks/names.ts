/** Every name that the program will give, held against Azure's rules before one is used. */
import { anatomyNames } from "../../facts/anatomy-names";
import { OVERLAY_NAME_LIMIT, type NetworkModel } from "../../facts/network-models";
import { NAME_RULES, nameProblem } from "../../facts/naming";
import { shown, type Problem } from "../problem";

export interface NamedBy { readonly service: string; readonly stack: string; readonly uniqueness: string }

/** A name that breaks a rule is put down to the service's name, the part of it that configuration chooses. */
export function nameProblems(by: NamedBy, model: NetworkModel): readonly Problem[] {
  return Object.values(anatomyNames(by)).flatMap(({ kind, name }): Problem[] => {
    const overlayLimit = model === "azure-cni-overlay" && (kind === "virtualNetwork" || kind === "subnet" || kind === "resourceGroup") && name.length > OVERLAY_NAME_LIMIT;
    const problem = overlayLimit ? `at most ${OVERLAY_NAME_LIMIT} characters with overlay, not ${name.length}` : nameProblem(kind, name);
    if (problem === undefined) return [];
    const over = name.length - (overlayLimit ? OVERLAY_NAME_LIMIT : NAME_RULES[kind].max);
    const shorter = over > 0 && by.service.length - over >= 2 ? by.service.slice(0, by.service.length - over) : undefined;
    return [{
      path: "service", found: `${shown(by.service)}, which with the stack's name gives ${kind} ${shown(name)}`, allowed: `${kind}: ${problem}`,
      ...(shorter !== undefined && { nearest: shorter }), source: overlayLimit ? "azure-aks-docs, concepts-network-azure-cni-overlay.md" : NAME_RULES[kind].source,
    }];
  });
}
