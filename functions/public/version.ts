/** The version of the platform that runs, and the tags of what it writes. */
import manifest from '../../package.json' with { type: 'json' };
import { tagOf } from '../http/conditional.ts';

export const VERSION: string = manifest.version;

/** The tag of a public answer, from what it is made from; another version of the platform may write it differently. */
export function etagOf(...madeFrom: unknown[]): string {
  return tagOf([VERSION, ...madeFrom]);
}
