import { describe, expect, it } from "@jest/globals";
import { goNumber, goTime } from "../../../../planner/record/project/go-scalar";

describe("a plain scalar, as Go's YAML reader sees it,", () => {
  it.each<readonly [string, number | bigint | undefined]>([
    ["8080", 8080], ["-5", -5], ["+5", 5], ["0", 0], ["0755", 493], ["0o755", 493], ["0x1F", 31], ["-0x1f", -31], ["0b101", 5], ["1_000", 1000], ["08", 8], ["1.50", 1.5], ["1e3", 1000], [".5", 0.5],
    ["12345678901234567890", 12345678901234567890n], ["9007199254740993", 9007199254740993n], ["123456789012345678901234567890", 1.2345678901234568e29], ["-9223372036854775809", -9223372036854775809],
    ["_1", undefined], ["1.2.3", undefined], ["0x", undefined], ["10:30", undefined], ["e3", undefined], ["1e", undefined], ["", undefined],
  ])("%s is the number %s", (written, value) => {
    expect(goNumber(written)).toBe(value);
  });

  it.each<readonly [string, string | undefined]>([
    ["2024-01-02", "2024-01-02 00:00:00 +0000 UTC"], ["2024-1-2", "2024-01-02 00:00:00 +0000 UTC"], ["2024-01-02T03:04:05Z", "2024-01-02 03:04:05 +0000 UTC"],
    ["2024-01-02 03:04:05.1230", "2024-01-02 03:04:05.123 +0000 UTC"], ["2024-01-02T03:04:05+02:00", "2024-01-02 03:04:05 +0200 +0200"], ["2024-01-02t03:04:05-00:30", "2024-01-02 03:04:05 -0030 -0030"],
    ["2024-01-02T03:04:05", undefined], ["2024-01-02 03:04:05Z", undefined], ["2024-02-30", undefined], ["2024-13-01", undefined], ["24-01-02", undefined], ["2024-01", undefined],
  ])("%s is the time %s", (written, text) => {
    expect(goTime(written)).toBe(text);
  });
});
