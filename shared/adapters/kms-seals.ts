/**
 * Seals of the deployed home: a key in KMS that never leaves it. The county goes along as encryption context, so that a
 * wrapped key opens for its own county alone, and CloudTrail names it.
 */
import type { KMSClient } from '@aws-sdk/client-kms';
import type { Seals } from '../ports.ts';
import { asPortFault } from './aws-faults.ts';

export interface KmsSealsOptions {
  /** Id, ARN or alias. */
  readonly keyId: string;
  readonly client?: KMSClient;
}

export class KmsSeals implements Seals {
  readonly #keyId: string;
  readonly #given: KMSClient | undefined;

  constructor({ keyId, client }: KmsSealsOptions) {
    this.#keyId = keyId;
    this.#given = client;
  }

  async wrap(key: Uint8Array, county: string): Promise<string> {
    const { EncryptCommand } = await sdk();
    const { CiphertextBlob } = await this.#send((client) =>
      client.send(new EncryptCommand({ KeyId: this.#keyId, Plaintext: key, EncryptionContext: { county } })),
    );
    return Buffer.from(CiphertextBlob as Uint8Array).toString('base64url');
  }

  async unwrap(wrapped: string, county: string): Promise<Uint8Array> {
    const { DecryptCommand } = await sdk();
    const CiphertextBlob = Buffer.from(wrapped, 'base64url');
    const { Plaintext } = await this.#send((client) =>
      client.send(new DecryptCommand({ KeyId: this.#keyId, CiphertextBlob, EncryptionContext: { county } })),
    );
    return Plaintext as Uint8Array;
  }

  async #send<T>(call: (client: KMSClient) => Promise<T>): Promise<T> {
    const { KMSClient } = await sdk();
    const client = this.#given ?? new KMSClient({ maxAttempts: 3 });
    try {
      return await call(client);
    } catch (error) {
      throw asPortFault(error);
    }
  }
}

/** Loaded when something is first sealed or opened: most requests have nothing to do with it. */
function sdk() {
  return import('@aws-sdk/client-kms');
}
