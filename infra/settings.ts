/**
 * The settings of a deployment: from `cdk.json` or `-c name=value`. Stages differ by what `stages` says of them, and by
 * nothing else.
 */
import type { Node } from 'constructs';
import { fileSettings } from '../shared/files/settings.ts';
import type { Issuer } from '../shared/platform.ts';
import { INDEXES } from '../shared/ports.ts';
import { sessionLimits } from '../shared/sessions/settings.ts';

/** The indexes of the first release. */
const FIRST_INDEXES = 7;

export interface Stage {
  /** Data outlives the stack, and cannot be deleted by mistake. */
  readonly retain: boolean;
  readonly logDays: number;
  /** Minutes over which timers that fall due together may spread. */
  readonly timerWindow: number;
}

export interface Settings extends Stage {
  readonly stage: string;
  /** The county of public pages where none is asked for. */
  readonly jurisdiction: string;
  readonly architecture: 'arm64' | 'x86_64';
  /** Whose tokens are taken. Empty where the stack makes a Cognito pool. */
  readonly issuers: readonly Issuer[];
  readonly cognito: boolean;
  readonly domain: { readonly name: string; readonly certificateArn: string } | null;
  readonly mail: MailSettings | null;
  /** How many of the indexes the table has: all of them, but while a table gets those that came in later one by one. */
  readonly indexes: number;
  /** MB of one file, and the endings of the types that are taken, by comma; empty: as the platform has it. */
  readonly fileMegabytes: string;
  readonly fileTypes: string;
  /** Minutes after the last request, and hours after signing in, for which people stay signed in; empty: as usual. */
  readonly sessionMinutes: string;
  readonly sessionHours: string;
  /** A table restored from a backup, to go on with instead of the stack's own. */
  readonly restoredTable: string | null;
  /** Where alarms are mailed to. */
  readonly alarmMail: string | null;
}

export interface MailSettings {
  /** `Name <address>` or an address. */
  readonly from: string;
  /** The SSM parameter (`SecureString`) with an SMTP server's URL; SES where it is null. */
  readonly smtpParameter: string | null;
}

/** A setting is missing or does not fit; the message says what to do. */
export class WrongSetting extends Error {
  constructor(what: string) {
    super(`${what}\nSettings stand in cdk.json or are given by -c name=value: see docs/deployment.md.`);
    this.name = 'WrongSetting';
  }
}

/**
 * Throws `WrongSetting`. `region` decides whether a pool of the stack's own can be had; absent where it is not known
 * yet.
 */
export function settingsOf(node: Node, region?: string): Settings {
  const text = (name: string): string | null => optional(node, name);
  const stage = text('stage') ?? 'dev';
  const stages = node.tryGetContext('stages') as Record<string, Stage> | undefined;
  const data = stages?.[stage];
  if (!data) throw new WrongSetting(`cdk.json has no stage ${stage}`);
  const domain = text('domain');
  const from = text('mailFrom');
  return {
    ...data,
    stage,
    jurisdiction: matching(text('jurisdiction'), /^\d{6}$/, 'jurisdiction: six digits'),
    architecture: matching(text('architecture'), /^(arm64|x86_64)$/, 'architecture: arm64 or x86_64'),
    ...issuersOf(text, stage, region),
    domain: domain === null ? null : { name: domain, certificateArn: needed(text('certificateArn'), 'certificateArn') },
    mail: from === null ? null : { from, smtpParameter: text('smtpParameter') },
    indexes: indexesOf(text('indexes')),
    ...filesOf(text('fileMegabytes') ?? '', text('fileTypes') ?? ''),
    ...sessionsOf(text('sessionMinutes') ?? '', text('sessionHours') ?? ''),
    restoredTable: text('restoredTable'),
    alarmMail: stage === 'prod' ? needed(text('alarmMail'), 'alarmMail (who is told of alarms)') : text('alarmMail'),
  };
}

/** As the functions read them at their start: what does not fit there is said before anything is made. */
function filesOf(fileMegabytes: string, fileTypes: string): Pick<Settings, 'fileMegabytes' | 'fileTypes'> {
  try {
    fileSettings(fileMegabytes, fileTypes);
  } catch (error) {
    throw new WrongSetting(`The settings fileMegabytes and fileTypes: ${(error as Error).message}`);
  }
  return { fileMegabytes, fileTypes };
}

function sessionsOf(sessionMinutes: string, sessionHours: string): Pick<Settings, 'sessionMinutes' | 'sessionHours'> {
  try {
    sessionLimits(sessionMinutes, sessionHours);
  } catch (error) {
    throw new WrongSetting(`The settings sessionMinutes and sessionHours: ${(error as Error).message}`);
  }
  return { sessionMinutes, sessionHours };
}

type Issuers = Pick<Settings, 'issuers' | 'cognito'>;

/**
 * The issuer that is named. Where none is, a pool of the stack's own: for trying it, and where there are pools at all.
 */
function issuersOf(text: (name: string) => string | null, stage: string, region = ''): Issuers {
  const named = ['issuer', 'audience', 'jwksUri'].some((name) => text(name) !== null);
  if (text('cognito') === 'true' || (!named && stage !== 'prod')) {
    if (!region.startsWith('cn-')) return { issuers: [], cognito: true };
    throw new WrongSetting(`${region} has no Cognito user pools: name an OIDC issuer by issuer, audience and jwksUri`);
  }
  if (!named) {
    throw new WrongSetting(
      'Stage prod needs an OIDC issuer: issuer, audience and jwksUri, or cognito=true for a user pool',
    );
  }
  const issuer: Issuer = {
    issuer: needed(text('issuer'), 'issuer'),
    audience: needed(text('audience'), 'audience'),
    jwksUri: needed(text('jwksUri'), 'jwksUri'),
    algorithms: (text('algorithms') ?? 'RS256').split(','),
    signIn: { clientId: text('clientId') ?? needed(text('audience'), 'audience') },
    ...(text('tokens') === 'id' && { tokens: 'id' }),
    ...(text('issuerOwnOf') !== null && { ownOf: matching(text('issuerOwnOf'), /^\d{6}$/, 'issuerOwnOf: six digits') }),
  };
  return { issuers: [issuer], cognito: false };
}

/**
 * CloudFormation creates one DynamoDB index an update, so that a table gets each new one by a deployment of its own.
 */
function indexesOf(text: string | null): number {
  const count = text === null ? INDEXES.length : Number(text);
  if (Number.isInteger(count) && count >= FIRST_INDEXES && count <= INDEXES.length) return count;
  throw new WrongSetting(`The setting indexes: ${FIRST_INDEXES} to ${INDEXES.length}`);
}

function optional(node: Node, name: string): string | null {
  const value: unknown = node.tryGetContext(name);
  return value === undefined || value === null || value === '' ? null : String(value);
}

function needed(value: string | null, name: string): string {
  if (value === null) throw new WrongSetting(`The setting ${name} is missing`);
  return value;
}

function matching<T extends string>(value: string | null, pattern: RegExp, what: string): T {
  if (value === null || !pattern.test(value)) throw new WrongSetting(`The setting ${what}`);
  return value as T;
}
