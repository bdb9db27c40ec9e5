/** The functions: those of the catalogue, each with the grants it names, and those that timers call. */
import { Duration, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { FunctionEntry, Grant } from '../functions/function-entry.ts';
import { deletingStatements, keepingStatements, lookingStatements, puttingStatements } from './attachments.ts';
import { filesStatements } from './bucket.ts';
import { CHART_FILES, CONSOLE_FILES } from './bundle.ts';
import { API_TIMEOUT, type FunctionOptions, makeFunction } from './function.ts';
import { type Queues, WAKE_TIMEOUT, WAKE_WINDOW } from './queues.ts';
import { sealingStatements } from './sealing.ts';
import type { MailSettings, Settings } from './settings.ts';
import { probeStatements, readStatements, writeStatements } from './table.ts';
import { type Timers, timerStatements } from './timers.ts';

export interface FunctionsOptions {
  readonly settings: Settings;
  readonly catalog: readonly FunctionEntry[];
  readonly table: ITable;
  /** Of large answers. */
  readonly bucket: Bucket;
  /** Of files that records name. */
  readonly attachments: Bucket;
  /** Of sealed content. */
  readonly sealKey: Key;
  readonly queues: Queues;
  readonly timers: Timers;
  readonly logGroup: LogGroup;
  /** What `functions/lambda.ts` reads. */
  readonly environment: Record<string, string>;
}

export interface Functions {
  /** By their names in the catalogue. */
  readonly api: ReadonlyMap<string, Lambda>;
  readonly wake: Lambda;
  readonly sweep: Lambda;
  readonly schedule: Lambda;
}

/** The grants of those that are told where the bytes of files lie. */
const TOUCHING: readonly Grant[] = ['looking', 'keeping'];

/** Files beside the bundle of a function. */
const BESIDE: Readonly<Record<string, typeof CHART_FILES>> = { reports: CHART_FILES, console: CONSOLE_FILES };

const ALL: readonly Grant[] = ['read', 'write', 'timers'];

/**
 * MB of the functions that answer people; the processor grows with it. `pushes` has nearly all of the requests, and
 * waits for the table most of its time: half the memory is half the price, and 2 ms more for each (docs/cost.md).
 */
const MEMORY = { usual: 1024, pushes: 512 };

export function makeFunctions(scope: Construct, options: FunctionsOptions): Functions {
  const { settings, catalog, bucket, attachments, queues, logGroup, environment } = options;
  const bytes = {
    ATTACHMENTS_BUCKET: attachments.bucketName,
    ATTACHMENTS_ORIGIN: `https://${attachments.bucketRegionalDomainName}`,
  };
  const common = { settings, logGroup, environment };
  const api = new Map(
    catalog.map(({ name, grants }) => {
      const statements = statementsFor(scope, options, grants);
      const files = BESIDE[name] ?? [];
      const own = {
        ...environment,
        ...(grants.includes('files') && { FILES_BUCKET: bucket.bucketName }),
        ...(TOUCHING.some((grant) => grants.includes(grant)) && bytes),
      };
      const memory = name === 'pushes' ? MEMORY.pushes : MEMORY.usual;
      const made = { ...common, environment: own, name, statements, files, timeout: API_TIMEOUT, memory };
      return [name, makeFunction(scope, `Api-${name}`, made)];
    }),
  );
  const mail = mailFor(scope, settings.mail);
  const woken = (name: string, timeout: Duration, more: Partial<FunctionOptions> = {}) =>
    makeFunction(scope, `Timed-${name}`, {
      ...common,
      name,
      timeout,
      files: CHART_FILES,
      memory: 512,
      statements: [...statementsFor(scope, options, ALL), ...mail.statements, ...(more.statements ?? [])],
      environment: { ...environment, ...mail.environment, ...more.environment },
    });
  // An import of pushes that goes on by its timer reads the workbook, and seals numbers; what a quarantine withheld is
  // opened again. The sweep leaves both to this function.
  const touching = [...deletingStatements(attachments), ...sealingStatements(options.sealKey)];
  const wake = woken('wake', WAKE_TIMEOUT, { statements: touching, environment: bytes });
  queues.wake.grantConsumeMessages(wake);
  wake.addEventSource(
    new SqsEventSource(queues.wake, {
      batchSize: 10,
      maxBatchingWindow: WAKE_WINDOW,
      maxConcurrency: 20,
      reportBatchItemFailures: true,
    }),
  );
  const sweep = woken('sweep', Duration.minutes(4));
  const schedule = woken('schedule', Duration.minutes(5));
  // Called without anybody waiting: what Lambda gives up goes where the queue's own failures lie. A sweep is followed
  // by the next one minutes later, and is not tried again.
  sweep.configureAsyncInvoke({ retryAttempts: 0, onFailure: new SqsDestination(queues.dead) });
  schedule.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(queues.dead) });
  return { api, wake, sweep, schedule };
}

function statementsFor(scope: Construct, options: FunctionsOptions, grants: readonly Grant[]): PolicyStatement[] {
  const made: Record<Grant, () => PolicyStatement[]> = {
    read: () => readStatements(options.table),
    write: () => writeStatements(options.table),
    probe: () => probeStatements(options.table),
    timers: () => timerStatements(scope, options.timers, options.queues),
    files: () => filesStatements(options.bucket),
    looking: () => lookingStatements(options.attachments),
    putting: () => puttingStatements(options.attachments),
    keeping: () => keepingStatements(options.attachments),
    sealing: () => sealingStatements(options.sealKey),
  };
  return grants.flatMap((grant) => made[grant]());
}

/** Sending by SES as one sender, or reading the one parameter that has the SMTP server's URL. */
function mailFor(
  scope: Construct,
  mail: MailSettings | null,
): { environment: Record<string, string>; statements: PolicyStatement[] } {
  if (!mail) return { environment: {}, statements: [] };
  const stack = Stack.of(scope);
  const address = /<([^>]+)>$/.exec(mail.from)?.[1] ?? mail.from;
  if (mail.smtpParameter) {
    const resource = stack.formatArn({
      service: 'ssm',
      resource: 'parameter',
      resourceName: mail.smtpParameter.replace(/^\//, ''),
    });
    const statements = [new PolicyStatement({ actions: ['ssm:GetParameter'], resources: [resource] })];
    return { environment: { MAIL_FROM: mail.from, SMTP_PARAMETER: mail.smtpParameter }, statements };
  }
  const domain = address.split('@')[1] ?? '';
  const identities = [address, domain].map((resourceName) =>
    stack.formatArn({ service: 'ses', resource: 'identity', resourceName }),
  );
  const statements = [
    new PolicyStatement({
      actions: ['ses:SendEmail', 'ses:SendRawEmail'],
      resources: identities,
      conditions: { StringEquals: { 'ses:FromAddress': address } },
    }),
  ];
  return { environment: { MAIL_FROM: mail.from }, statements };
}
