/**
 * Values as DynamoDB keeps them: hashes as bytes, the rest deflated JSON with a dictionary, which knows the names of a
 * record's members, the usual words, and what the item says of itself beside the value. DynamoDB bills writes by the
 * kilobyte and index entries beside it: a push of usual length is 2.7 KB as JSON and 0.5 KB packed. It takes 0.1 ms.
 *
 * The first byte says how the rest is to be read. What a byte has once meant it means for ever; what bytes 1 and 2 mean
 * stands in `packed-earlier.ts`.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { OtherVersion } from './item-format.ts';
import { DICTIONARY_3 } from './packed-dictionary.ts';
import { type Beside, hashesApart, hashesBack } from './packed-hashes.ts';
import { MAX_VALUE_BYTES } from './stored-json.ts';

const PLAIN = 0;
const WITH_DICTIONARY_3 = 3;
/** The number of bytes of all hashes stands in front of them, in so many. */
const LENGTH = 3;

const dictionary = Buffer.from(DICTIONARY_3);

/** An item's own texts: its key, its head, and the partitions that it stands in. */
export interface Own extends Beside {
  readonly partitions: readonly string[];
}

export function packValue(text: string, own: Own): Uint8Array {
  const plain = Buffer.from(text);
  const apart = hashesApart(text, own);
  if (apart === null) return packed(PLAIN, plain);
  const deflated = deflateRawSync(Buffer.from(apart.text), { dictionary: dictionaryFor(own), level: 9 });
  const length = Buffer.alloc(LENGTH);
  length.writeUIntBE(apart.bytes.length, 0, LENGTH);
  const whole = Buffer.concat([length, apart.bytes, deflated]);
  return whole.length < plain.length ? packed(WITH_DICTIONARY_3, whole) : packed(PLAIN, plain);
}

/** The text that was packed. Throws `OtherVersion` for what another version wrote. */
export function unpackValue(value: Uint8Array, own: Own): string {
  const [format, bytes] = [value[0], Buffer.from(value.buffer, value.byteOffset + 1, value.length - 1)];
  if (format === PLAIN) return bytes.toString();
  if (format !== WITH_DICTIONARY_3) {
    throw new OtherVersion(format === 1 || format === 2 ? 'earlier' : 'later', `packed by ${format}`);
  }
  const end = LENGTH + bytes.readUIntBE(0, LENGTH);
  const options = { dictionary: dictionaryFor(own), maxOutputLength: MAX_VALUE_BYTES };
  const text = inflateRawSync(bytes.subarray(end), options).toString();
  return hashesBack({ text, bytes: bytes.subarray(LENGTH, end) }, own);
}

/** Members repeat what the item's places say: credit code, licence number, organisations. */
function dictionaryFor({ partitions }: Own): Buffer {
  return partitions.length === 0 ? dictionary : Buffer.concat([dictionary, Buffer.from(partitions.join('"'))]);
}

function packed(format: number, bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(format), bytes]);
}
