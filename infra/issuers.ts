/** Whose tokens are taken: the issuer of the settings, or a Cognito pool of the stack's own. */
import { CfnOutput, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { FeaturePlan, Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { Issuer } from '../shared/platform.ts';
import type { Settings } from './settings.ts';

export function makeIssuers(scope: Construct, { issuers, cognito, retain, stage }: Settings): readonly Issuer[] {
  if (!cognito) return issuers;
  const pool = new UserPool(scope, 'Users', {
    userPoolName: `shenguan-${stage}`,
    featurePlan: FeaturePlan.ESSENTIALS,
    selfSignUpEnabled: false,
    signInAliases: { username: true },
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    passwordPolicy: {
      minLength: 12,
      requireDigits: true,
      requireLowercase: true,
      requireUppercase: true,
      requireSymbols: true,
    },
    deletionProtection: retain,
    removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  Validations.of(pool).acknowledge({
    id: 'AwsSolutions-COG8',
    reason: 'The Plus plan is billed by the user and adds risk scores; a county has tens of users, all with MFA.',
  });
  const client = pool.addClient('Client', { authFlows: { userSrp: true }, preventUserExistenceErrors: true });
  new CfnOutput(scope, 'UserPool', { value: pool.userPoolId });
  new CfnOutput(scope, 'UserPoolClient', { value: client.userPoolClientId });
  const issuer = pool.userPoolProviderUrl;
  const jwksUri = `${issuer}/.well-known/jwks.json`;
  return [{ issuer, audience: client.userPoolClientId, jwksUri, algorithms: ['RS256'], tokens: 'id' }];
}
