/** What a kubelet asks: is the process alive, and should it get requests? */
import type { FastifyInstance } from "fastify";
import { Problem } from "../problem";
import { responses } from "../schemas";

/**
 * GET /livez and GET /readyz.
 * @param reasonsAgainst why no requests should come now, as sentences; empty where they may
 */
export function probeRoutes(app: FastifyInstance, reasonsAgainst: () => readonly string[]): void {
  app.get("/livez", {
    schema: {
      operationId: "live", summary: "Whether the process answers", tags: ["probes"],
      response: responses({ schema: "Status", description: "It does. Also while it drains: a restart would not help." }),
    },
  }, () => ({ status: "alive" }));

  app.get("/readyz", {
    schema: {
      operationId: "ready", summary: "Whether requests should be sent here", tags: ["probes"],
      response: responses({ schema: "Status", description: "They should." }, 503),
    },
  }, () => {
    const reasons = reasonsAgainst();
    if (reasons.length > 0) throw new Problem(503, reasons.join(" "));
    return { status: "ready" };
  });
}
