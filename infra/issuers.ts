/** Whose tokens are taken: the issuer of the settings, or a Cognito pool of the stack's own. */
import { CfnOutput, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { FeaturePlan, Mfa, OAuthScope, UserPool, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { Issuer } from '../shared/platform.ts';
import type { Settings } from './settings.ts';

/** Where a browser comes back to after signing in, and where it goes after signing out. */
const [SIGNED_IN, SIGNED_OUT] = ['/console/signed-in', '/console/signed-out'];

export function makeIssuers(scope: Construct, settings: Settings, address: string): readonly Issuer[] {
  if (!settings.cognito) return settings.issuers;
  const pool = makePool(scope, settings);
  const client = makeClient(pool, address);
  makeSignIn(pool, client, settings, address);
  output(pool, 'UserPool', pool.userPoolId);
  output(pool, 'UserPoolClient', client.userPoolClientId);
  const issuer = pool.userPoolProviderUrl;
  const jwksUri = `${issuer}/.well-known/jwks.json`;
  const { userPoolClientId: clientId } = client;
  return [{ issuer, audience: clientId, jwksUri, algorithms: ['RS256'], tokens: 'id', signIn: { clientId } }];
}

/** Accounts are made by administrators. A second factor is needed where data stays, and possible where one tries. */
function makePool(scope: Construct, { retain, stage }: Settings): UserPool {
  const pool = new UserPool(scope, 'Users', {
    userPoolName: `shenguan-${stage}`,
    featurePlan: FeaturePlan.ESSENTIALS,
    selfSignUpEnabled: false,
    signInAliases: { username: true },
    mfa: retain ? Mfa.REQUIRED : Mfa.OPTIONAL,
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
  const reasons: Record<string, string> = {
    'AwsSolutions-COG8': 'The Plus plan is billed by the user and adds risk scores; a county has tens of users.',
    ...(!retain && { 'AwsSolutions-COG2': 'This stage is for trying; where data stays, a second factor is required.' }),
  };
  for (const [id, reason] of Object.entries(reasons)) Validations.of(pool).acknowledge({ id, reason });
  return pool;
}

/** A client without a secret: code flow with PKCE for browsers, SRP for command lines. */
function makeClient(pool: UserPool, address: string): UserPoolClient {
  return pool.addClient('Client', {
    authFlows: { userSrp: true },
    preventUserExistenceErrors: true,
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID],
      callbackUrls: [`${address}${SIGNED_IN}`],
      logoutUrls: [`${address}${SIGNED_OUT}`],
    },
  });
}

/** The pages for signing in, and what to do first. A domain's name is unique in a region, all accounts together. */
function makeSignIn(pool: UserPool, client: UserPoolClient, { stage }: Settings, address: string): void {
  const { account, region } = Stack.of(pool);
  const domain = pool.addDomain('Domain', { cognitoDomain: { domainPrefix: `shenguan-${stage}-${account}` } });
  const create = `aws cognito-idp admin-create-user --region ${region} --user-pool-id ${pool.userPoolId}`;
  const options = '--username spj.admin --temporary-password <password> --message-action SUPPRESS';
  output(pool, 'Next1FirstUser', `${create} ${options} --query "User.Attributes[?Name=='sub'].Value" --output text`);
  output(pool, 'SignIn', domain.signInUrl(client, { redirectUri: `${address}${SIGNED_IN}` }));
}

/** An output of the stack by this very name. */
function output(scope: Construct, name: string, value: string): void {
  new CfnOutput(scope, `Output-${name}`, { value }).overrideLogicalId(name);
}
