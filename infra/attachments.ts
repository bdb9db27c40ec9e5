/** The bucket of files that records name, and what a function may do with it. */
import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket, type CfnBucket, HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { ATTACHMENTS_PREFIX } from '../shared/adapters/s3-names.ts';
import { PRIVATE } from './bucket.ts';
import type { Queues } from './queues.ts';
import type { Settings } from './settings.ts';

/**
 * Private and without expiry: what goes is deleted by the platform, version by version. Its name is fixed, so that the
 * queue knows whom to take messages from before there is a bucket. `address`: of the platform, whose pages send files
 * here.
 */
export function makeAttachments(
  scope: Construct,
  { stage, retain }: Settings,
  { queues: { wake }, address }: { readonly queues: Queues; readonly address: string },
): Bucket {
  const { account, region } = Stack.of(scope);
  const bucketName = `shenguan-${stage}-files-${account}-${region}`;
  const bucket = new Bucket(scope, 'Attachments', {
    bucketName,
    ...PRIVATE,
    // The console's script sends files from the browser; what it may say is what an address is signed over.
    cors: [
      {
        allowedMethods: [HttpMethods.PUT],
        allowedOrigins: [address],
        allowedHeaders: ['content-type', 'x-amz-checksum-sha256'],
        maxAge: 3_600,
      },
    ],
    removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  const arn = Stack.of(scope).formatArn({
    ...{ service: 's3', region: '', account: '', resource: bucketName },
    arnFormat: ArnFormat.NO_RESOURCE_NAME,
  });
  const told = new PolicyStatement({
    principals: [new ServicePrincipal('s3.amazonaws.com')],
    actions: ['sqs:SendMessage'],
    resources: [wake.queueArn],
    conditions: { StringEquals: { 'aws:SourceAccount': account }, ArnEquals: { 'aws:SourceArn': arn } },
  });
  wake.addToResourcePolicy(told);
  // Not by `addEventNotification`, which makes a function of its own with rights on every bucket.
  const made = bucket.node.defaultChild as CfnBucket;
  const configuration = { event: 's3:ObjectCreated:*', queue: wake.queueArn };
  made.notificationConfiguration = { queueConfigurations: [configuration] };
  // S3 tries the queue when it is told of it.
  made.node.addDependency(wake.node.findChild('Policy'));
  return bucket;
}

/**
 * Looking whether a file has come: its head and its first bytes. Without `ListBucket` what is not there is forbidden.
 */
export function lookingStatements(bucket: Bucket): PolicyStatement[] {
  return [
    new PolicyStatement({ actions: ['s3:GetObject'], resources: [objectsOf(bucket)] }),
    new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
  ];
}

/** Looking, and deleting with all versions. */
export function deletingStatements(bucket: Bucket): PolicyStatement[] {
  return [
    ...lookingStatements(bucket),
    new PolicyStatement({ actions: ['s3:DeleteObjectVersion'], resources: [objectsOf(bucket)] }),
    new PolicyStatement({ actions: ['s3:ListBucketVersions'], resources: [bucket.bucketArn] }),
  ];
}

/** Taking in what came by a form. */
export function puttingStatements(bucket: Bucket): PolicyStatement[] {
  return [new PolicyStatement({ actions: ['s3:PutObject'], resources: [objectsOf(bucket)] })];
}

/** All of it: an address that is signed for an upload can do what its signer can. */
export function keepingStatements(bucket: Bucket): PolicyStatement[] {
  return [...deletingStatements(bucket), ...puttingStatements(bucket)];
}

function objectsOf(bucket: Bucket): string {
  return bucket.arnForObjects(`${ATTACHMENTS_PREFIX}*`);
}
