/**
 * Plain scalars as Go's yaml.v3 reads them, which is how the Pulumi CLI does (resolve.go): it knows dates, leading-zero octals, binary numbers and underscores.
 * Whole numbers stay whole up to 64 bits.
 */
export type Scalar = null | boolean | number | bigint | string;

const MOST_UNSIGNED = 2n ** 64n - 1n;
const LEAST_SIGNED = -(2n ** 63n);

const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
/** With a `T` there must be a zone, with a blank there must be none. */
const TIME = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](?=.*(?:Z|[+-]\d\d:\d\d)$)| (?=[\d:.]*$))(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9}))?(?:Z|([+-]\d\d):(\d\d))?$/;

const two = (digits: string | undefined): string => (digits ?? "0").padStart(2, "0");

/** A date or time as Go prints it; undefined for other texts, and for days that no calendar has. */
export function goTime(written: string): string | undefined {
  const match = DATE.exec(written) ?? TIME.exec(written);
  if (match === null) return undefined;
  const [, year = "", month, day, hour, minute, second, fraction, zoneHours, zoneMinutes] = match;
  const date = `${year}-${two(month)}-${two(day)}`, time = `${two(hour)}:${two(minute)}:${two(second)}`;
  const instant = new Date(`${date}T${time}Z`);
  if (Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== date) return undefined;
  const offset = `${zoneHours ?? "+00"}${zoneMinutes ?? "00"}`;
  const digits = (fraction ?? "").replace(/0+$/, "");
  return `${date} ${time}${digits === "" ? "" : `.${digits}`} ${offset} ${/^[+-]0000$/.test(offset) ? "UTC" : offset}`;
}

/** A whole number in any of Go's notations; undefined for other texts. */
function goInteger(digits: string): bigint | undefined {
  const match = /^([+-]?)(?:(0[xX][\da-fA-F]+|0[bB][01]+|0[oO][0-7]+|0|[1-9]\d*)|0([0-7]+))$/.exec(digits);
  if (match === null) return undefined;
  const [, sign, plain, octal] = match;
  const value = BigInt(plain ?? `0o${octal}`);
  return sign === "-" ? -value : value;
}

/** A number; undefined for other texts. */
export function goNumber(written: string): number | bigint | undefined {
  // A text that begins with an underscore is one to Go too.
  if (!/^[+\-.\d]/.test(written)) return undefined;
  const digits = written.replaceAll("_", "");
  const whole = goInteger(digits);
  if (whole !== undefined && whole <= MOST_UNSIGNED && whole >= LEAST_SIGNED) return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole;
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(digits)) return Number(digits);
  return undefined;
}
