/** What the template must hold, whatever else it holds. */
import { describe, expect, it, test } from 'vitest';
import { CATALOG } from '../../functions/catalog.ts';
import { VARIABLES } from '../../functions/lambda.ts';
import { prefixesOf } from '../../functions/prefixes.ts';
import { INDEXES } from '../../shared/ports.ts';
import { flat, synth } from './synth.ts';

const MAIL = { mailFrom: '平台 <noreply@gx.gov.cn>', alarmMail: 'ops@gx.gov.cn' };
/** No issuer, as `npx cdk deploy` alone has it. */
const NOTHING = { issuer: '', audience: '', jwksUri: '' };
const dev = synth();
const prod = synth({
  stage: 'prod',
  ...MAIL,
  domain: 'sg.gx.gov.cn',
  certificateArn: 'arn:aws-cn:acm:x:1:certificate/1',
});

const PRIVATE = {
  PublicAccessBlockConfiguration: Object.fromEntries(
    ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].map((name) => [name, true]),
  ),
  OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
  BucketEncryption: {
    ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
  },
  VersioningConfiguration: { Status: 'Enabled' },
};

describe('routes', () => {
  const integrations = new Map(
    dev.ofType('AWS::ApiGatewayV2::Integration').map(({ id, Properties }) => [id, Properties]),
  );
  const target = (key: string): string => {
    const route = dev.ofType('AWS::ApiGatewayV2::Route').find(({ Properties }) => Properties.RouteKey === key);
    const id = /\{(\w+)\}/.exec(flat(route?.Properties.Target))?.[1] ?? '';
    return flat(integrations.get(id)?.IntegrationUri);
  };

  test.each([...prefixesOf(CATALOG)])('%s and what is below it is answered by %s', (prefix, name) => {
    expect(target(`ANY ${prefix}`)).toContain(`{Api${name}`);
    if (prefix !== '/') expect(target(`ANY ${prefix}/{proxy+}`)).toContain(`{Api${name}`);
  });

  it('are those and one for the rest, which the function of the kinds answers', () => {
    expect(dev.ofType('AWS::ApiGatewayV2::Route')).toHaveLength(2 * prefixesOf(CATALOG).size - 1 + 1);
    expect(target('$default')).toContain('{Apiexchanges');
  });

  it('leave CORS, HEAD and OPTIONS to the handlers', () => {
    const [api] = dev.ofType('AWS::ApiGatewayV2::Api');
    expect(api?.Properties.CorsConfiguration).toBeUndefined();
  });

  it('are throttled and logged without addresses, agents or queries', () => {
    const [stage] = dev.ofType('AWS::ApiGatewayV2::Stage');
    expect(stage?.Properties.DefaultRouteSettings).toEqual({ ThrottlingBurstLimit: 1000, ThrottlingRateLimit: 500 });
    expect(stage?.Properties.AccessLogSettings.Format).not.toMatch(/identity|userAgent|querystring|context\.path/i);
  });
});

describe('data', () => {
  it('lies in one table: on demand, encrypted, restorable, with indexes of keys alone', () => {
    const [table] = prod.ofType('AWS::DynamoDB::Table');
    expect(table).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        TableName: 'shenguan-prod',
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: true,
        KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
      },
    });
    const indexes = table?.Properties.GlobalSecondaryIndexes as { IndexName: string; Projection: object }[];
    expect(indexes.map(({ IndexName }) => IndexName)).toEqual(INDEXES.map((index) => `by-${index}`));
    expect(indexes.every(({ Projection }) => JSON.stringify(Projection) === '{"ProjectionType":"KEYS_ONLY"}')).toBe(
      true,
    );
  });

  it.each([7, 8, 9, 10, 11, 12])(
    'has %i indexes where the setting says so: those that came in later, one a deployment',
    (n) => {
      const [table] = synth({ stage: 'prod', indexes: String(n) }).ofType('AWS::DynamoDB::Table');
      const indexes = table?.Properties.GlobalSecondaryIndexes as { IndexName: string }[];
      expect(indexes.map(({ IndexName }) => IndexName)).toEqual(INDEXES.slice(0, n).map((index) => `by-${index}`));
    },
  );

  it('restored from a backup is gone on with, by the same grants', () => {
    const restored = synth({ stage: 'prod', restoredTable: 'shenguan-restored' });
    expect(restored.ofType('AWS::DynamoDB::Table')).toEqual([]);
    const [made] = restored.ofType('AWS::Lambda::Function');
    expect(made?.Properties.Environment.Variables.TABLE).toBe('shenguan-restored');
    const resources = JSON.stringify(restored.ofType('AWS::IAM::Policy'));
    expect(resources).toContain(':table/shenguan-restored/index/by-wake');
    expect(resources).not.toMatch(/index\/\*/);
    expect(restored.report.pluginReports).toEqual([]);
  });

  it('on its way waits in encrypted queues, by TLS alone, and ends where somebody is told', () => {
    const queues = dev.ofType('AWS::SQS::Queue');
    expect(queues.map(({ Properties }) => Properties.SqsManagedSseEnabled)).toEqual([true, true]);
    const wake = queues.find(({ Properties }) => Properties.QueueName === 'shenguan-dev-wake');
    expect(wake?.Properties).toMatchObject({ VisibilityTimeout: 185, RedrivePolicy: { maxReceiveCount: 10 } });
    for (const { Properties } of dev.ofType('AWS::SQS::QueuePolicy')) {
      expect(JSON.stringify(Properties)).toContain('"aws:SecureTransport":"false"');
    }
    const [source] = dev.ofType('AWS::Lambda::EventSourceMapping');
    expect(source?.Properties).toMatchObject({
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumBatchingWindowInSeconds: 5,
    });
  });

  it('too large for an answer lies in a private bucket: by TLS alone, versioned, encrypted, gone after a day', () => {
    const bucket = prod.ofType('AWS::S3::Bucket').find(({ id }) => id.startsWith('Files'));
    expect(bucket?.DeletionPolicy).toBe('Retain');
    expect(dev.ofType('AWS::S3::Bucket').map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['Delete', 'Delete']);
    expect(bucket?.Properties).toMatchObject(PRIVATE);
    expect(bucket?.Properties.LifecycleConfiguration.Rules).toEqual([
      {
        Status: 'Enabled',
        ExpirationInDays: 1,
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
      { Status: 'Enabled', ExpiredObjectDeleteMarker: true },
    ]);
    const [policy] = prod.ofType('AWS::S3::BucketPolicy');
    const denied = policy?.Properties.PolicyDocument.Statement as {
      Effect: string;
      Action: string;
      Condition: object;
    }[];
    expect(denied.map(({ Effect, Action, Condition }) => [Effect, Action, Condition])).toEqual([
      ['Deny', 's3:*', { Bool: { 'aws:SecureTransport': 'false' } }],
      ['Deny', 's3:*', { NumericLessThan: { 's3:TlsVersion': 1.2 } }],
    ]);
  });

  it('of files lies in a private bucket without expiry, whose name is known before it is there; S3 tells the queue', () => {
    const bucket = prod.ofType('AWS::S3::Bucket').find(({ id }) => id.startsWith('Attachments'));
    expect(bucket).toMatchObject({ DeletionPolicy: 'Retain', Properties: PRIVATE });
    expect(bucket?.Properties.LifecycleConfiguration).toBe(undefined);
    const name = 'shenguan-prod-files-{AWS::AccountId}-{AWS::Region}';
    expect(flat(bucket?.Properties.BucketName)).toBe(name);
    const [told] = bucket?.Properties.NotificationConfiguration.QueueConfigurations ?? [];
    expect([told.Event, flat(told.Queue)]).toEqual([
      's3:ObjectCreated:*',
      expect.stringMatching(/^\{Wake[0-9A-F]{8}\.Arn\}$/),
    ]);
    const policies = prod
      .ofType('AWS::SQS::QueuePolicy')
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    const [may, ...others] = policies.filter(({ Effect }: { Effect: string }) => Effect === 'Allow');
    expect(others).toEqual([]);
    expect(may).toMatchObject({ Action: 'sqs:SendMessage', Principal: { Service: 's3.amazonaws.com' } });
    expect(flat(may.Condition.ArnEquals['aws:SourceArn'])).toBe(`arn:{AWS::Partition}:s3:::${name}`);
    expect(flat(may.Condition.StringEquals['aws:SourceAccount'])).toBe('{AWS::AccountId}');
  });

  it('of files takes what pages of the platform send from a browser, and no other page; pages may reach it and nothing else', () => {
    const bucket = prod.ofType('AWS::S3::Bucket').find(({ id }) => id.startsWith('Attachments'));
    expect(bucket?.Properties.CorsConfiguration.CorsRules).toEqual([
      {
        AllowedMethods: ['PUT'],
        AllowedOrigins: ['https://sg.gx.gov.cn'],
        AllowedHeaders: ['content-type', 'x-amz-checksum-sha256'],
        MaxAge: 3600,
      },
    ]);
    const pages = prod
      .ofType('AWS::Lambda::Function')
      .find(({ Properties }) => Properties.FunctionName === 'shenguan-prod-console');
    const origin = flat(pages?.Properties.Environment.Variables.ATTACHMENTS_ORIGIN);
    expect(origin).toBe(`https://{${bucket?.id}.RegionalDomainName}`);
  });

  it('in logs is kept as long as the stage says', () => {
    const days = (stack: typeof dev) =>
      stack.ofType('AWS::Logs::LogGroup').map(({ Properties }) => Properties.RetentionInDays);
    expect([days(dev), days(prod)]).toEqual([
      [14, 14],
      [180, 180],
    ]);
  });
});

describe('functions', () => {
  it.each([...CATALOG.map(({ name }) => name), 'wake', 'sweep', 'schedule'])('%s has all its variables', (name) => {
    const made = dev
      .ofType('AWS::Lambda::Function')
      .find(({ Properties }) => Properties.FunctionName === `shenguan-dev-${name}`);
    expect(Object.keys(made?.Properties.Environment.Variables)).toEqual(expect.arrayContaining([...VARIABLES]));
    const logging = { LogFormat: 'JSON', SystemLogLevel: 'WARN' };
    expect(made?.Properties).toMatchObject({ Runtime: 'nodejs24.x', LoggingConfig: logging });
  });

  it('each have code of their own', () => {
    const codes = dev.ofType('AWS::Lambda::Function').map(({ Properties }) => flat(Properties.Code.S3Key));
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('recur in Beijing time', () => {
    const made = dev.ofType('AWS::Scheduler::Schedule').map(({ Properties }) => {
      const { Name, ScheduleExpression, ScheduleExpressionTimezone, Target } = Properties;
      return [Name, ScheduleExpression, ScheduleExpressionTimezone, Target.Input];
    });
    const daily = [
      ['digest', 'cron(0,30 * * * ? *)', 'Asia/Shanghai', '{"name":"digest"}'],
      ['arrivals', 'cron(0,30 * * * ? *)', 'Asia/Shanghai', '{"name":"arrivals"}'],
      ['draft-circular', 'cron(0,30 * * * ? *)', 'Asia/Shanghai', '{"name":"draft-circular"}'],
    ];
    expect(made).toEqual([['sweep', 'rate(5 minutes)', 'Asia/Shanghai', '{}'], ...daily]);
  });
});

describe('without a setting', () => {
  const bare = synth(NOTHING, undefined, 'ap-southeast-1');

  it('is the stage dev with a pool of its own: code flow with PKCE, a second factor where one wants it', () => {
    bare.template.hasResourceProperties('AWS::Cognito::UserPool', {
      UserPoolName: 'shenguan-dev',
      MfaConfiguration: 'OPTIONAL',
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    });
    const [client] = bare.ofType('AWS::Cognito::UserPoolClient');
    expect(client?.Properties).toMatchObject({
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: ['openid'],
      SupportedIdentityProviders: ['COGNITO'],
    });
    expect(client?.Properties.GenerateSecret ?? false).toBe(false);
    expect(client?.Properties.CallbackURLs.map(flat)).toEqual([expect.stringMatching(/\/console\/signed-in$/)]);
    const [domain] = bare.ofType('AWS::Cognito::UserPoolDomain');
    expect(flat(domain?.Properties.Domain)).toBe('shenguan-dev-{AWS::AccountId}');
    const [made] = bare.ofType('AWS::Lambda::Function');
    expect(flat(made?.Properties.Environment.Variables.ISSUERS)).toMatch(
      /"tokens":"id","signIn":\{"clientId":"\{UsersClient/,
    );
  });

  it('says what to do next', () => {
    const said = (name: string): string => flat(bare.json.Outputs?.[name]?.Value);
    expect(said('Next1FirstUser')).toMatch(/^aws cognito-idp admin-create-user --region .* --user-pool-id \{Users/);
    expect(said('Next2FirstCounty')).toMatch(
      /^npm run admin -- init --aws --table .* --jurisdiction 371525 .* --issuer /,
    );
    expect(said('Next3Describe')).toMatch(/\/docs$/);
    expect(said('SignIn')).toContain('/login?client_id=');
  });

  it.each([NOTHING, { ...NOTHING, cognito: 'true' }])(
    'is refused in words where there are no pools: %j',
    (settings) => {
      expect(() => synth(settings, undefined, 'cn-north-1')).toThrow(
        'cn-north-1 has no Cognito user pools: name an OIDC',
      );
    },
  );

  it('asks a second factor of everybody where data stays', () => {
    const prod = synth({ ...NOTHING, stage: 'prod', cognito: 'true' });
    prod.template.hasResourceProperties('AWS::Cognito::UserPool', { MfaConfiguration: 'ON' });
  });
});

describe('the stack', () => {
  it('alarms somebody, with no more alarms than are free', () => {
    const alarms = prod.ofType('AWS::CloudWatch::Alarm');
    expect(alarms).toHaveLength(10);
    for (const { Properties } of alarms) expect(Properties.AlarmActions).toHaveLength(1);
    prod.template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'ops@gx.gov.cn' });
  });

  it('sends mail as one sender, or by the one secret', () => {
    const ses = JSON.stringify(prod.ofType('AWS::IAM::Policy'));
    expect(ses.match(/"ses:FromAddress":"noreply@gx.gov.cn"/g)).toHaveLength(3);
    const smtp = synth({ mailFrom: 'a@gx.gov.cn', smtpParameter: '/shenguan/smtp' });
    const text = JSON.stringify(smtp.ofType('AWS::IAM::Policy'));
    expect(text).not.toContain('ses:');
    expect(text.match(/:parameter\/shenguan\/smtp"/g)).toHaveLength(3);
  });

  it('differs between stages by data alone', () => {
    const types = (stack: typeof dev) => [...new Set(stack.resources.map(({ Type }) => Type))].sort();
    expect(types(synth({ stage: 'prod' }))).toEqual(types(synth({ alarmMail: 'ops@gx.gov.cn' })));
  });

  it.each([
    ['dev', {}],
    [
      'prod with mail and a domain',
      { stage: 'prod', ...MAIL, domain: 'a.cn', certificateArn: 'arn:aws-cn:acm:x:1:certificate/1' },
    ],
    ['SMTP', { mailFrom: 'a@b.cn', smtpParameter: '/smtp' }],
    ['a Cognito pool', { stage: 'prod', issuer: '', cognito: 'true' }],
    ['nothing', NOTHING],
  ])('has no finding of cdk-nag left unexplained: %s', (_name, settings) => {
    expect(synth(settings).report.pluginReports).toEqual([]);
  });

  it.each([
    [{ stage: 'none' }, 'no stage none'],
    [{ jurisdiction: '冠县' }, 'six digits'],
    [{ issuer: '' }, 'issuer'],
    [{ domain: 'a.cn' }, 'certificateArn'],
    [{ architecture: 'mips' }, 'architecture'],
    [{ audience: '' }, 'audience'],
    [{ ...NOTHING, stage: 'prod' }, 'Stage prod needs an OIDC issuer'],
    [{ stage: 'prod', alarmMail: '' }, 'alarmMail'],
    [{ indexes: '6' }, 'indexes'],
    [{ indexes: '14' }, 'indexes'],
  ])('refuses settings that do not fit: %j', (settings, message) => {
    expect(() => synth(settings)).toThrow(message);
  });
});
