/**
 * What is used of the SDK for S3. It is loaded when it is asked for, and bundled by itself (`APART` in
 * `infra/bundle.ts`): that no start holds the parts of the SDK that S3 alone needs, nor waits for the web streams that
 * one of them reaches for.
 */
export {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
export { Upload } from '@aws-sdk/lib-storage';
export { getSignedUrl } from '@aws-sdk/s3-request-presigner';
