"use strict";

/** Writes a text in all the ways that it may turn up. */
exports.print = text => {
  console.log("plain:", text);
  console.error("quoted:", [text, { text }], JSON.stringify({ text }), JSON.stringify(JSON.stringify([text])));
  console.log(`https://host/${encodeURIComponent(text)}?${new URLSearchParams({ text })}`);
  console.log(Buffer.from(text).toString("base64"), Buffer.from(`a${text}`).toString("base64"), Buffer.from(`user:${text}!`).toString("base64"), Buffer.from(text).toString("base64url"));
  console.log(Buffer.from(text), Buffer.from(text).toString("hex"), new Error(`wrong: ${text}`, { cause: { text } }).stack);
  process.emitWarning(`beware of ${text}`);
};
