/** One plan from what the two passes said. */
import { FORMAT_VERSION, type PlanNote, type RecordedPlan } from "../model/plan";
import type { Redact } from "../model/redact";
import { mergeObject, mergeResources } from "./merge";
import type { CompleteReport } from "./outcome";
import type { Project } from "./project/project";

/** What of a project stands in its plan. */
type Planned = Pick<Project, "name" | "stack" | "root">;
/** What of a pass stands in the plan. */
type Said = Pick<CompleteReport, "resources" | "outputs" | "notes">;

/** A plan must read the same on every machine: paths in its notes start at the project. */
const withoutRoot = (text: string, root: string): string => text.replaceAll(`file://${root}/`, "").replaceAll(`${root}/`, "").replaceAll(`'${root}'`, "'.'");

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function sortedNotes(notes: readonly PlanNote[], root: string): readonly PlanNote[] {
  return notes
    .map(note => ({ ...note, message: withoutRoot(note.message, root) }))
    .sort((a, b) => compare(a.rule, b.rule) || compare(a.resource ?? "", b.resource ?? "") || compare(a.message, b.message));
}

/** Both passes as one plan, with the notes that come from neither. Free text in it is shown as `redact` leaves it. */
export function assemble(project: Planned, said: Said, prediction: Said | undefined, notes: readonly PlanNote[], redact: Redact): RecordedPlan {
  return {
    formatVersion: FORMAT_VERSION,
    project: project.name,
    stack: project.stack,
    source: "record",
    resources: mergeResources(said.resources, prediction?.resources ?? []),
    outputs: mergeObject(said.outputs, prediction?.outputs ?? {}),
    notes: sortedNotes([...notes, ...said.notes], project.root).map(note => ({ ...note, message: redact(note.message) })),
  };
}
