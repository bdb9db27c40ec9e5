/** The bucket of answers too large for Lambda, and what a function may do with it. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { PREFIX } from '../shared/adapters/s3-names.ts';
import type { Settings } from './settings.ts';

/** For nobody but the platform, by TLS alone, and with the versions of before. */
export const PRIVATE: BucketProps = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  versioned: true,
};

/** A day is the least that S3 knows; addresses are good for minutes. */
const KEPT = Duration.days(1);

/**
 * What expires becomes an earlier version, which goes a day later, and the mark that is left then
 * goes too; parts of what was never finished go as well. Nothing in it is worth keeping.
 */
export function makeBucket(scope: Construct, { retain }: Settings): Bucket {
  return new Bucket(scope, 'Files', {
    ...PRIVATE,
    lifecycleRules: [
      { expiration: KEPT, noncurrentVersionExpiration: KEPT, abortIncompleteMultipartUploadAfter: KEPT },
      { expiredObjectDeleteMarker: true },
    ],
    removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}

/** Writing under the one prefix, giving up what was begun, and reading: a signed address can do what its signer can. */
export function filesStatements(bucket: Bucket): PolicyStatement[] {
  const actions = ['s3:PutObject', 's3:AbortMultipartUpload', 's3:GetObject'];
  return [new PolicyStatement({ actions, resources: [bucket.arnForObjects(`${PREFIX}*`)] })];
}
