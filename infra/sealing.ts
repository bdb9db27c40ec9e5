/** The key under which the keys of counties lie wrapped, and what a function may do with it. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';

/** Without it nothing sealed is ever read again: where data outlives the stack, so does the key. */
export function makeSealKey(scope: Construct, { stage, retain }: Settings): Key {
  return new Key(scope, 'SealKey', {
    alias: `alias/shenguan-${stage}`,
    description: `ShenGuan ${stage}: wraps the keys of sealed content`,
    enableKeyRotation: true,
    pendingWindow: Duration.days(30),
    removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}

/** Wrapping a county's key once, and unwrapping it in each process that seals or opens. */
export function sealingStatements(key: Key): PolicyStatement[] {
  return [new PolicyStatement({ actions: ['kms:Encrypt', 'kms:Decrypt'], resources: [key.keyArn] })];
}
