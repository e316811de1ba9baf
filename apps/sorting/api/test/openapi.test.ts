import Ajv from "ajv";
import { describe, expect, it } from "@jest/globals";
import { SORTING_RULE } from "../src/sorting";
import { testApp } from "./support/app";

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, { readonly schema: object }>> }>>;
}
interface Document { readonly openapi: string; readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> }

const { app } = testApp();
const documentOf = async (): Promise<Document> => (await app.inject("/openapi.json")).json();

describe("GET /openapi.json", () => {
  it("describes every route of the API under the name that clients are made from", async () => {
    const { openapi, paths } = await documentOf();
    const operations = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, { operationId }]) => `${operationId}: ${method} ${path}`));
    expect(openapi).toBe("3.1.0");
    expect(operations).toEqual([
      "listHouses: get /houses",
      "getHouse: get /houses/{id}",
      "listStudents: get /students",
      "getStudent: get /students/{id}",
      "sortStudent: post /sort",
      "sortListedStudent: get /students/{id}/house",
      "live: get /livez",
      "ready: get /readyz",
    ]);
  });

  it("explains the sorting rule", async () => {
    expect((await documentOf()).paths["/sort"]?.post?.description).toBe(SORTING_RULE);
  });

  it("is the same from every replica", async () => {
    const [one, two] = await Promise.all(["sorting-0", "sorting-1"].map(replica => testApp({ replica }).app.inject("/openapi.json")));
    expect(one!.body).toBe(two!.body);
  });

  it("is true: every answer fits the schema that it gives for path, method, status and media type", async () => {
    const document = await documentOf();
    const ajv = new Ajv({ strict: false, allErrors: true });
    ajv.addSchema(document, "openapi.json");
    const json = { "content-type": "application/json" };
    const cases = [
      ["/houses", "get", "/houses"],
      ["/houses/{id}", "get", "/houses/slytherin"],
      ["/houses/{id}", "get", "/houses/none"],
      ["/students", "get", "/students"],
      ["/students", "get", "/students?house=none"],
      ["/students/{id}", "get", "/students/cho-chang"],
      ["/students/{id}", "get", "/students/none"],
      ["/students/{id}/house", "get", "/students/cho-chang/house"],
      ["/students/{id}/house", "get", "/students/none/house"],
      ["/sort", "post", "/sort", json, '{"name":"Zoë"}'],
      ["/sort", "post", "/sort", json, '{"name":"Zoë","traits":{"wit":11}}'],
      ["/sort", "post", "/sort", json, " ".repeat(20_000)],
      ["/sort", "post", "/sort", { "content-type": "text/plain" }, "Zoë"],
      ["/livez", "get", "/livez"],
      ["/readyz", "get", "/readyz"],
    ] as const;
    const statuses: number[] = [];
    for (const [path, method, url, headers, payload] of cases) {
      const answer = await app.inject({ method, url, headers: headers ?? {}, ...(payload === undefined ? {} : { payload }) });
      const mediaType = String(answer.headers["content-type"]).split(";")[0]!;
      const pointer = ["paths", path, method, "responses", String(answer.statusCode), "content", mediaType, "schema"].map(part => part.replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
      const validate = ajv.compile({ $ref: `openapi.json#/${encodeURI(pointer)}` });
      validate(answer.json());
      expect({ url, errors: validate.errors }).toEqual({ url, errors: null });
      statuses.push(answer.statusCode);
    }
    expect(statuses).toEqual([200, 200, 404, 200, 400, 200, 404, 200, 404, 200, 400, 413, 415, 200, 200]);
  });
});
