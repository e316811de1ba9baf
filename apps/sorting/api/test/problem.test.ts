import { describe, expect, it } from "@jest/globals";
import type { FastifyError } from "fastify";
import { Problem, problemDocument, problemOf } from "../src/problem";

const frameworkError = (fields: Partial<FastifyError>): FastifyError => Object.assign(new Error("internal words"), { code: "FST_ERR_ANY", name: "FastifyError" }, fields);

describe("problemDocument", () => {
  it("is an about:blank problem whose title is the status's phrase", () => {
    expect(problemDocument(404, "No such house.")).toEqual({ type: "about:blank", title: "Not Found", status: 404, detail: "No such house." });
  });

  it("leaves out what there is nothing to say about", () => {
    expect(problemDocument(500, "", [])).toEqual({ type: "about:blank", title: "Internal Server Error", status: 500 });
  });
});

describe("problemOf", () => {
  it("tells nothing of an unexpected error", () => {
    expect(problemOf(frameworkError({ message: "connect 10.0.0.4:5432 password=x" })).document).toEqual({ type: "about:blank", title: "Internal Server Error", status: 500 });
    expect(problemOf(frameworkError({ statusCode: 599 })).document.status).toBe(500);
  });

  it("keeps the status of the caller's mistakes but none of the framework's words", () => {
    expect(problemOf(frameworkError({ statusCode: 414 })).document).toEqual({ type: "about:blank", title: "URI Too Long", status: 414 });
  });

  it("hands a problem through as it is", () => {
    const problem = new Problem(405, "This path takes GET.", { headers: { allow: "GET" } });
    expect(problemOf(problem)).toBe(problem);
  });

  it("points to each mistake in the body, with names escaped for a pointer and a fragment", () => {
    const validation = (instancePath: string, keyword: string, params: Record<string, unknown>, message?: string) => ({ instancePath, keyword, params, message, schemaPath: "#" });
    const error = frameworkError({
      validationContext: "body",
      validation: [
        validation("/traits/wit", "maximum", { limit: 10 }, "must be <= 10"),
        validation("", "additionalProperties", { additionalProperty: "a/b~c d#?é" }, "must NOT have additional properties"),
        validation("", "required", { missingProperty: "name" }, "must have required property 'name'"),
      ],
    });
    expect(problemOf(error).document.errors).toEqual([
      { detail: "must be <= 10", pointer: "#/traits/wit" },
      { detail: "is not known here", pointer: "#/a~1b~0c%20d%23%3F%C3%A9" },
      { detail: "must have required property 'name'", pointer: "#" },
    ]);
  });

  it("survives a member name that no URI can hold", () => {
    const error = frameworkError({
      validationContext: "body",
      validation: [{ instancePath: "", keyword: "additionalProperties", params: { additionalProperty: "\ud800" }, schemaPath: "#" }],
    });
    expect(problemOf(error).document.errors).toEqual([{ detail: "is not known here", pointer: "#/%EF%BF%BD" }]);
  });
});
