/** A resource of the plan, from the steps that the engine would take for it. */
import { withoutSecretContent } from "../model/kubernetes-secrets";
import { remains } from "../model/operations";
import type { Operation, PlanObject, PlanResource, PlanValue } from "../model/plan";
import { isProviderType } from "../model/urn";
import { isSecret, SECRET_VALUE, UNKNOWN_VALUE } from "../model/values";
import type { Node } from "./node";
import { planOptions } from "./options";
import { urnAt, type Step } from "./step";
import { planObject, planValue } from "./value";


/** Operations after which the resource is another one than before. */
const MADE_ANEW: readonly Operation[] = ["create", "replace"];

const sorted = (urns: readonly string[]): readonly string[] => [...new Set(urns)].sort();

const urnsAt = (node: Node): readonly string[] => sorted(node.items().map(each => urnAt(each) ?? each.fail("a URN")));

function propertyDependencies(node: Node): PlanResource["propertyDependencies"] {
  return Object.fromEntries(node.entries().map(([key, urns]) => [key, urnsAt(urns)] as const).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The engine keeps notes of its own among a provider's inputs. */
function inputsOf(type: string, node: Node): PlanObject {
  const inputs = planObject(node);
  return isProviderType(type) ? Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== "__internal")) : inputs;
}

/** What is known of the id: that of something that stands already, or the one it is looked up or adopted by. */
function idOf(op: Operation, old: Node | undefined, next: Node | undefined, inputs: PlanObject): PlanValue {
  // The engine is given the id of a look-up in clear, also where it comes from a secret.
  if (op === "read" && Object.values(inputs).some(value => isSecret(value))) return SECRET_VALUE;
  const states = MADE_ANEW.includes(op) ? [next] : [next, old];
  const known = states.flatMap(state => (state === undefined ? [] : [state.get("id"), state.get("importID")])).find(id => id.text() !== undefined);
  return known === undefined ? UNKNOWN_VALUE : planValue(known);
}

/** The last step that says something of the kind. */
const lastOf = <T>(steps: readonly Step[], read: (step: Step) => T | undefined): T | undefined => steps.map(read).filter(value => value !== undefined).at(-1);

function changes(steps: readonly Step[]): Pick<PlanResource, "replaceReasons" | "detailedDiff"> {
  const reasons = sorted(steps.flatMap(step => step.replaceReasons));
  const differences = [...new Map(steps.flatMap(step => Object.entries(step.detailedDiff)))].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...(reasons.length === 0 ? {} : { replaceReasons: reasons }),
    ...(differences.length === 0 ? {} : { detailedDiff: Object.fromEntries(differences) }),
  };
}

interface States {
  readonly old: Node | undefined;
  readonly next: Node | undefined;
  /** The one that the resource is described by. */
  readonly state: Node;
}

/** What will be is taken from the new state, what goes away from the old one. */
export function statesOf(steps: readonly [Step, ...Step[]], op: Operation): States {
  // What is adopted may be changed by a second step, which no longer says that it is adopted.
  const telling = op === "import" ? steps.filter(step => step.op === "import") : steps;
  const old = lastOf(steps, step => step.old), next = remains({ op }) ? lastOf(telling, step => step.next) : undefined;
  const state = next ?? old ?? steps[0].next;
  if (state === undefined) throw new Error(`a step without a state: ${steps[0].path}`);
  return { old, next, state };
}

/** One resource from all its steps. Throws PlanError where a state has another shape than the engine's. */
export function resourceOf(steps: readonly [Step, ...Step[]], op: Operation): PlanResource {
  const [{ urn, type, name }] = steps;
  const { old, next, state } = statesOf(steps, op);
  const stated = state.get("type").text();
  if (stated !== undefined && stated !== type) state.get("type").fail(`the type of the URN, ${type}`, "another one");
  const parent = urnAt(state.get("parent"));
  const custom = state.get("custom").flag();
  const provider = state.get("provider").text();
  const inputs = withoutSecretContent(type, inputsOf(type, state.get("inputs")));
  // Old outputs are not what will be: a preview that does not say them leaves them open.
  const outputs = custom || next === undefined ? {} : planObject(next.get("outputs"));
  return {
    urn, type, name,
    ...(parent === undefined ? {} : { parent }),
    custom,
    ...(provider === undefined ? {} : { provider }),
    ...(custom ? { id: idOf(op, old, next, inputs) } : {}),
    inputs,
    dependencies: urnsAt(state.get("dependencies")),
    propertyDependencies: propertyDependencies(state.get("propertyDependencies")),
    options: planOptions(state),
    op,
    ...changes(steps),
    ...(Object.keys(outputs).length === 0 ? {} : { outputs }),
    // A component with a provider is built by it, and not by the program.
    ...(!custom && provider !== undefined ? { remote: true as const } : {}),
  };
}
