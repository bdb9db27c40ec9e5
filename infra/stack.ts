/** The platform on AWS, put together. */
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CATALOG } from '../functions/catalog.ts';
import type { FunctionEntry } from '../functions/function-entry.ts';
import type { Issuer } from '../shared/platform.ts';
import { acknowledge } from './acknowledged.ts';
import { makeAlarms } from './alarms.ts';
import { makeApi, makeRoutes } from './api.ts';
import { makeAttachments } from './attachments.ts';
import { makeBucket } from './bucket.ts';
import { makeFunctions } from './functions.ts';
import { makeIssuers } from './issuers.ts';
import { makeLogs } from './logs.ts';
import { makeQueues } from './queues.ts';
import { makeSchedules } from './schedules.ts';
import { makeSealKey } from './sealing.ts';
import type { Settings } from './settings.ts';
import { makeTable } from './table.ts';
import { makeTimers } from './timers.ts';

export interface PlatformStackProps extends StackProps {
  readonly settings: Settings;
  /** The functions that answer people; those of the platform where left out. */
  readonly catalog?: readonly FunctionEntry[];
}

export class PlatformStack extends Stack {
  constructor(scope: Construct, id: string, { settings, catalog = CATALOG, ...props }: PlatformStackProps) {
    super(scope, id, { ...props, terminationProtection: settings.retain });
    const logs = makeLogs(this, settings);
    const table = makeTable(this, settings);
    const bucket = makeBucket(this, settings);
    const queues = makeQueues(this, settings);
    const sealKey = makeSealKey(this, settings);
    const timers = makeTimers(this, settings, queues);
    const { api, address } = makeApi(this, settings);
    const attachments = makeAttachments(this, settings, { queues, address });
    const issuers = makeIssuers(this, settings, address);
    const environment = {
      TABLE: table.tableName,
      TIMER_GROUP: timers.group,
      TIMER_ROLE_ARN: timers.role.roleArn,
      TIMER_WINDOW: String(settings.timerWindow),
      WAKE_QUEUE_URL: queues.wake.queueUrl,
      WAKE_QUEUE_ARN: queues.wake.queueArn,
      WAKE_DEAD_LETTER_ARN: queues.dead.queueArn,
      JURISDICTION: settings.jurisdiction,
      ADDRESS: address,
      MAIL_DOMAIN: mailDomainOf(settings),
      SEAL_KEY: sealKey.keyArn,
      ...(settings.fileMegabytes && { FILE_MB: settings.fileMegabytes }),
      ...(settings.fileTypes && { FILE_TYPES: settings.fileTypes }),
      ...(settings.sessionMinutes && { SESSION_MINUTES: settings.sessionMinutes }),
      ...(settings.sessionHours && { SESSION_HOURS: settings.sessionHours }),
      ISSUERS: this.toJsonString(issuers),
    };
    const logGroup = logs.functions;
    const data = { table, bucket, attachments, sealKey };
    const functions = makeFunctions(this, { settings, catalog, ...data, queues, timers, logGroup, environment });
    makeRoutes(this, api, { settings, catalog, functions: functions.api, logGroup: logs.access });
    makeSchedules(this, settings, functions, queues);
    makeAlarms(this, settings, api, queues, logs.functions);
    acknowledge(this, timers.group, bucket, attachments);
    new CfnOutput(this, 'Next2FirstCounty', { value: firstCounty(this, settings, table.tableName, issuers) });
    new CfnOutput(this, 'Next3Describe', { value: `${address}/docs` });
  }
}

/** The command that makes the first county. Its files and the names in brackets are explained in docs/deployment.md. */
function firstCounty(stack: Stack, settings: Settings, table: string, issuers: readonly Issuer[]): string {
  const where = `--aws --table ${table} --region ${stack.region} --jurisdiction ${settings.jurisdiction}`;
  const who = `--admin-account spj.admin --admin-subject <sub> --issuer ${issuers[0]?.issuer}`;
  return `npm run admin -- init ${where} --name <name> --organisations organisations.json ${who}`;
}

/** The right side of Message-IDs: the sender's domain, else the platform's. */
function mailDomainOf({ mail, domain, stage }: Settings): string {
  return /@([^>]+)>?$/.exec(mail?.from ?? '')?.[1] ?? domain?.name ?? `${stage}.shenguan.invalid`;
}
