/** The key of sealed content, for the functions that may use it: the stack grants it to those alone. */
import { KmsSeals } from '../../shared/adapters/kms-seals.ts';
import type { Seals } from '../../shared/ports.ts';
import type { Environment } from '../lambda.ts';

export function deployedSeals({ SEAL_KEY: keyId }: Environment): Seals {
  if (!keyId) throw new Error('The environment lacks SEAL_KEY');
  return new KmsSeals({ keyId });
}
