/** The houses: static data. */
import type { FastifyInstance } from "fastify";
import { HOUSES } from "../houses";
import { Problem } from "../problem";
import { responses } from "../schemas";

/** GET /houses and GET /houses/{id}. */
export function houseRoutes(app: FastifyInstance): void {
  app.get("/houses", {
    schema: {
      operationId: "listHouses", summary: "All houses", tags: ["houses"],
      response: responses({ schema: "Houses", description: "The four houses." }),
    },
  }, () => ({ houses: HOUSES }));

  app.get<{ Params: { id: string } }>("/houses/:id", {
    schema: {
      operationId: "getHouse", summary: "One house", tags: ["houses"],
      params: { type: "object", properties: { id: { type: "string", description: "The house's id, such as `ravenclaw`." } }, required: ["id"] },
      response: responses({ schema: "House", description: "The house." }, 404),
    },
  }, ({ params: { id } }) => {
    const house = HOUSES.find(candidate => candidate.id === id);
    if (house === undefined) throw new Problem(404, "There is no house of this id; GET /houses lists them.");
    return house;
  });
}
