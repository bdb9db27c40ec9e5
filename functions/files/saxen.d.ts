/** `saxen` has no types of its own: what is used of it. */
declare module 'saxen' {
  export class Parser {
    on(
      event: 'openTag',
      heard: (name: string, attributes: () => Record<string, string>, decode: (text: string) => string) => void,
    ): this;
    on(event: 'error', heard: (error: Error) => void): this;
    write(xml: string): void;
    end(): void;
  }
}
