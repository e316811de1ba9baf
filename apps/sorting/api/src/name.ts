/** Student names: one spelling for everything that reads the same, so that equal names are equal bytes and get equal answers. */

/** Longest name, in Unicode code points, counted after normalisation. */
export const NAME_MAX_CODE_POINTS = 100;

/** A name that went through `parseStudentName`. */
export type StudentName = string & { readonly normalised: unique symbol };

export type ParsedName =
  | { readonly ok: true; readonly name: StudentName }
  | { readonly ok: false; readonly detail: string };

/** Lone surrogates are no text: UTF-8 has no bytes for them, so two different names would hash alike. Controls forge log lines and terminals. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;

/**
 * Normalises a name: Unicode NFC, runs of white space folded into one space, ends trimmed. Letter case is kept.
 * Refused with a sentence for the caller where nothing is left, where more than 100 code points are left, or where it
 * holds control characters or broken surrogate pairs. Normalising twice gives the same as normalising once.
 */
export function parseStudentName(text: string): ParsedName {
  const name = text.normalize("NFC").replace(/\s+/gu, " ").trim();
  if (name === "") return { ok: false, detail: "must hold more than white space" };
  if (UNPRINTABLE.test(name)) return { ok: false, detail: "must not hold control characters or broken surrogate pairs" };
  const length = Array.from(name).length;
  if (length > NAME_MAX_CODE_POINTS) {
    return { ok: false, detail: `must have at most ${NAME_MAX_CODE_POINTS} code points once normalised, has ${length}` };
  }
  return { ok: true, name: name as StudentName };
}
