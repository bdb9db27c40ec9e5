/** What files a deployment takes, from the words by which it is set. */
import type { FileSettings } from '../platform.ts';
import { FILE_TYPES } from './types.ts';

export const MEGABYTE = 1_048_576;
/** S3 takes no more in one request. */
export const MOST_MEGABYTES = 5_000;

/**
 * `megabytes`: a whole number; `types`: endings by comma. Empty is as the platform has it. Throws where it does not
 * fit.
 */
export function fileSettings(megabytes: string | undefined, types: string | undefined): FileSettings {
  const endings = types ? types.split(',') : undefined;
  const unknown = endings?.find((ending) => !FILE_TYPES.some((type) => type.ending === ending));
  if (unknown !== undefined) throw new Error(`FILE_TYPES: ${unknown} is none of ${FILE_TYPES.map(endingOf).join(',')}`);
  if (megabytes && !(/^\d{1,4}$/.test(megabytes) && Number(megabytes) >= 1 && Number(megabytes) <= MOST_MEGABYTES)) {
    throw new Error(`FILE_MB: a whole number from 1 to ${MOST_MEGABYTES}`);
  }
  return { ...(megabytes && { limit: Number(megabytes) * MEGABYTE }), ...(endings && { types: endings }) };
}

function endingOf({ ending }: { ending: string }): string {
  return ending;
}
