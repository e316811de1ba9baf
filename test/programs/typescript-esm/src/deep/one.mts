export const deep: string = "deep";
