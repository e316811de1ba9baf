import { describe, expect, test } from "@jest/globals";
import { analyse } from "../../../planner/analyse";
import type { PlanObject, PlanValue } from "../../../planner/model/plan";
import { httpsServer, ingressPlan, to } from "../ingress-plan";
import { UNKNOWN } from "../plan-builder";

/** The route hops of the chains of two routes, the later one last. */
const hopsOf = (routes: PlanObject, servers: PlanValue = [httpsServer()]) =>
  (analyse(ingressPlan({ routes, servers })).analyses.gatewayChains ?? []).map(({ hops, verdict }) => ({ says: hops.find(hop => hop.at === "route")?.says, own: hops.find(hop => hop.at === "route")?.verdict, verdict }));
const pair = (earlier: PlanObject, later: PlanObject, servers?: PlanValue) => hopsOf({ http: [{ route: [to("sorting", 90)], ...earlier }, { route: [to("sorting", 90)], ...later }] }, servers);
const matching = (...match: PlanValue[]): PlanObject => ({ match });
const prefix = (text: string, more: PlanObject = {}): PlanObject => ({ uri: { prefix: text }, ...more });
const exact = (text: string): PlanObject => ({ uri: { exact: text } });
const regex = (text: string): PlanObject => ({ uri: { regex: text } });

describe("a later route is never reached", () => {
  test.each<[string, PlanObject, PlanObject, string]>([
    ["after one without a match", {}, matching(prefix("/api")), "every path"],
    ["after one with an empty list of matches", matching(), matching(prefix("/api")), "every path"],
    ["after the prefix /", matching(prefix("/")), matching(exact("/api")), "every path"],
    ["after the prefix /, whatever the case", matching(prefix("/", { ignoreUriCase: true, name: "all", statPrefix: "all" })), matching(prefix("/api")), "every path"],
    ["after every path by a regular expression", matching(regex(".*")), matching(regex("/v[0-9]+")), "every path"],
    ["after a match for the port alone", matching({ port: 443 }), matching(prefix("/api")), "every path"],
    ["after one of several matches", matching(prefix("/hat", { method: { exact: "GET" } }), prefix("/")), matching(prefix("/api")), "every path"],
    ["even where it asks for more", matching(prefix("/")), matching(prefix("/api", { headers: { house: { exact: "a" } } })), "every path"],
    ["after a redirect of everything", { redirect: { uri: "/elsewhere" }, route: null }, {}, "every path"],
    ["after the same prefix", matching(prefix("/api")), matching(prefix("/api")), "what begins with /api"],
    ["after a shorter prefix, letter by letter", matching(prefix("/house")), matching(prefix("/housesitter")), "what begins with /house"],
    ["after a prefix of its one path", matching(prefix("/api/")), matching(exact("/api/x")), "what begins with /api/"],
    ["after the same path", matching(exact("/api")), matching(exact("/api")), "the path /api"],
    ["after prefixes of all its paths", matching(prefix("/a"), prefix("/b")), matching(exact("/a/x"), prefix("/b/")), "what begins with /a"],
  ])("%s", (_, earlier, later, taken) => {
    expect(pair(earlier, later)).toEqual([expect.objectContaining({ verdict: "proven" }), { own: "broken", verdict: "broken", says: `never reached: an earlier route takes ${taken}` }]);
  });

  test("nor is any of those after it, at any server", () => {
    const [first, ...rest] = hopsOf({ http: [{ route: [to("sorting")] }, { match: [prefix("/a")], route: [to("sorting")] }, { route: [to("sorting")] }] });
    expect([first!.verdict, ...rest.map(each => each.verdict)]).toEqual(["proven", "broken", "broken"]);
  });
});

describe("a later route is reached", () => {
  test.each<[string, PlanObject, PlanObject]>([
    ["for every path, after one of them", matching(prefix("/api")), {}],
    ["for a prefix, after the same as a whole path", matching(exact("/houses")), matching(prefix("/houses"))],
    ["for a path and those below it, as this program declares them", matching(exact("/hat"), prefix("/hat/")), matching(exact("/houses"), prefix("/houses/"))],
    ["for a path without the slash of a prefix", matching(prefix("/api/")), matching(exact("/api"))],
    ["for a path in other letters", matching(prefix("/API")), matching(prefix("/api"))],
    ["for a longer path, after an exact one", matching(exact("/")), matching(prefix("/api"))],
    ["after one for some headers", matching(prefix("/", { headers: { house: { exact: "a" } } })), matching(prefix("/api"))],
    ["after one for a method", matching({ method: { exact: "GET" } }), {}],
    ["after one for a method and where a request comes from", matching({ method: { exact: "GET" }, sourceNamespace: "x" }), matching(prefix("/api"))],
    ["after a regular expression for other paths", matching(regex("/v[0-9]+/.*")), matching(prefix("/api"))],
    ["for paths that a regular expression does not begin with", matching(prefix("/api")), matching(regex("/v[0-9]+"))],
    ["after one whose match for every path is for another port", matching(prefix("/hat"), { port: 80 }), matching(prefix("/api"))],
  ])("%s", (_, earlier, later) => {
    expect(pair(earlier, later)[1]).toMatchObject({ own: "proven", verdict: "proven" });
  });

  test("at the port that the earlier one is not for", () => {
    const servers = [httpsServer(), { port: { number: 80, name: "http", protocol: "HTTP" }, hosts: ["sorting.example.org"] }];
    const verdicts = pair(matching({ port: 80 }), matching(prefix("/api")), servers).map(each => each.verdict);
    expect(verdicts).toEqual(["proven", "proven", "broken"]);
  });

  test("where it passes TLS through: there, names decide", () => {
    const tls = ["sorting", "*"].map(name => ({ match: [{ sniHosts: [`${name}.example.org`] }], route: [to("sorting", 90)] }));
    expect(hopsOf({ tls }, [httpsServer({ port: { number: 443, name: "tls", protocol: "TLS" }, tls: { mode: "PASSTHROUGH" } })]).map(each => each.verdict)).toEqual(["proven", "proven"]);
  });
});

describe("whether a later route is reached is undecided", () => {
  const goes = "goes to sorting.hogwarts.svc.cluster.local, port 90: the proxy dials the pods themselves, at that port's target";
  test.each<[string, PlanObject, PlanObject, string]>([
    ["for one of its paths", matching(prefix("/hat")), matching(exact("/hat"), prefix("/api")), `/hat, /api ${goes}; the path /hat is never reached: an earlier route takes what begins with /hat`],
    ["after a regular expression that may be its path's", matching(regex("/api/.*")), matching(prefix("/api/v1")), `/api/v1 ${goes}; what begins with /api/v1 is perhaps never reached: an earlier route takes what matches /api/.*`],
    ["after a choice of regular expressions", matching(regex("/v1|/api")), matching(prefix("/api")), `/api ${goes}; what begins with /api is perhaps never reached: an earlier route takes what matches /v1|/api`],
    ["after a letter that may be left out", matching(regex("/apis?")), matching(exact("/api")), `/api ${goes}; the path /api is perhaps never reached: an earlier route takes what matches /apis?`],
    ["for a regular expression that begins with a prefix", matching(prefix("/api")), matching(regex("/api/v[0-9]+")), `~/api/v[0-9]+ ${goes}; what matches /api/v[0-9]+ is perhaps never reached: an earlier route takes what begins with /api`],
    ["after one that asks where a request comes from", matching({ sourceNamespace: "x" }), {}, `every path ${goes}; every path is perhaps never reached: an earlier route takes every path`],
    ["after one for a port that is not known", matching({ port: UNKNOWN }), {}, `every path ${goes}; every path is perhaps never reached: an earlier route takes every path`],
    ["after what another VirtualService answers", { delegate: { name: "x" }, route: null }, {}, `every path ${goes}; what an earlier route takes is not known`],
    ["after a path that is not known", matching({ uri: { prefix: UNKNOWN } }), matching(prefix("/api")), `/api ${goes}; what an earlier route takes is not known`],
  ])("%s", (_, earlier, later, says) => {
    expect(pair(earlier, later)[1]).toEqual({ own: "undecided", verdict: "undecided", says });
  });

  test("also where the gateway would answer by itself", () => {
    expect(pair(matching(regex(".+")), { redirect: { uri: "/x" }, route: null })[1]).toMatchObject({ own: "undecided" });
  });

  test("and a destination that is not there stays broken", () => {
    expect(pair(matching(regex(".+")), { route: [to("hat", 90)] })[1]).toMatchObject({ verdict: "broken", says: "there is no Service hat in namespace hogwarts" });
  });
});
