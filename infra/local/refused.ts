/** Why the platform does not start, or a command does not run: said to whoever typed it, in Chinese and English. */
export class Refused extends Error {
  constructor(zh: string, en: string) {
    super(`${zh}\n${en}`);
    this.name = 'Refused';
  }
}
