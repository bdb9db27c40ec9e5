/** Sends what is owed. */
import type { Desk } from '../exchange/shell.ts';
import type { Settings } from '../platform.ts';

export async function deliver(_desk: Desk, _settings: Settings, _id: string): Promise<void> {}
