/** The digest of 08:30. */
import type { Desk } from '../exchange/shell.ts';
import type { Settings } from '../platform.ts';

export async function writeDigests(_desk: Desk, _settings: Settings): Promise<void> {}
