/** The OpenAPI document: made from the routes' schemas, so that it cannot differ from what is validated. */
import swagger, { type FastifyDynamicSwaggerOptions } from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { SCHEMAS } from "./schemas";

const OPTIONS: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: "3.1.0",
    info: {
      title: "Hogwarts sorting service",
      version: "1.0.0",
      description: "Sorts students into houses. The answer is a pure function of the student, so every replica gives the same; which one answered is told by the `x-served-by` header.",
    },
    servers: [{ url: "/", description: "Where this document came from." }],
    tags: [
      { name: "sorting", description: "A house for a student." },
      { name: "houses", description: "The houses." },
      { name: "students", description: "The students on the list." },
      { name: "probes", description: "For the platform." },
    ],
  },
  // JSON Schema's const is known to OpenAPI 3.1, so nothing needs rewriting.
  convertConstToEnum: false,
  refResolver: { buildLocalReference: (schema, _base, _fragment, index) => (typeof schema.$id === "string" ? schema.$id : `schema-${index}`) },
};

/** Registers the shared schemas and the document's maker; call it before any route is added. */
export function describeApi(app: FastifyInstance): void {
  for (const schema of SCHEMAS) app.addSchema(schema);
  void app.register(swagger, OPTIONS);
}

/** GET /openapi.json. */
export function openApiRoute(app: FastifyInstance): void {
  app.get("/openapi.json", { schema: { hide: true } }, () => app.swagger());
}
