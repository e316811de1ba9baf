/** Sorting: anybody by POST, a student on the list by GET. */
import type { FastifyInstance, onRequestHookHandler, onSendHookHandler } from "fastify";
import { parseStudentName, type StudentName } from "../name";
import { Problem } from "../problem";
import { responses } from "../schemas";
import { SEAL_HEADER, sealOf, type SealKeyFile } from "../seal";
import { SORTING_RULE, sortStudent, type Candidate } from "../sorting";
import { listedStudent, STUDENT_PARAMS } from "./students";

interface CandidateBody extends Omit<Candidate, "name"> { readonly name: string }

const ANSWER = {
  schema: "Sorting",
  description: "The house, and why.",
  headers: { [SEAL_HEADER]: { schema: { type: "string" }, description: "`sha256=` and the HMAC-SHA-256 of the body's bytes in hexadecimal, where the service has a key." } },
} as const;

function nameOf(text: string): StudentName {
  const parsed = parseStudentName(text);
  if (!parsed.ok) throw new Problem(400, "The name cannot be sorted.", { errors: [{ detail: parsed.detail, pointer: "#/name" }] });
  return parsed.name;
}

/**
 * POST /sort and GET /students/{id}/house.
 * @param sealKey the key of the seal; undefined where answers are not sealed. Where it is set but has no key yet, the answer is a 503
 *                problem: an answer without its seal could not be told from a forged one.
 */
export function sortingRoutes(app: FastifyInstance, sealKey: SealKeyFile | undefined): void {
  // A key that was there once stays, so an answer whose request came past this check is sealed.
  const needKey: onRequestHookHandler = (_request, _reply, done) => {
    const missing = sealKey !== undefined && sealKey.current() === undefined;
    done(missing ? new Problem(503, "Answers cannot be sealed now.", { headers: { "retry-after": "1" } }) : undefined);
  };
  const seal: onSendHookHandler = (_request, reply, payload, done) => {
    const key = reply.statusCode === 200 ? sealKey?.current() : undefined;
    if (key !== undefined && typeof payload === "string") reply.header(SEAL_HEADER, sealOf(payload, key));
    done();
  };

  app.post<{ Body: CandidateBody }>("/sort", {
    onRequest: needKey,
    onSend: seal,
    schema: {
      operationId: "sortStudent", summary: "Sort a student", tags: ["sorting"], description: SORTING_RULE,
      body: { $ref: "Candidate#" },
      response: responses(ANSWER, 400, 413, 415, 503),
    },
  }, ({ body: { name, traits } }) => sortStudent({ name: nameOf(name), ...(traits === undefined ? {} : { traits }) }));

  app.get<{ Params: { id: string } }>("/students/:id/house", {
    onRequest: needKey,
    onSend: seal,
    schema: {
      operationId: "sortListedStudent", summary: "Sort a student on the list", tags: ["sorting"],
      description: "The same answer, byte for byte, as that to a POST of the student's name alone.",
      params: STUDENT_PARAMS,
      response: responses(ANSWER, 404, 503),
    },
  }, ({ params: { id } }) => sortStudent({ name: listedStudent(id).name }));
}
