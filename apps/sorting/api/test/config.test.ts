import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { LOG_LEVELS, readConfig } from "../src/config";

describe("readConfig", () => {
  it("needs no variable: the server then listens on port 80 of the loopback address, drains at once and seals nothing", () => {
    expect(readConfig({}, "pod-1")).toEqual({
      ok: true,
      config: { host: "127.0.0.1", port: 80, logLevel: "info", drainSeconds: 0, shutdownSeconds: 10, replica: "pod-1" },
    });
  });

  it("takes every setting from its variable", () => {
    const env = { HOST: "10.240.0.7", PORT: "85", LOG_LEVEL: "debug", DRAIN_SECONDS: "5", SHUTDOWN_SECONDS: "20", SEAL_KEY_FILE: "/mnt/secrets/hat-key", HOSTNAME: "sorting-0" };
    expect(readConfig(env, "ignored")).toEqual({
      ok: true,
      config: { host: "10.240.0.7", port: 85, logLevel: "debug", drainSeconds: 5, shutdownSeconds: 20, sealKeyFile: "/mnt/secrets/hat-key", replica: "sorting-0" },
    });
  });

  it("names all mistakes at once, each with what is allowed and what was found", () => {
    const env = { HOST: "localhost", PORT: "65536", LOG_LEVEL: "INFO", DRAIN_SECONDS: "-1", SHUTDOWN_SECONDS: "1.5", SEAL_KEY_FILE: "hat-key" };
    expect(readConfig(env, "pod-1")).toEqual({
      ok: false,
      mistakes: [
        'HOST must be an IP address, found "localhost"',
        'PORT must be a whole number from 0 to 65535, found "65536"',
        'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent, found "INFO"',
        'DRAIN_SECONDS must be a whole number from 0 to 3600, found "-1"',
        'SHUTDOWN_SECONDS must be a whole number from 0 to 3600, found "1.5"',
        'SEAL_KEY_FILE must be an absolute path, found "hat-key"',
      ],
    });
  });

  it.each(["HOST", "PORT", "LOG_LEVEL", "DRAIN_SECONDS", "SHUTDOWN_SECONDS", "SEAL_KEY_FILE"])("takes an empty %s for a mistake, not for an absence", variable => {
    expect(readConfig({ [variable]: "" }, "pod-1")).toEqual({ ok: false, mistakes: [expect.stringMatching(`^${variable} must be .*, found ""$`)] });
  });

  it.each(LOG_LEVELS)("knows the log level %s", level => {
    expect(readConfig({ LOG_LEVEL: level }, "pod-1")).toMatchObject({ ok: true, config: { logLevel: level } });
  });

  it("reads any whole number in range as a port, and no other text", () => {
    fc.assert(fc.property(fc.oneof(fc.integer().map(String), fc.string()), text => {
      const valid = /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
      expect(readConfig({ PORT: text }, "pod-1").ok).toBe(valid);
    }));
  });

  it("makes the replica's name fit for a header", () => {
    expect(readConfig({ HOSTNAME: "pöd 1\r\nx: y" }, "ignored")).toMatchObject({ ok: true, config: { replica: "p-d-1--x--y" } });
  });
});
