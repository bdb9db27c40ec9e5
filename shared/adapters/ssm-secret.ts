/** Secrets from SSM parameters (`SecureString`), read once in the life of a process. */
import type { SSMClient } from '@aws-sdk/client-ssm';
import { asPortFault } from './aws-faults.ts';

const read = new Map<string, Promise<string>>();

/** The decrypted value of a parameter. What could not be read is asked for again at the next call. */
export function secret(name: string, client?: SSMClient): Promise<string> {
  const known = read.get(name) ?? fetchSecret(name, client);
  read.set(name, known);
  known.catch(() => read.delete(name));
  return known;
}

async function fetchSecret(name: string, given?: SSMClient): Promise<string> {
  const { GetParameterCommand, SSMClient } = await import('@aws-sdk/client-ssm');
  const client = given ?? new SSMClient({ maxAttempts: 3 });
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    if (!Parameter?.Value) throw new Error(`The parameter ${name} is empty`);
    return Parameter.Value;
  } catch (error) {
    throw asPortFault(error);
  }
}
