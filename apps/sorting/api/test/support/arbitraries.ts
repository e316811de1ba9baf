/** Values for property tests. */
import fc from "fast-check";
import { parseStudentName } from "../../src/name";

const between = (min: number, max: number): fc.Arbitrary<string> => fc.integer({ min, max }).map(code => String.fromCodePoint(code));

/**
 * Text over all of Unicode, surrogates left out, with much of what normalisation works on: combining marks, letters that compose, Hangul,
 * white space. (fast-check's own "binary" strings cover as much, but build a table for three seconds first.)
 */
export const anyText = (maxLength: number): fc.Arbitrary<string> => fc.array(fc.oneof(
  between(0x20, 0x7e),
  between(0xc0, 0x24f),
  between(0x300, 0x36f),
  between(0x1100, 0x11ff),
  fc.constantFrom(" ", "\t", "\n", "\u00a0", "\u2003", "\u3000", "\ufeff"),
  between(0, 0xd7ff),
  between(0xe000, 0x10ffff),
), { maxLength }).map(parts => parts.join(""));

/** Text that is a name. */
export const anyNameText = anyText(12).filter(text => parseStudentName(text).ok);
