/**
 * The machine's own Chromium, as tests and pictures start it. `CHROMIUM` names the program where it has no usual name.
 */
import { type Browser, chromium } from 'playwright-core';

export const WIDE = { width: 1366, height: 625 };
export const PHONE = { width: 360, height: 740 };

export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // In a container Chromium has neither its sandbox nor much shared memory; it shows our own pages alone.
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}
