import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { inject } from 'vitest';
import { KmsSeals } from '../../shared/adapters/kms-seals.ts';
import { REGION } from '../emulator/emulators.ts';
import { sealsContract } from './seals.contract.ts';

const at = (endpoint: string) => new KMSClient({ endpoint, region: REGION, maxAttempts: 1 });

async function newKey(client: KMSClient): Promise<string> {
  return (await client.send(new CreateKeyCommand({}))).KeyMetadata?.KeyId as string;
}

sealsContract('KMS', async () => {
  const client = at(inject('ministack'));
  const keyId = await newKey(client);
  const seals = () => new KmsSeals({ keyId, client });
  return {
    ...{ seals: seals(), again: seals() },
    broken: new KmsSeals({ keyId, client: at('http://127.0.0.1:9') }),
    close: async () => {},
  };
});
