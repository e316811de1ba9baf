/** The engine's steps as the plan's operations: one operation a resource, whatever number of steps it takes. */
import type { Operation } from "../model/plan";

/**
 * What each step of the engine means for the resource (github.com/pulumi/pulumi, pkg/resource/deploy/step.go, `StepOps`, v3.246).
 * `refresh` and `diff` only look. `leftover` deletes the old copy of something that was replaced: by itself it says nothing of the resource.
 */
const STEP_OPERATIONS = {
  same: "same",
  create: "create",
  update: "update",
  delete: "delete",
  replace: "replace",
  "create-replacement": "replace",
  "delete-replaced": "leftover",
  read: "read",
  "read-replacement": "replace",
  refresh: "look",
  discard: "discard",
  "discard-replaced": "leftover",
  "remove-pending-replace": "leftover",
  import: "import",
  "import-replacement": "replace",
  diff: "look",
} as const satisfies Readonly<Record<string, Operation | "look" | "leftover">>;

export type StepOperation = keyof typeof STEP_OPERATIONS;

/** The words that the engine has. */
export const STEP_NAMES: readonly string[] = Object.keys(STEP_OPERATIONS);

export const isStepOperation = (text: string): text is StepOperation => Object.hasOwn(STEP_OPERATIONS, text);

/**
 * Steps of one resource that go together, where neither only looks: what comes of them. With `--refresh` the first step is what was found to have changed
 * in the cloud, and the second what the program makes of it.
 */
const TOGETHER: Readonly<Record<string, Operation>> = {
  "import update": "import", "import same": "import",
  "delete create": "create",
  "update same": "update", "update update": "update", "update replace": "replace", "update delete": "delete", "update read": "read", "update discard": "discard",
  "replace replace": "replace", "read replace": "replace", "replace read": "replace",
};

/**
 * The operation of a resource from all its steps, in their order.
 * @returns undefined where they are nothing but the end of an old copy; `contradiction` where no engine would take them for one resource
 */
export function operationOf(steps: readonly StepOperation[]): Operation | "contradiction" | undefined {
  const meanings = steps.map(step => STEP_OPERATIONS[step]);
  const telling = meanings.filter(meaning => meaning !== "look" && meaning !== "leftover");
  const [first, ...more] = telling;
  if (first === undefined) return meanings.includes("look") ? "same" : undefined;
  return more.reduce<Operation | "contradiction">((operation, next) => TOGETHER[`${operation} ${next}`] ?? "contradiction", first);
}
