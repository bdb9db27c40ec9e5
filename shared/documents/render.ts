/** A letter as a file. What draws it is heavy, and loaded when a file is wanted. */
import type { OfficialLetter } from './official-letter.ts';

/** Word as bytes, a page as text. */
export async function renderLetter(letter: OfficialLetter, format: 'docx'): Promise<Uint8Array>;
export async function renderLetter(letter: OfficialLetter, format: 'html'): Promise<string>;
export async function renderLetter(letter: OfficialLetter, format: 'docx' | 'html'): Promise<Uint8Array | string> {
  if (format === 'html') return (await import('./letter-page.ts')).letterPage(letter);
  return (await import('./letter-word.ts')).letterWord(letter);
}
