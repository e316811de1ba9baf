/** The students on the list, each with the house that the sorting rule gives. */
import type { FastifyInstance } from "fastify";
import { HOUSE_IDS, type HouseId } from "../houses";
import { Problem } from "../problem";
import { responses } from "../schemas";
import { sortStudent } from "../sorting";
import { STUDENTS, studentById, type Student } from "../students";

interface SortedStudent extends Student { readonly house: HouseId }

function sorted(student: Student): SortedStudent {
  return { ...student, house: sortStudent({ name: student.name }).house };
}

const SORTED_STUDENTS: readonly SortedStudent[] = STUDENTS.map(sorted);

export const STUDENT_PARAMS = {
  type: "object",
  properties: { id: { type: "string", description: "The student's name as a slug, such as `luna-lovegood`." } },
  required: ["id"],
} as const;

/** The listed student of this id; a 404 problem where there is none. */
export function listedStudent(id: string): Student {
  const student = studentById(id);
  if (student === undefined) throw new Problem(404, "There is no student of this id; GET /students lists them.");
  return student;
}

/** GET /students, which can be narrowed to one house, and GET /students/{id}. */
export function studentRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: { house?: HouseId } }>("/students", {
    schema: {
      operationId: "listStudents", summary: "The students on the list", tags: ["students"],
      querystring: {
        type: "object",
        properties: { house: { type: "string", enum: HOUSE_IDS, description: "Only the students of this house." } },
        additionalProperties: false,
      },
      response: responses({ schema: "Students", description: "The students, in the order of the list." }, 400),
    },
  }, ({ query: { house } }) => ({ students: house === undefined ? SORTED_STUDENTS : SORTED_STUDENTS.filter(student => student.house === house) }));

  app.get<{ Params: { id: string } }>("/students/:id", {
    schema: {
      operationId: "getStudent", summary: "One student on the list", tags: ["students"],
      params: STUDENT_PARAMS,
      response: responses({ schema: "Student", description: "The student." }, 404),
    },
  }, ({ params: { id } }) => sorted(listedStudent(id)));
}
