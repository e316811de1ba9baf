/** Errors as problem documents (RFC 9457): what is told to a caller, and nothing of what happened inside. */
import { STATUS_CODES, type OutgoingHttpHeaders } from "node:http";
import type { FastifyError } from "fastify";
import { LIMITS } from "./limits";

export const PROBLEM_MEDIA_TYPE = "application/problem+json";

/** One mistake in the request. */
export interface Mistake {
  /** What is wrong, as the rest of a sentence that starts with the place: "must be <= 10". */
  readonly detail: string;
  /** Place in the body as a JSON pointer in a URI fragment, `#/traits/wit`; absent where the mistake is elsewhere. */
  readonly pointer?: string;
  /** Name of the query parameter; absent where the mistake is elsewhere. */
  readonly parameter?: string;
}

/** The document. The type is always `about:blank`: status and title say it all, and `errors` says where. */
export interface ProblemDocument {
  readonly type: "about:blank";
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly Mistake[];
}

/** An error that is meant for the caller. Its detail and headers are sent as they are: never put a secret or a path in them. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly statusCode: number;
  readonly errors: readonly Mistake[];
  readonly headers: OutgoingHttpHeaders;

  constructor(statusCode: number, detail: string, { errors = [], headers = {} }: { readonly errors?: readonly Mistake[]; readonly headers?: OutgoingHttpHeaders } = {}) {
    super(detail);
    this.statusCode = statusCode;
    this.errors = errors;
    this.headers = headers;
  }

  get document(): ProblemDocument {
    return problemDocument(this.statusCode, this.message, this.errors);
  }
}

/** A document with the status's own phrase as title; `detail` and `errors` are left out where there is nothing to say. */
export function problemDocument(status: number, detail?: string, errors: readonly Mistake[] = []): ProblemDocument {
  return {
    type: "about:blank",
    title: STATUS_CODES[status] ?? "Unknown Status",
    status,
    ...(detail === undefined || detail === "" ? {} : { detail }),
    ...(errors.length === 0 ? {} : { errors }),
  };
}

/** What the framework's own errors mean to a caller. Its messages are written for the developer and are not passed on. */
const FRAMEWORK_DETAILS: Readonly<Record<string, string>> = {
  FST_ERR_BAD_URL: "The path is not a valid percent-encoded UTF-8 string.",
  FST_ERR_CTP_BODY_TOO_LARGE: `The body is longer than ${LIMITS.bodyBytes} bytes.`,
  FST_ERR_CTP_EMPTY_JSON_BODY: "The body is empty; it must be a JSON object.",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "The body is not as long as Content-Length says.",
  FST_ERR_CTP_INVALID_JSON_BODY: "The body is not valid JSON.",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "The body must be application/json.",
};

/** The problem that an error is to the caller. Whatever is not plainly the caller's mistake is a 500 without detail. */
export function problemOf(error: FastifyError | Problem): Problem {
  if (error instanceof Problem) return error;
  if (error.validation !== undefined) return validationProblem(error.validationContext, error.validation);
  const status = error.statusCode ?? 500;
  const callersMistake = status >= 400 && status < 500;
  if (!callersMistake) return new Problem(500, "");
  return new Problem(status, FRAMEWORK_DETAILS[error.code] ?? "", status === 415 ? { headers: { accept: "application/json" } } : {});
}

type Validation = NonNullable<FastifyError["validation"]>;

function validationProblem(context: FastifyError["validationContext"], validation: Validation): Problem {
  const inBody = context === "body";
  const errors = validation.map(({ instancePath, keyword, params, message = "is invalid" }): Mistake => {
    const member = keyword === "additionalProperties" ? unknownMember(params) : undefined;
    const detail = member === undefined ? allowedValues(params, message) : "is not known here";
    const pointer = member === undefined ? instancePath : `${instancePath}/${pointerToken(member)}`;
    return inBody ? { detail, pointer: uriFragment(pointer) } : { detail, parameter: pointer.slice(1) };
  });
  return new Problem(400, inBody ? "The body is not as the OpenAPI document describes it." : "The query is not as the OpenAPI document describes it.", { errors });
}

function unknownMember(params: Record<string, unknown>): string | undefined {
  return typeof params.additionalProperty === "string" ? params.additionalProperty : undefined;
}

function allowedValues(params: Record<string, unknown>, message: string): string {
  return Array.isArray(params.allowedValues) ? `must be one of ${params.allowedValues.join(", ")}` : message;
}

/** Escapes one name for a JSON pointer (RFC 6901, section 3). */
function pointerToken(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** A JSON pointer as URI fragment (RFC 6901, section 6). A lone surrogate has no percent-encoding and becomes U+FFFD. */
function uriFragment(pointer: string): string {
  return `#${encodeURI(Buffer.from(pointer, "utf8").toString("utf8")).replaceAll("#", "%23").replaceAll("?", "%3F")}`;
}
