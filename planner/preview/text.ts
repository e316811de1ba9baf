/** From the bytes of a file to its text. */
import { PlanError } from "../model/plan-error";

/** By the byte order mark; a PowerShell redirection writes UTF-16 with one. Without one, a brace whose other byte is zero tells as much. */
function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && bytes.length > 1)) return "utf-16be";
  return "utf-8";
}

/**
 * The text, without a byte order mark.
 * @throws PlanError where there is more of it than a JavaScript text can hold
 */
export function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder(encodingOf(bytes)).decode(bytes);
  } catch (error) {
    throw new PlanError(`${Math.round(bytes.length / 1_000_000)} MB are more than can be read at once`, { file }, { cause: error });
  }
}
