/** Where a mistake lies. Files are given from the project's folder; lines and columns count from 1. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Configuration key or path of one, as it is written in the file. */
  readonly key?: string;
}

/** `index.ts:3:7`, as far as it is known. */
const placeText = ({ file, line, column }: Place): string => [file, line, column].filter(part => part !== undefined).join(":");

/** There is no plan, and why. The message is for the user: what is wrong and where, without a stack. */
export class PlanError extends Error {
  override readonly name = "PlanError";
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly key?: string;

  constructor(readonly reason: string, place: Place = {}, options?: ErrorOptions) {
    super(place.file === undefined ? reason : `${placeText(place)}: ${reason}`, options);
    if (place.file !== undefined) this.file = place.file;
    if (place.line !== undefined) this.line = place.line;
    if (place.column !== undefined) this.column = place.column;
    if (place.key !== undefined) this.key = place.key;
  }
}
