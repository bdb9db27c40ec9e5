/** The bytes of files, for the functions that have to do with them: the stack names the bucket to those alone. */
import { S3Attachments } from '../../shared/adapters/s3-attachments.ts';
import type { Attachments } from '../../shared/ports.ts';
import type { Environment } from '../lambda.ts';

export function deployedAttachments({ ATTACHMENTS_BUCKET: bucket }: Environment): Attachments {
  if (!bucket) throw new Error('The environment lacks ATTACHMENTS_BUCKET');
  return new S3Attachments({ bucket });
}
