import { expect, test } from "@jest/globals";
import { textOf } from "../../../planner/preview/text";

const TEXT = '{"name":"Zürich"}';
const le = Buffer.from(TEXT, "utf16le");

test.each<[string, Buffer]>([
  ["UTF-8", Buffer.from(TEXT)],
  ["UTF-8 with a byte order mark", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(TEXT)])],
  ["UTF-16, as PowerShell redirects it", Buffer.concat([Buffer.from([0xff, 0xfe]), le])],
  ["UTF-16, big-endian", Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(le).swap16()])],
  ["UTF-16 without a byte order mark", le],
  ["UTF-16, big-endian, without a byte order mark", Buffer.from(le).swap16()],
])("a file in %s is read", (_, bytes) => {
  expect(textOf(bytes, "preview.json")).toBe(TEXT);
});

test("an empty file is an empty text", () => {
  expect(textOf(new Uint8Array(), "preview.json")).toBe("");
});
