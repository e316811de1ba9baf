"use strict";
const pulumi = require("@pulumi/pulumi");

exports.faults = {
  throws: planted => { throw Object.assign(new Error(`cannot use ${planted.thrown} or ${Buffer.from(`:${planted.thrown}`).toString("base64")}`, { cause: new Error(planted.key) }), { key: planted.exported }); },
  "rejects-and-logs": async planted => {
    void Promise.reject({ reason: planted.thrown, key: planted.key, inner: { url: `https://host/${encodeURIComponent(planted.logged)}` } });
    await pulumi.log.error(`cannot reach https://host/?key=${encodeURIComponent(planted.exported)} with ${planted.logged}`);
  },
  "reads-wrongly": planted => { pulumi.secret(`${planted.thrown} is a text and not JSON`).apply(text => JSON.parse(text)); },
  "configured-wrongly": () => { new pulumi.Config().requireSecretNumber("configured"); },
  // Ended from outside, with no time for last words.
  killed: () => new Promise(() => { process.once("beforeExit", () => { process.kill(process.pid, "SIGKILL"); }); }),
};
