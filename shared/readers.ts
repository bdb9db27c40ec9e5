/** How decisions find what they ask for: one line for each thing that can be asked for. */
import { readMatterInForce } from './boundary/reader.ts';
import type { Readers } from './exchange/desk.ts';
import { KERNEL_READERS } from './exchange/readers.ts';
import { readRegisterEntry } from './register/register.ts';

export const READERS: Readers = {
  ...KERNEL_READERS,
  matter: readMatterInForce,
  registerEntry: readRegisterEntry,
};
