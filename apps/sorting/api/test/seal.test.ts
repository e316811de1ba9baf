import { createHmac, createSecretKey } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it } from "@jest/globals";
import { SealKeyFile, sealOf } from "../src/seal";

class FileError extends Error {
  constructor(readonly code: string) { super(`${code}: secret-path`); }
}

/** A key file whose content and clock the test sets. */
function sealKeyFile(first: string | FileError) {
  const state = { content: first, now: 0, reads: 0 };
  const log: (readonly ["info" | "error", unknown, unknown])[] = [];
  const key = new SealKeyFile("/mnt/secrets/hat-key", {
    info: (details: unknown, message?: unknown) => log.push(["info", details, message]),
    error: (details: unknown, message?: unknown) => log.push(["error", details, message]),
  }, {
    now: () => state.now,
    read: () => {
      state.reads += 1;
      if (state.content instanceof FileError) throw state.content;
      return Buffer.from(state.content);
    },
  });
  const later = (content: string | FileError, millis = 1000): void => { state.content = content; state.now += millis; };
  return { key, log, state, later, text: () => key.current()?.export().toString() };
}

describe("sealOf", () => {
  it("is the HMAC-SHA-256 of the body, as RFC 4231 computes it in its second test case", () => {
    expect(sealOf("what do ya want for nothing?", createSecretKey(Buffer.from("Jefe"))))
      .toBe("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  });

  it("covers the bytes of a body, not its characters", () => {
    const key = createSecretKey(Buffer.from("k"));
    expect(sealOf("Zoë", key)).toBe(`sha256=${createHmac("sha256", "k").update(Buffer.from("Zoë", "utf8")).digest("hex")}`);
  });
});

describe("SealKeyFile", () => {
  it("gives the file's content as key, without the line end that an editor adds", () => {
    expect(["lumos", "lumos\n", "lumos\r\n"].map(content => sealKeyFile(content).text())).toEqual(["lumos", "lumos", "lumos"]);
    expect(sealKeyFile("lumos\n\n").text()).toBe("lumos\n");
  });

  it("reads at most once a second, and takes a rotated key at the first use after that", () => {
    const { text, later, state, log } = sealKeyFile("old");
    expect(text()).toBe("old");
    later("new", 999);
    expect(text()).toBe("old");
    expect(state.reads).toBe(1);
    later("new", 1);
    expect(text()).toBe("new");
    later("new");
    expect(text()).toBe("new");
    expect(log.map(([level, , message]) => [level, message])).toEqual([["info", "seal key read"], ["info", "seal key read"]]);
  });

  it.each([["is gone", new FileError("ENOENT")], ["is a folder", new FileError("EISDIR")], ["is empty", ""], ["holds only a line end", "\n"]])(
    "keeps the last good key while the file %s, and says so once", (_, broken) => {
      const { text, later, log } = sealKeyFile("good");
      expect(text()).toBe("good");
      later(broken);
      expect(text()).toBe("good");
      later(broken);
      expect(text()).toBe("good");
      expect(log.filter(([level]) => level === "error")).toHaveLength(1);
      later("good");
      expect(text()).toBe("good");
      expect(log.at(-1)).toEqual(["info", { file: "/mnt/secrets/hat-key", changed: false }, "seal key read"]);
    });

  it("has no key, and logs an error, until the file can be read for the first time", () => {
    const { text, later, log } = sealKeyFile(new FileError("EACCES"));
    expect(text()).toBeUndefined();
    expect(log).toEqual([["error", { file: "/mnt/secrets/hat-key", reason: "EACCES", lastGoodKeyKept: false }, "seal key is not readable"]]);
    later("here");
    expect(text()).toBe("here");
  });

  it("follows a symbolic link that the secrets driver swaps, from nothing to a first key to a second", () => {
    const mount = mkdtempSync(join(tmpdir(), "seal-"));
    const swap = (version: string, content: string): void => {
      mkdirSync(join(mount, version));
      writeFileSync(join(mount, version, "hat-key"), content);
      symlinkSync(version, join(mount, "..data_tmp"));
      renameSync(join(mount, "..data_tmp"), join(mount, "..data"));
    };
    symlinkSync("..data/hat-key", join(mount, "hat-key"));
    let now = 0;
    const key = new SealKeyFile(join(mount, "hat-key"), { info: () => undefined, error: () => undefined }, { read: readFileSync, now: () => (now += 1000) });
    const text = (): string | undefined => key.current()?.export().toString();

    expect(text()).toBeUndefined();
    swap("..2026_01", "first");
    expect(text()).toBe("first");
    swap("..2026_02", "second");
    expect(text()).toBe("second");
    rmSync(mount, { recursive: true });
    expect(text()).toBe("second");
  });

  it("shows the key in no log line and to no inspection", () => {
    const { key, text, later, log } = sealKeyFile("alohomora");
    expect(text()).toBe("alohomora");
    later("colloportus");
    expect(text()).toBe("colloportus");
    later(new FileError("EIO"));
    key.current();
    const shown = `${JSON.stringify(log)} ${inspect(key, { depth: 9, showHidden: true })} ${JSON.stringify(key)}`;
    expect(shown).toContain("EIO");
    for (const secret of ["alohomora", "colloportus", Buffer.from("colloportus").toString("hex"), Buffer.from("colloportus").toString("base64")]) {
      expect(shown).not.toContain(secret);
    }
  });
});
