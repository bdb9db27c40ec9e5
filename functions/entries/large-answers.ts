/** The files of the functions whose answers may grow large: the stack names the bucket to those alone. */
import { S3Files } from '../../shared/adapters/s3-files.ts';
import { systemRandom } from '../../shared/adapters/system-random.ts';
import type { Files } from '../../shared/ports.ts';
import type { Environment } from '../lambda.ts';

export function deployedFiles({ FILES_BUCKET: bucket }: Environment): Files {
  if (!bucket) throw new Error('The environment lacks FILES_BUCKET');
  return new S3Files({ bucket, random: systemRandom });
}
