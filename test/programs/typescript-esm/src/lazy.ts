export const nameOf = (text: string): string => `lazy-${text}`;
