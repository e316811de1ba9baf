/** The result of a function that only its provider can give: on the wire an object that says so, beside the parts of it that are certain all the same. */
import { UNKNOWN, type WireObject } from "./wire";

/** Property that marks such a result; its value is unknown, so that nothing is concluded from the whole. */
export const UNANSWERED_KEY = "notAnsweredOffline";
/** Property that holds the function's token, for messages. */
export const FUNCTION_KEY = "functionNotAnsweredOffline";

export const unanswered = (token: string, certain: WireObject = {}): WireObject => ({ ...certain, [UNANSWERED_KEY]: UNKNOWN, [FUNCTION_KEY]: token });
