/** What each role may do: exactly what its function names, on exactly what it needs. */
import { describe, expect, it, test } from 'vitest';
import { CATALOG } from '../../functions/catalog.ts';
import { INDEXES } from '../../shared/ports.ts';
import { flat, synth } from './synth.ts';

const dev = synth();
const prod = synth({ stage: 'prod', mailFrom: 'noreply@gx.gov.cn', alarmMail: 'ops@gx.gov.cn' });

it('lets every function that knows its callers write their sign-ins', () => {
  const knowing = CATALOG.filter(({ routes }) => routes.some(({ security }) => security !== 'public'));
  expect(knowing.length).toBeGreaterThan(5);
  for (const { name, grants } of knowing)
    expect([name, grants]).toEqual([name, expect.arrayContaining(['read', 'write'])]);
});

describe('grants', () => {
  const granted = (id: string): [string, string][] =>
    dev
      .ofType('AWS::IAM::Policy')
      .filter((policy) => policy.Properties.Roles.some((role: unknown) => flat(role).startsWith(`{${id}Role`)))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .flatMap(({ Action, Resource }) =>
        [Action]
          .flat()
          .flatMap((action: string) =>
            [Resource]
              .flat()
              .map((on: unknown): [string, string] => [action, flat(on).replace(/([A-Za-z]+?)[0-9A-F]{8}/g, '$1')]),
          ),
      );
  const log = ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => [action, '{FunctionLogs.Arn}']);
  const kinds = {
    read: [
      ['dynamodb:GetItem', '{Table.Arn}'],
      ['dynamodb:BatchGetItem', '{Table.Arn}'],
      ...INDEXES.map((index) => ['dynamodb:Query', `{Table.Arn}/index/by-${index}`]),
    ],
    write: [['dynamodb:PutItem', '{Table.Arn}']],
    probe: [['dynamodb:PutItem', '{Table.Arn}']],
    timers: [
      [
        'scheduler:CreateSchedule',
        'arn:{AWS::Partition}:scheduler:{AWS::Region}:{AWS::AccountId}:schedule/shenguan-dev-timers/*',
      ],
      ['iam:PassRole', '{TimerRole.Arn}'],
      ['sqs:SendMessage', '{Wake.Arn}'],
    ],
    files: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:GetObject'].map((action) => [
      action,
      '{Files.Arn}/answers/*',
    ]),
    looking: [
      ['s3:GetObject', '{Attachments.Arn}/files/*'],
      ['s3:ListBucket', '{Attachments.Arn}'],
    ],
    putting: [['s3:PutObject', '{Attachments.Arn}/files/*']],
    keeping: [
      ...['s3:GetObject', 's3:DeleteObjectVersion', 's3:PutObject'].map((action) => [
        action,
        '{Attachments.Arn}/files/*',
      ]),
      ...['s3:ListBucket', 's3:ListBucketVersions'].map((action) => [action, '{Attachments.Arn}']),
    ],
    sealing: ['kms:Encrypt', 'kms:Decrypt'].map((action) => [action, '{SealKey.Arn}']),
  };

  test.each(CATALOG.map((entry) => [entry.name, entry] as const))('%s has those it names', (name, { grants }) => {
    const wanted = [...log, ...grants.flatMap((grant) => kinds[grant])];
    expect(granted(`Api${name}`).sort()).toEqual(wanted.sort());
  });

  it('of what timers call are no wider; only the queue’s function takes from it', () => {
    const consume = ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'GetQueueUrl', 'ReceiveMessage'];
    const all = [...log, ...kinds.read, ...kinds.write, ...kinds.timers];
    const failing = ['SendMessage', 'GetQueueAttributes', 'GetQueueUrl'].map((action) => [
      `sqs:${action}`,
      '{DeadLetters.Arn}',
    ]);
    for (const name of ['sweep', 'schedule']) {
      expect(granted(`Timed${name}`).sort()).toEqual([...all, ...failing].sort());
    }
    const taking = consume.map((action) => [`sqs:${action}`, '{Wake.Arn}']);
    const deleting = kinds.keeping.filter(([action]) => action !== 's3:PutObject');
    // An import of pushes that goes on by its timer seals numbers.
    expect(granted('Timedwake').sort()).toEqual([...all, ...taking, ...deleting, ...kinds.sealing].sort());
  });

  it('of the timers’ role end at the queue and its dead letters, for this group alone', () => {
    expect(granted('Timer').sort()).toEqual([
      ['sqs:SendMessage', '{DeadLetters.Arn}'],
      ['sqs:SendMessage', '{Wake.Arn}'],
    ]);
    const role = dev.ofType('AWS::IAM::Role').find(({ id }) => id.startsWith('TimerRole'));
    const [statement] = role?.Properties.AssumeRolePolicyDocument.Statement ?? [];
    expect(statement.Principal).toEqual({ Service: 'scheduler.amazonaws.com' });
    expect(flat(statement.Condition.StringEquals['aws:SourceArn'])).toMatch(/:schedule-group\/shenguan-dev-timers$/);
  });

  it('of files are with those alone whose answers may be elsewhere, and so is the bucket’s name', () => {
    const elsewhere = CATALOG.filter(({ routes }) => routes.some(({ answers }) => answers[303]));
    expect(elsewhere.map(({ name }) => name)).toEqual(['files', 'reports', 'public']);
    // The bytes of files are elsewhere already.
    const kept = elsewhere.filter(({ name }) => name !== 'files');
    // The console asks all routes.
    const asking = CATALOG.filter(({ name }) => name === 'console');
    expect(CATALOG.filter(({ grants }) => grants.includes('files'))).toEqual([kept[0], ...asking, kept[1]]);
    const told = dev
      .ofType('AWS::Lambda::Function')
      .filter(({ Properties }) => Properties.Environment.Variables.FILES_BUCKET);
    expect(told.map(({ Properties }) => flat(Properties.Environment.Variables.FILES_BUCKET).slice(0, 6))).toEqual(
      Array(3).fill('{Files'),
    );
    expect(told.map(({ Properties }) => Properties.FunctionName)).toEqual([
      'shenguan-dev-reports',
      'shenguan-dev-console',
      'shenguan-dev-public',
    ]);
  });

  it('of files’ bytes are with those in which records name them; only two functions delete', () => {
    const told = dev
      .ofType('AWS::Lambda::Function')
      .filter(({ Properties }) => Properties.Environment.Variables.ATTACHMENTS_BUCKET)
      .map(({ Properties }) => Properties.FunctionName);
    // An import of accounts reads the workbook that it names.
    expect(told).toEqual(
      ['pushes', 'accounts', 'exchanges', 'files', 'console', 'wake'].map((name) => `shenguan-dev-${name}`),
    );
    const deleting = dev
      .ofType('AWS::IAM::Policy')
      .filter((policy) => JSON.stringify(policy).includes('s3:DeleteObjectVersion'))
      .flatMap(({ Properties }) => Properties.Roles.map(flat));
    expect(deleting.map((role: string) => role.replace(/[0-9A-F]{8}}$/, '}'))).toEqual([
      '{ApifilesRole}',
      '{TimedwakeRole}',
    ]);
  });

  it('name no wildcard but the timers of the group, the files of the prefix, no managed policy, and no partition', () => {
    for (const { json } of [dev, prod]) {
      const stars = JSON.stringify(json.Resources).match(/"[^"]*\*"/g) ?? [];
      const known =
        /"s3:(?:ObjectCreated:)?\*"|"\/answers\/\*"|"\/files\/\*"|"\/\*"|schedule\/shenguan-(dev|prod)-timers\/\*"|"(?:AWS|sqs|sns|kms)?:?\*"|:\/\*\/\*"|\/\*\/\*"|\? \*\)"/;
      expect(stars.filter((star) => !known.test(star))).toEqual([]);
      expect(JSON.stringify(json.Resources)).not.toMatch(/"ManagedPolicyArns"|arn:aws:/);
    }
  });
});
