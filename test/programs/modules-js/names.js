export const nameOf = part => `modules-${part}`;
