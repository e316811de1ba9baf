export class Names {
  constructor(private readonly prefix: string) {}
  of(part: string): string { return `${this.prefix}-${part}`; }
}
