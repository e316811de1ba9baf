/** Plans what the real engine says: the document of `pulumi preview --json` as the same plan that the recorder gives. */
import { FORMAT_VERSION, type PlanNote, type PlanResource, type RecordedPlan } from "../model/plan";
import { PlanError } from "../model/plan-error";
import { remains } from "../model/operations";
import { withPredictions } from "../model/predictions";
import { STACK_TYPE, stackName } from "../model/urn";
import { isSecret, isUnknown } from "../model/values";
import { documentOf } from "./document";
import { assertSucceeded } from "./failure";
import type { Node } from "./node";
import { operationOf } from "./operations";
import { assertOrder, assertTree } from "./parents";
import { resourceOf, statesOf } from "./resource";
import { readStep, type Step } from "./step";
import { textOf } from "./text";
import { planValue } from "./value";

export interface PreviewOptions {
  /** What the file is called in messages. */
  readonly file: string;
  /** The stack that is expected; any where it is left out. */
  readonly stack?: string;
}

/** What a preview alone cannot tell, and the recorder can. */
const ASSUMED: PlanNote = { rule: "references-assumed", message: "where an input refers to one other resource whose name or id is not known yet, it is predicted to be that name or id as it is" };

type Steps = readonly [Step, ...Step[]];

/** The steps by resource, in the order of the file. */
function byUrn(steps: readonly Step[]): ReadonlyMap<string, Steps> {
  const groups = new Map<string, [Step, ...Step[]]>();
  for (const step of steps) {
    const group = groups.get(step.urn);
    if (group) group.push(step);
    else groups.set(step.urn, [step]);
  }
  return groups;
}

function assertOneStack(steps: Steps, { file, stack }: PreviewOptions): void {
  const [first] = steps;
  const stranger = steps.find(step => step.stack !== first.stack || step.project !== first.project);
  if (stranger) throw new PlanError(`more than one stack in one file: ${first.path} is of ${first.project}/${first.stack}, ${stranger.path} of ${stranger.project}/${stranger.stack}`, { file });
  if (stack !== undefined && stackName(stack) !== first.stack) throw new PlanError(`the preview is of the stack ${first.stack}, not of ${stack}, which --stack asks for`, { file });
}

function contradiction(steps: Steps, file: string): PlanError {
  return new PlanError(`steps that contradict each other for ${steps[0].urn}: ${steps.map(({ path, op }) => `${path} ${op}`).join(", ")}`, { file });
}

/** How many unchanged resources the engine counted and did not list: without `--show-sames` it lists the stack alone. */
const omittedFrom = (document: Node, resources: readonly PlanResource[]): number =>
  Math.max(0, document.get("changeSummary").get("same").count() - resources.filter(({ op }) => op === "same").length);

function notesOn(document: Node, omitted: number, leftovers: readonly Steps[], stack: PlanResource | undefined): readonly PlanNote[] {
  const warnings = document.get("diagnostics").items().filter(diagnostic => diagnostic.get("severity").text() === "warning").length;
  return [
    ...leftovers.map(([{ urn }]): PlanNote => ({ rule: "old-copy-deleted", message: `what is left of an earlier replacement of ${urn} is deleted`, resource: urn })),
    ...(stack === undefined || !remains(stack) || stack.outputs !== undefined ? [] : [{ rule: "outputs-not-in-preview", message: "a preview does not hold the outputs of the stack and of components" }]),
    ...(warnings === 0 ? [] : [{ rule: "preview-warnings", message: `the engine gave ${warnings === 1 ? "a warning" : `${warnings} warnings`}, under diagnostics in the file` }]),
    ...(omitted === 0 ? [] : [{ rule: "unchanged-not-listed", message: `${omitted} unchanged ${omitted === 1 ? "resource is" : "resources are"} not in the preview, so nothing was concluded from it: pulumi preview --json --show-sames lists them` }]),
  ];
}

/** The subscription from the configuration. One that is secret is as good as none: ids that are predicted from it would tell it. */
function subscriptionIn(document: Node): string | undefined {
  const node = document.get("config").get("azure-native:subscriptionId");
  const value = planValue(node);
  return isSecret(value) || isUnknown(value) ? undefined : node.text();
}

const compare = (a: PlanResource, b: PlanResource): number => (a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0);

/**
 * The plan that a preview tells of.
 * @param bytes the file as it is: UTF-8, or UTF-16 as PowerShell writes it
 * @throws PlanError where the file is something else, of another stack, of a preview that failed, or wrong at a place, which is named by its path; no value
 *   of the file is in the message
 */
export function readPreview(bytes: Uint8Array, options: PreviewOptions): RecordedPlan {
  const { file } = options;
  const document = documentOf(textOf(bytes, file), file);
  assertSucceeded(document, file);
  const [first, ...more] = document.get("steps").items().map(readStep);
  if (first === undefined) throw new PlanError("the preview has no `steps`, not even that of the stack: nothing was planned", { file });
  const steps: Steps = [first, ...more];
  assertOneStack(steps, options);

  const resources: PlanResource[] = [];
  const leftovers: Steps[] = [];
  const parents = new Map<string, Node>();
  for (const group of byUrn(steps).values()) {
    const op = operationOf(group.map(step => step.op));
    if (op === "contradiction") throw contradiction(group, file);
    if (op === undefined) {
      leftovers.push(group);
      continue;
    }
    resources.push(resourceOf(group, op));
    parents.set(group[0].urn, statesOf(group, op).state.get("parent"));
  }
  assertTree(parents);
  assertOrder(resources, file);
  const stack = resources.find(({ type }) => type === STACK_TYPE);
  const omitted = omittedFrom(document, resources);
  const known = resources.sort(compare), all = withPredictions(known, subscriptionIn(document));
  const assumed = all.some(({ inputs }, index) => inputs !== known[index]?.inputs);
  return {
    formatVersion: FORMAT_VERSION,
    project: first.project,
    stack: first.stack,
    source: "preview",
    resources: all,
    ...(omitted === 0 ? {} : { omitted }),
    outputs: stack?.outputs ?? {},
    notes: [...notesOn(document, omitted, leftovers, stack), ...(assumed ? [ASSUMED] : [])],
  };
}
