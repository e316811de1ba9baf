/** The only body that the service takes: JSON in UTF-8, not compressed. */
import type { FastifyInstance } from "fastify";
import { Problem } from "./problem";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Replaces the framework's parsers by one for application/json. It refuses bytes that are not UTF-8, which would otherwise become U+FFFD and
 * sort different names alike, and members that would reach an object's prototype.
 */
export function takeJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>("application/json", { parseAs: "buffer" }, (request, bytes, done) => {
    let text: string;
    try {
      text = utf8.decode(bytes);
    } catch {
      return done(new Problem(400, "The body is not valid UTF-8."));
    }
    void parse(request, text, done);
  });
  app.addHook("onRequest", ({ headers }, _reply, done) => {
    const encoding = headers["content-encoding"] ?? "identity";
    done(encoding.toLowerCase() === "identity" ? undefined : new Problem(415, "The body must not be compressed.", { headers: { "accept-encoding": "identity" } }));
  });
}
