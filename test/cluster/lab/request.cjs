"use strict";
/**
 * Asks one question from the network namespace that it runs in, and tells what came of it on standard output. The only argument is JSON: `url`, `milliseconds` to wait, perhaps `json` to post
 * and the address of a name server; or `record` and `name` to look up there.
 */
const dns = require("node:dns");
const http = require("node:http");

const { url, milliseconds, json, nameServer, record, name } = JSON.parse(process.argv[2]);
const OUTCOMES = { ECONNREFUSED: "refused", ECONNRESET: "reset", EHOSTUNREACH: "unreachable", ENETUNREACH: "unreachable", ETIMEDOUT: "no answer", ENOTFOUND: "no such name" };

function tell(result) {
  console.log(JSON.stringify(result));
  process.exit(0);
}
const failed = error => tell({ outcome: OUTCOMES[error.code] ?? error.message });
setTimeout(() => tell({ outcome: "no answer" }), milliseconds);

const resolver = new dns.Resolver();
if (nameServer !== undefined) resolver.setServers([nameServer]);
const lookup = (host, { all }, done) => resolver.resolve4(host, (error, [address] = []) => { if (error) done(error); else if (all) done(null, [{ address, family: 4 }]); else done(null, address, 4); });

if (record !== undefined) {
  resolver.resolve(name, record, (error, found) => { if (error) failed(error); else tell({ outcome: "answered", found }); });
} else {
  const posted = json === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" } };
  const request = http.request(url, { agent: false, ...(nameServer === undefined ? {} : { lookup }), ...posted }, response => {
    let body = "";
    response.setEncoding("utf8").on("data", chunk => { body += chunk; }).on("end", () => tell({ outcome: "answered", status: response.statusCode, headers: response.headers, body }));
  });
  request.on("error", failed);
  request.end(json && JSON.stringify(json));
}
