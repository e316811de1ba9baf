/** The plain texts of everything that is marked secret, for whoever masks them in what a program prints and throws. */
import type { PlanValue } from "../../model/plan";
import { secretTexts, type SecretText } from "../../model/redact";
import { isList, isObject, isSecret } from "../../model/values";
import { isList as isWireList, isObject as isWireObject, isSecret as isWireSecret, SIGNATURE_KEY, SIGNATURES, signatureOf, UNKNOWN, type WireValue } from "./wire";

/** A value without the marks of the wire: what the program holds. Links to other resources are none of its texts. */
function plain(value: WireValue): unknown {
  if (value === UNKNOWN || signatureOf(value) === SIGNATURES.resource) return undefined;
  if (isWireList(value)) return value.map(plain);
  if (!isWireObject(value)) return value;
  const marked = signatureOf(value) === SIGNATURES.secret || signatureOf(value) === SIGNATURES.output;
  return marked ? plain(value.value ?? null) : Object.entries(value).map(([key, inner]) => (key === SIGNATURE_KEY ? undefined : plain(inner)));
}

export class Secrets {
  readonly #known = new Set<SecretText>();
  /** `onSecret` hears of every text and number once. */
  constructor(private readonly onSecret: (secret: SecretText) => void) {}

  /** True for a text that is a secret as a whole. */
  has(text: string): boolean { return this.#known.has(text); }

  /** Takes in a value all of which is secret. */
  add(value: unknown): void {
    for (const text of secretTexts(value)) {
      if (this.#known.has(text)) continue;
      this.#known.add(text);
      this.onSecret(text);
    }
  }

  /** Takes in what is marked secret in a value of the wire. */
  addMarked(value: WireValue): void {
    if (isWireSecret(value)) this.add(plain(value));
    else if (isWireList(value)) for (const inner of value) this.addMarked(inner);
    else if (isWireObject(value)) for (const inner of Object.values(value)) this.addMarked(inner);
  }

  /** Takes in what the plan shows as a secret, though the program has not marked it. */
  addHidden(given: PlanValue | undefined, shown: PlanValue | undefined): void {
    if (given === shown || isSecret(given)) return;
    if (isSecret(shown)) this.add(given);
    else if (isList(given) && isList(shown)) given.forEach((inner, index) => { this.addHidden(inner, shown[index]); });
    else if (isObject(given) && isObject(shown)) for (const [key, inner] of Object.entries(given)) this.addHidden(inner, shown[key]);
  }
}
