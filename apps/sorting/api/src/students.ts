/** The students on the list. Their house is not written here: it follows from their traits, as it does for everybody else. */
import type { Trait } from "./houses";
import { parseStudentName, type StudentName } from "./name";

export type Traits = Readonly<Record<Trait, number>>;

export interface Student {
  /** The name as a slug; stable, and unique on the list. */
  readonly id: string;
  readonly name: StudentName;
  readonly traits: Traits;
}

/** Name, then bravery, loyalty, wit and ambition. */
type Row = readonly [name: string, bravery: number, loyalty: number, wit: number, ambition: number];

const ROWS: readonly Row[] = [
  ["Harry Potter", 10, 8, 6, 5],
  ["Hermione Granger", 10, 8, 9, 7],
  ["Ron Weasley", 9, 8, 5, 4],
  ["Neville Longbottom", 9, 8, 4, 2],
  ["Ginny Weasley", 9, 7, 7, 5],
  ["Oliver Wood", 9, 7, 5, 8],
  ["Cedric Diggory", 8, 10, 7, 5],
  ["Hannah Abbott", 4, 8, 5, 3],
  ["Susan Bones", 6, 9, 6, 3],
  ["Ernie Macmillan", 5, 8, 6, 7],
  ["Justin Finch-Fletchley", 5, 8, 6, 4],
  ["Nymphadora Tonks", 8, 9, 6, 3],
  ["Luna Lovegood", 7, 8, 10, 1],
  ["Cho Chang", 6, 6, 8, 5],
  ["Padma Patil", 5, 5, 8, 4],
  ["Terry Boot", 6, 6, 9, 4],
  ["Anthony Goldstein", 5, 6, 8, 5],
  ["Penelope Clearwater", 4, 6, 9, 6],
  ["Draco Malfoy", 3, 4, 6, 9],
  ["Pansy Parkinson", 2, 4, 4, 8],
  ["Blaise Zabini", 3, 1, 6, 8],
  ["Theodore Nott", 3, 2, 7, 8],
  ["Vincent Crabbe", 4, 5, 0, 6],
  ["Gregory Goyle", 3, 5, 0, 6],
];

function studentOf([text, bravery, loyalty, wit, ambition]: Row): Student {
  const parsed = parseStudentName(text);
  if (!parsed.ok) throw new Error(`The list of students holds an impossible name: ${parsed.detail}`);
  return { id: text.toLowerCase().replace(/[^a-z]+/g, "-"), name: parsed.name, traits: { bravery, loyalty, wit, ambition } };
}

export const STUDENTS: readonly Student[] = ROWS.map(studentOf);

const byId: ReadonlyMap<string, Student> = new Map(STUDENTS.map(student => [student.id, student]));
const byName: ReadonlyMap<StudentName, Student> = new Map(STUDENTS.map(student => [student.name, student]));

/** The listed student with this slug; undefined where nobody has it. */
export function studentById(id: string): Student | undefined {
  return byId.get(id);
}

/** The listed student of exactly this name, letter case included; undefined where nobody has it. */
export function studentByName(name: StudentName): Student | undefined {
  return byName.get(name);
}
