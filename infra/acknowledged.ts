/** Findings of cdk-nag that are as we want them, and why. */
import { type Stack, Token, Validations } from 'aws-cdk-lib';
import type { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { ATTACHMENTS_PREFIX, PREFIX } from '../shared/adapters/s3-names.ts';

export function acknowledge(stack: Stack, timerGroup: string, bucket: Bucket, attachments: Bucket): void {
  const { region, account } = stack;
  const timers = `arn:<AWS::Partition>:scheduler:${shown(region, 'Region')}:${shown(account, 'AccountId')}:schedule/${timerGroup}/*`;
  const under = (one: Bucket, prefix: string): string =>
    `<${stack.getLogicalId(one.node.defaultChild as CfnBucket)}.Arn>/${prefix}*`;
  const reasons: Record<string, string> = {
    'AwsSolutions-APIG4':
      'Tokens are checked by the functions, so that any OIDC issuer will do and every refusal is a problem document.',
    [`AwsSolutions-IAM5[Resource::${timers}]`]:
      'A timer is named by key and instant of its record: the group is the narrowest resource that can be named.',
    [`AwsSolutions-IAM5[Resource::${under(bucket, PREFIX)}]`]:
      'The key of a large answer is drawn by lot: the prefix is the narrowest resource that can be named.',
    [`AwsSolutions-IAM5[Resource::${under(attachments, ATTACHMENTS_PREFIX)}]`]:
      'The key of a file is its county and its id: the prefix is the narrowest resource that can be named.',
    'AwsSolutions-S1':
      'What lies in the buckets is read by addresses good for minutes, each given out in a request that the API logs.',
  };
  for (const [id, reason] of Object.entries(reasons)) Validations.of(stack).acknowledge({ id, reason });
}

/** As cdk-nag writes what is not known before the deployment. */
function shown(value: string, name: string): string {
  return Token.isUnresolved(value) ? `<AWS::${name}>` : value;
}
