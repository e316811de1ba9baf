import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isLoopback, listenersIn } from "../../../planner/analyses/haproxy";

const read = (text: string, environment: Readonly<Record<string, string>> = {}) => listenersIn(text, new Map(Object.entries(environment)));

describe("an HAProxy configuration", () => {
  test("a frontend listens, and its default backend's server is where it forwards to", () => {
    expect(read('frontend in\n  bind "${POD_IP}:85"\n  default_backend app\nbackend app\n  server one 127.0.0.1:80 check\n')).toEqual([
      { address: "${POD_IP}", port: 85, targets: [{ address: "127.0.0.1", port: 80 }], proxyHeader: false, unread: [] },
    ]);
  });

  test("a listen section is both in one", () => {
    expect(read("listen both\n bind :85\n server one localhost:80")).toEqual([{ address: "", port: 85, targets: [{ address: "localhost", port: 80 }], proxyHeader: false, unread: [] }]);
  });

  test("a listener may want a PROXY header first, which is no option that is not read", () => {
    expect(read("listen both\n bind :85 accept-proxy\n bind :86\n server one localhost:80").map(({ port, proxyHeader, unread }) => [port, proxyHeader, unread])).toEqual([[85, true, []], [86, false, []]]);
    expect(read("listen both\n bind :85 accept-proxy ssl\n server one localhost:80")[0]).toMatchObject({ proxyHeader: true, unread: ["bind … ssl"] });
  });

  test("environment variables with fixed values are put in", () => {
    expect(read("listen both\n bind $ADDRESS:${PORT}\n server one 127.0.0.1:80", { ADDRESS: "10.0.0.4", PORT: "85" })[0]).toMatchObject({ address: "10.0.0.4", port: 85 });
  });

  test("one bind line may name several addresses", () => {
    expect(read("listen both\n bind 10.0.0.4:85,[::]:86\n server one 127.0.0.1:80").map(({ address, port }) => [address, port])).toEqual([["10.0.0.4", 85], ["[::]", 86]]);
  });

  test("a server without a port is sent to on the port that came in", () => {
    expect(read("listen both\n bind *:85\n server one 127.0.0.1")[0]?.targets).toEqual([{ address: "127.0.0.1", port: 85 }]);
  });

  test.each([
    ["use_backend other if { src 10.0.0.0/8 }", "use_backend"], ["disabled", "disabled"], ["tcp-request connection reject", "tcp-request"], ["bind :85 ssl crt x", "bind … ssl"], ["bind :85 tfo", "bind … tfo"],
    ["server two 127.0.0.1:81 send-proxy", "server … send-proxy"], ["server two 127.0.0.1:81 disabled", "server … disabled"],
  ])("what decides the way besides is named as unread: %s", (line, unread) => {
    expect(read(`listen both\n bind :85\n ${line}\n server one 127.0.0.1:80 check inter 2s\n`)[0]?.unread).toContain(unread);
  });

  test("comments, other sections and a backend that is not there count for nothing", () => {
    expect(read("# bind :1\nglobal\n  bind :2\nfrontend in\n bind :85 # not :86\n default_backend gone")).toEqual([{ address: "", port: 85, targets: [], proxyHeader: false, unread: [] }]);
  });

  test("a port that is no number is no listener", () => {
    expect(read("listen both\n bind :${PORT}\n server one 127.0.0.1:80")).toEqual([]);
  });

  test("no text makes the reader throw", () => {
    const word = fc.oneof(fc.constantFrom("frontend", "bind", "server", "listen", "backend", "default_backend", ":85", "${", "\n", "#", "\""), fc.string());
    fc.assert(fc.property(fc.array(word), words => { read(words.join(" ")); }));
  });
});

test.each([["127.0.0.1", true], ["127.1.2.3", true], ["localhost", true], ["::1", true], ["", false], ["0.0.0.0", false], ["${POD_IP}", false], ["127.0.0.1.example.com", false]])("%p is a loopback address: %p", (address, loopback) => {
  expect(isLoopback(address)).toBe(loopback);
});
